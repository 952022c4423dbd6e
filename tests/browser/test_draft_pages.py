"""The editor in a real browser: rules of access at both widths, nothing sideways,
and all of it without scripts.
"""

import json

import pytest
from django.urls import reverse

from guidebooks.models import Guidebook

from ..guidebook_editor.conftest import draft, guidebook, staff  # fixtures
from ..guidebook_editor.pages import first_meeting, pages_of
from .access_rules import broken_rules, sideways
from .clicks import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def keeps_the_rules(page, address):
    page.goto(address)
    assert (address, broken_rules(page), sideways(page)) == (address, [], 0)


@pytest.mark.audit
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_editor_keeps_the_rules(draft, staff, browse_as, width):
    draft.criteria.update(text=json.dumps({"en": "You read English."}))
    first_meeting(draft).segments.filter(position=1).update(minutes=5)
    page = browse_as(staff, viewport={"width": width, "height": 900})
    for address in ["/guidebooks/drafts/", "/guidebooks/example-five/copy/"]:
        keeps_the_rules(page, address)
    seen = set()
    for name, arguments in pages_of(draft):
        if (
            name,
            arguments[-1] if isinstance(arguments[-1], str) else "",
        ) not in seen:  # one of each kind
            seen.add((name, arguments[-1] if isinstance(arguments[-1], str) else ""))
            keeps_the_rules(page, reverse(name, args=arguments))


def keep_what_is_the_originals(page):
    """Section by section, then back to the draft."""
    copy = Guidebook.objects.get(slug="our-own")
    page.goto(reverse("guidebook_editor:draft-texts", args=[copy.pk, "original"]))
    every = page.get_by_role("button", name="Keep all of")
    while every.count():
        follow(every.first)
    follow(page.get_by_role("link", name="Back to the draft").first)


def test_a_guidebook_is_made_without_scripts(guidebook, staff, browse_as):
    page = browse_as(staff, java_script_enabled=False)
    page.goto("/guidebooks/drafts/")
    follow(page.get_by_role("link", name="Copy Example guidebook"))
    page.locator("#id_name_0").fill("Our own")
    page.locator("#id_name_1").fill("La nuestra")
    page.locator("#id_slug").fill("our-own")
    follow(page.get_by_role("button", name="Make the copy"))
    follow(page.get_by_role("link", name="Meetings"))
    follow(page.get_by_role("link", name="Blocks of Meeting 1"))
    follow(page.get_by_role("button", name="Move Welcome down"))
    assert page.locator("h3").first.inner_text() == "Focused discussion"
    page.get_by_label("Minutes for Welcome").fill("30")
    page.get_by_label("Minutes for Focused discussion").fill("225")
    follow(page.get_by_role("button", name="Save order and minutes"))
    keep_what_is_the_originals(page)
    follow(page.get_by_role("button", name="Publish version 1"))
    assert Guidebook.objects.get(slug="our-own").is_draft, "what follows is shown first"
    follow(page.get_by_role("button", name="Publish version 1"))
    made = Guidebook.objects.get(slug="our-own")
    assert not made.is_draft and list(
        first_meeting(made).segments.values_list("minutes", flat=True)
    ) == [225, 30, 15]


def test_dragging_and_the_keyboard_put_rows_in_order(draft, staff, browse_as):
    page = browse_as(staff, viewport={"width": 1280, "height": 900})
    page.goto(reverse("guidebook_editor:section-list", args=[draft.pk, "agreements"]))
    page.get_by_role("button", name="Drag Play safe").press("ArrowDown")
    follow(page.get_by_role("button", name="Save this order"))
    assert [str(agreement.title) for agreement in draft.proposed_agreements.all()] == [
        "Play fair",
        "Play safe",
        "Play hard",
    ]
