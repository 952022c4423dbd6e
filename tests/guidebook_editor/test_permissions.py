"""Who makes guidebooks, and what odd input is answered with."""

import re

import pytest
from django.urls import reverse

from guidebook_editor.forms.section_registry import SECTIONS
from guidebooks.actions.drafts import copy_to_network

from .. import factories
from ..shown import shown
from .pages import edit, first_meeting, page, pages_of, publish

FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\sname="([^"]+)"')


@pytest.mark.parametrize("kind", ["evaluator", "lead", "facilitator", None])
def test_only_state_staff_write_every_draft(draft, client_of, kind):
    person = factories.create_person()
    scopes = {
        "evaluator": draft.network,
        "lead": factories.create_region(),
        "facilitator": None,
        None: None,
    }
    if kind:
        factories.create_role(
            person, kind, scopes[kind] or factories.create_cohort(guidebook=draft.copied_from)
        )
    refused = 404 if kind == "lead" else 403  # a lead reads the drafts that are their own
    for name, arguments in pages_of(draft):
        assert page(client_of(person), name, *arguments).status_code == refused, name


def test_a_draft_of_another_network_is_missing(draft, client_of):
    stranger = factories.create_person()
    factories.create_role(stranger, "state_staff", factories.create_network("other"))
    browser = client_of(stranger)
    for name, arguments in pages_of(draft):
        assert page(browser, name, *arguments).status_code == 404, name
    assert publish(browser, draft, anyway="on").status_code == 404
    assert (
        str(draft.name)
        not in shown(page(browser, "guidebook_editor:draft-list")).split("Published by others")[0]
    )


def test_a_row_of_another_draft_is_missing(browser, guidebook, draft, staff):
    other = copy_to_network(
        guidebook, network=guidebook.network, name=guidebook.name, slug="other", by=staff
    )
    for section in SECTIONS:
        for row in section.items(other)[:1]:
            assert (
                page(
                    browser, "guidebook_editor:item-edit", draft.pk, section.slug, row.pk
                ).status_code
                == 404
            )
            assert (
                browser.post(
                    reverse("guidebook_editor:item-remove", args=[draft.pk, section.slug, row.pk])
                ).status_code
                == 404
            )


ODD = [
    "",
    "   ",
    "x" * 20_000,
    "9" * 30,
    "-1",
    "٣",
    "{person_name",
    "🌻" * 500,
    "a\u202eb",
    "[]",
    "<svg onload=x>",
]


@pytest.mark.parametrize("odds", [ODD[:5], pytest.param(ODD[5:], marks=pytest.mark.audit)])
def test_odd_input_is_answered_in_words(browser, draft, odds):
    """Each form with each field odd in turn: a sentence or a saved row, never a failure;
    what was typed stays.
    """
    browser.raise_request_exception = True
    draft.criteria.filter(position__gt=1).delete()
    for name, arguments in pages_of(draft):
        address = reverse(name, args=arguments)
        answer = browser.get(address)
        if "form" not in answer.context or name == "guidebook_editor:draft-discard":
            continue
        for place, odd in enumerate(odds):
            body = {
                field: odd
                for field in set(FIELD.findall(shown(answer)))
                if field != "csrfmiddlewaretoken"
            }
            assert browser.post(address, body).status_code in {200, 302, 400, 409}, (address, place)
        nul = browser.post(address, dict.fromkeys(body, "A\x00B"))
        assert nul.status_code in {200, 400}


def test_a_letter_names_only_what_it_can_fill(browser, draft):
    letter = draft.letter_templates.get(code="offer")
    address = reverse("guidebook_editor:item-edit", args=[draft.pk, "letters", letter.pk])
    for words, sentence in {
        "Hello {somebody}": "cannot fill {somebody}",
        "Hello {person_name": "braces do not match",
        "{}": "cannot fill",
        "{person_name!r}": "braces do not match",
        "{link:>999}": "braces do not match",
        "}": "braces do not match",
    }.items():
        answer = edit(browser, address, body_1=words)
        assert answer.status_code == 200 and sentence in answer.context["form"].errors["body"][0], (
            words
        )
        assert words in shown(answer).replace("&gt;", ">")
    assert edit(browser, address, body_0="Welcome, {person_name}. {link}").status_code == 302
    asks = reverse(
        "guidebook_editor:item-edit",
        args=[draft.pk, "letters", draft.letter_templates.get(code="signoff-request").pk],
    )
    assert "needs {link}" in str(
        edit(browser, asks, body_1="Firme, {director_name}.").context["form"].errors["body"]
    )


def test_lines_say_the_same_lines(browser, draft):
    address = reverse(
        "guidebook_editor:item-edit", args=[draft.pk, "meetings", first_meeting(draft).pk]
    )
    more = edit(browser, address, outcomes_0="One\nTwo", outcomes_1="Uno\nDos\nTres")
    assert "3 lines in Spanish and 2 in English" in str(more.context["form"].errors["outcomes"])
    assert edit(browser, address, outcomes_0="One\r\nTwo", outcomes_1="\r\nDos").status_code == 302
    assert first_meeting(draft).outcomes == [{"en": "One"}, {"en": "Two", "es": "Dos"}]
    assert "Begin each line" in str(
        edit(browser, address, logistics_0="Book the room").context["form"].errors
    )
