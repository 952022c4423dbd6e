"""Every letter and every evaluation form of a draft can be looked at, with invented values."""

import pytest
from django.urls import reverse

from guidebook_editor.pages.letter_preview import INVENTED, invented_values
from guidebooks.letter_placeholders import PLACEHOLDERS
from guidebooks.models import PlannedMeeting

from .. import factories
from ..shown import shown
from .pages import first_meeting


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_placeholder_is_filled(draft, language):
    meetings = list(PlannedMeeting.objects.in_guidebook(draft).select_related("part__guidebook"))
    values = invented_values(draft, language, meetings)
    assert set().union(*PLACEHOLDERS.values()) <= set(values)
    assert all(values.values()) and set(INVENTED) <= set(values)


def test_a_letter_is_shown_in_both_languages(browser, draft):
    letter = draft.letter_templates.get(code="offer")
    letter.body = factories.both(
        "Dear {person_name}, {part_name} begins on {first_meeting}.\n{commitments_list}",
        "Hola, {person_name}: {part_name} empieza el {first_meeting}.",
    )
    letter.save()
    address = reverse("guidebook_editor:letter-preview", args=[draft.pk])
    page = shown(browser.get(address, {"letter": "offer"}))
    assert "Dear Nora Example, Year 1 begins on" in page
    assert "Hola, Nora Ejemplo: Año 1 empieza el" in page
    assert "I plan cover for every meeting." in page
    assert "Questions? Ask Connie Contact" in page and "{" not in page.split("h-sides")[1][:900]
    letter.body = {"en": "Only English, {person_name}."}
    letter.save()
    assert "Not written in Spanish" in shown(browser.get(address, {"letter": "offer"}))
    edit = reverse("guidebook_editor:item-edit", args=[draft.pk, "letters", letter.pk])
    assert f"{address}?letter=offer" in shown(browser.get(edit))
    for odd in ["", "no-such-letter", "x" * 900]:
        assert browser.get(address, {"letter": odd}).status_code == 200
    codes = draft.letter_templates.values_list("code", flat=True)
    assert all(browser.get(address, {"letter": code}).status_code == 200 for code in codes)


def test_an_evaluation_form_is_shown_and_cannot_be_sent(browser, draft):
    address = reverse("lifecycle:draft-evaluation", args=[draft.pk])
    page = browser.get(address, {"meeting": "2"})
    assert page.context["meeting"].position == 2
    assert all(field.disabled for field in page.context["form"].fields.values())
    assert "The talk at our table." in shown(page)
    spanish = shown(browser.get(address, {"language": "es"}))
    assert "La charla en nuestra mesa." in spanish and "Antes de esta reunión" in spanish
    assert browser.post(address).status_code == 405
    asked = reverse("guidebook_editor:question-list", args=[draft.pk, first_meeting(draft).pk])
    assert f"{address}?meeting=1" in shown(browser.get(asked))
    for odd in ["", "77", "x"]:
        assert browser.get(address, {"meeting": odd}).context["meeting"].position == 1
    PlannedMeeting.objects.filter(part__guidebook=draft).delete()
    assert "Nothing is asked yet." in shown(browser.get(address))
