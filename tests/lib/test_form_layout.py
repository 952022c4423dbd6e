"""The template pack: what it draws of a field, and what the layout objects add."""

import pytest
from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Fieldset, Row
from crispy_forms.utils import render_crispy_form
from django import forms

from lib.form_layout import FieldInRow, FormInPage, Part, Section, Unmarked


class Sample(forms.Form):
    email = forms.EmailField(
        label="Your director's email",
        help_text="We write once.",
        error_messages={"invalid": "Write an address"},
    )
    level = forms.ChoiceField(
        label="Level",
        choices=[("low", "Low"), ("high", "High")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one"},
    )
    why = forms.CharField(label="Why", required=False, widget=forms.Textarea)


def draw(form, *layout):
    return render_crispy_form(form, FormInPage(*layout))


@pytest.fixture
def wrong_form():
    return Sample({"email": "marcus@"})


def test_a_field_repeats_the_words_of_the_summary_and_points_to_them(wrong_form):
    html = draw(wrong_form, "email")
    assert html.count("Write an address") == 1
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_email_helptext"' in html and 'id="id_email_error"' in html
    assert 'value="marcus@"' in html


@pytest.mark.parametrize(
    "part, is_marked", [("why", True), ("email", False), (Unmarked("why"), False)]
)
def test_only_what_may_stay_empty_says_so(part, is_marked):
    assert ("optional" in draw(Sample(), part)) is is_marked


@pytest.mark.parametrize("part, is_wide", [("level", True), (InlineRadios("level"), False)])
def test_radios_are_one_group_with_a_legend(wrong_form, part, is_wide):
    html = draw(wrong_form, part)
    assert html.count("<fieldset") == html.count("<legend") == 1
    assert html.count('type="radio"') == 2
    assert ("h-choice__row--wide" in html) is is_wide


@pytest.mark.parametrize(
    "limit, says", [(None, False), (200, False), (800, True), (100_000, False)]
)
def test_free_text_says_its_limit_and_no_browser_cuts_it(limit, says):
    class Limited(forms.Form):
        why = forms.CharField(max_length=limit)

    html = draw(Limited())
    assert ("At most 800 characters." in html) is says is ("id_why_helptext" in html)
    assert "maxlength" not in html


def test_without_a_layout_every_field_is_drawn_in_order():
    html = draw(Sample())
    names = [html.index(f'name="{name}"') for name in ("email", "level", "why")]
    assert names == sorted(names)


def test_the_page_holds_the_form_tag_and_the_token():
    html = render_crispy_form(Sample(), FormInPage(), {"csrf_token": "secret"})
    assert "<form" not in html and "secret" not in html


def test_a_field_in_a_row_has_a_hidden_label_only():
    html = render_crispy_form(Sample(), FieldInRow("why"))
    label, control = html.split("</label>")
    assert label.strip() == '<label class="visually-hidden" for="id_why">Why'
    assert control.strip().startswith("<textarea") and "<div" not in html


def test_parts_of_a_layout():
    assert '<div class="h-row">' in draw(Sample(), Row("email", "why"))
    assert '<legend class="h-legend">Reasons</legend>' in draw(Sample(), Fieldset("Reasons", "why"))
    assert "<h2>Reasons</h2>" in draw(Sample(), Part("Reasons", "why"))
    html = draw(Sample(), Section("Reasons", "why", css_id="reasons", lead="A sentence."))
    assert '<section aria-labelledby="reasons">' in html and '<h2 id="reasons">Reasons</h2>' in html
    assert "<p>A sentence.</p>" in html


def test_texts_of_rows_are_no_templates():
    html = draw(Sample(), Section("{% now 'Y' %} <b>", "why", css_id="a", lead="{{ form }}"))
    assert "{% now &#x27;Y&#x27; %} &lt;b&gt;" in html and "<p>{{ form }}</p>" in html


def test_a_layout_that_names_another_field_is_a_mistake():
    with pytest.raises(Exception, match="Could not resolve form field 'wy'"):
        draw(Sample(), "wy")
