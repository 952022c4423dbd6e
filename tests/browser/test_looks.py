"""The look before an act in a browser: readable, without a violation, and sent once."""

import pytest
from django.urls import reverse

from cohorts.models import CohortMembership, Letter, StaffAct

from .. import factories
from .access_rules import broken_rules, sideways
from .clicks import follow, touch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width, scripts", [(320, True), (390, False), (1280, True)])
def test_seats_are_offered_after_a_look_and_taken_back(
    cohort, regional_lead, browse_as, scripts, width
):
    for name in ["Ana Ferrow", "Ben Tallgrass"]:
        factories.create_application(cohort, endorsed=True, name=name)
    page = browse_as(
        regional_lead,
        java_script_enabled=scripts,
        viewport={"width": width, "height": 844},
    )
    page.goto(page.live + reverse("recruitment:application-list", args=[cohort.slug]))
    for box in page.locator("input[name=application]").all():
        box.check()
    follow(page.get_by_role("button", name="Give 2 seats" if scripts else "Give seats"))
    assert page.locator("h1").inner_text() == "Give seats"
    assert not CohortMembership.objects.exists()
    touch(page.locator("summary", has_text="Ana Ferrow, English"))
    assert page.get_by_text("Ana Ferrow has a seat in").is_visible()
    check(page, scripts)
    follow(page.get_by_role("button", name="Give 2 seats and send 2 letters"))
    assert CohortMembership.objects.count() == 2
    follow(page.get_by_role("link", name="To the letters that wait"))
    check(page, scripts)
    follow(page.get_by_role("button", name="Take it back"))
    assert not CohortMembership.objects.exists()
    assert set(Letter.objects.values_list("status", flat=True)) == {"dropped"}
    follow(page.get_by_role("link", name="Offer").first)
    check(page, scripts)


def test_what_is_ticked_is_counted_and_only_that_is_sent(cohort, regional_lead, browse_as):
    for name, endorsed in [("Ana", True), ("Ben", "waiting"), ("Cy", True), ("Dee", False)]:
        factories.create_application(cohort, endorsed=endorsed, name=name)
    page = browse_as(regional_lead)
    page.goto(page.live + reverse("recruitment:application-list", args=[cohort.slug]))
    bar, every = page.locator("#bulk"), page.locator("[data-tick-all]")
    assert page.locator("input[name=application]").count() == 3 and bar.is_hidden()
    page.get_by_label("Choose Ana").check()
    assert bar.inner_text().startswith("1 chosen of 4") and not every.is_checked()
    every.check()
    acts = [button.inner_text() for button in bar.get_by_role("button").all()]
    assert acts == ["Give 2 seats", "Remind 1 director", "Clear"]
    touch(bar.get_by_role("button", name="Clear"))
    assert bar.is_hidden() and page.locator("input[name=application]:checked").count() == 0
    every.check()
    check(page, True)
    follow(bar.get_by_role("button", name="Give 2 seats"))
    assert page.get_by_role("button", name="Give 2 seats and send 2 letters").is_visible()


def check(page, scripts):
    """Nothing scrolls sideways, and no rule of accessibility is broken."""
    if scripts:
        assert (page.url, broken_rules(page), sideways(page)) == (page.url, [], 0)


def test_back_after_an_act_does_not_ask_to_send_it_again(cohort, regional_lead, browse_as):
    factories.create_application(cohort, endorsed=True, name="Ana Ferrow")
    page = browse_as(regional_lead)
    board = page.live + reverse("recruitment:application-list", args=[cohort.slug])
    page.goto(board)
    page.locator("input[name=application]").first.check()
    follow(page.get_by_role("button", name="Give 1 seat"))
    follow(page.get_by_role("button", name="Give 1 seat and send 1 letter"))
    page.go_back()
    assert page.url.startswith(board) and page.locator("h1").is_visible()
    assert StaffAct.objects.count() == 1


def test_two_clicks_at_once_act_once(cohort, regional_lead, browse_as):
    factories.create_application(cohort, endorsed=True, name="Ana Ferrow")
    page = browse_as(regional_lead)
    page.goto(page.live + reverse("recruitment:application-list", args=[cohort.slug]))
    page.locator("input[name=application]").first.check()
    follow(page.get_by_role("button", name="Give 1 seat"))
    with page.expect_navigation():
        page.get_by_role("button", name="Give 1 seat").dblclick()
    assert StaffAct.objects.count() == CohortMembership.objects.count() == 1
    assert page.get_by_text("Ana Ferrow has seat 1.").first.is_visible()
