"""The look's own promises: a mistake is named twice in the same words,
a component sees only what it is given.
"""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from lib.form_fields import TOO_LONG
from lib.paging import paginate_list

from ..source_tree import ROOT


class Sample(forms.Form):
    email = forms.EmailField(
        label="Your director's email",
        error_messages={"invalid": "Write an address"},
    )
    level = forms.ChoiceField(
        label="Level",
        choices=[("low", "Low"), ("high", "High")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one"},
    )


def draw(source, **context):
    return Template("{% load components %}" + source).render(Context(context))


@pytest.fixture
def wrong_form():
    return Sample({"email": "marcus@"})


def test_summary_counts_and_leads_to_each_field(wrong_form):
    html = draw("{% errors form %}", form=wrong_form)
    assert "Two answers need you" in html
    assert '<a href="#id_email">Write an address</a>' in html
    assert '<a href="#id_level_0">Choose one</a>' in html
    assert 'tabindex="-1"' in html


def test_the_same_words_about_two_fields_name_the_field():
    class Twice(forms.Form):
        grades = forms.CharField(label="Which grades?", error_messages={"required": "Choose one."})
        county = forms.CharField(label="County", error_messages={"required": "Choose one."})

    html = draw("{% errors form %}", form=Twice({}))
    assert ">Which grades? Choose one.</a>" in html and ">County: Choose one.</a>" in html


def test_a_text_that_is_too_long_names_its_field():
    class Short(forms.Form):
        food = forms.CharField(label="Food", max_length=5, error_messages={"max_length": TOO_LONG})

    html = draw("{% errors form %}", form=Short({"food": "Nothing"}))
    assert ">Food: Write at most 5 characters; this has 7.</a>" in html


def test_no_summary_without_mistakes():
    assert "h-errors" not in draw("{% errors form %}", form=Sample())
    assert "h-errors" not in draw("{% errors form %}", form=None)


def test_a_component_sees_only_what_it_is_given():
    html = draw('{% next_action title="Sign" %}', words="somebody's letter", act="Delete")
    assert "letter" not in html and "Delete" not in html


def test_words_are_escaped_everywhere():
    wicked = "<script>"
    html = draw(
        '{% pill "ok" w %}{% block_kind "talk" w %}{% autosave_status "saved" w %}'
        "{% quote words=w %}{% figure number=w sentence=w %}"
        "{% meeting_strip rooms %}{% day_timeline blocks planned=1 %}{% print_strip rooms %}"
        "{% steps words 1 w %}",
        w=wicked,
        words=[wicked],
        rooms=[{"name": wicked, "state": "open", "word": wicked}],
        blocks=[{"minutes": 270, "family": "talk", "word": wicked}],
    )
    assert wicked not in html and "&lt;script&gt;" in html


def test_the_day_says_its_length_and_what_is_over():
    blocks = [
        {"minutes": 200, "family": "talk", "word": "Discussion"},
        {"minutes": 75, "family": "rest", "word": "Lunch"},
    ]
    html = draw("{% day_timeline blocks planned=270 %}", blocks=blocks)
    assert html.count("275 minutes, 5 more than the plan") == 2


def test_drawings_keep_their_decimal_points_in_spanish():
    with override("es"):
        html = draw(
            "{% day_timeline blocks %}", blocks=[{"minutes": 7, "family": "write", "word": "x"}] * 3
        )
    assert 'x="379.0"' in html


def test_pages_keep_the_filters():
    request = RequestFactory().get("/?state=waiting&page=2&after=24")
    page = paginate_list(range(60), request.GET, key=int, size=25)
    html = draw("{% pages page %}", page=page, request=request)
    assert "26–50</span>" in html and "of 60" in html
    assert "?state=waiting&amp;before=25" in html and "Previous 25" in html
    assert "?state=waiting&amp;after=49" in html and "Next 25" in html


def test_as_many_dots_as_seats():
    assert (
        draw("{% meeting_strip rooms seats=30 %}", rooms=[{"name": "a", "state": "opening"}]).count(
            "<circle"
        )
        == 30
    )


def test_a_chosen_chip_is_no_filled_button():
    """At most one button of a page is filled; a chosen chip is outlined and has a check mark."""
    for sheet, name in [("site.css", "h-filters"), ("frame.css", "h-chips")]:
        rules = (ROOT / "static/css" / sheet).read_text()
        (chosen,) = re.findall(rf"\.{name} a\[aria-current\] {{([^}}]+)}}", rules)
        assert "background" not in chosen and "border-color" in chosen
        assert f'.{name} a[aria-current]::before {{ content: "✓"' in rules
