"""Where somebody works, what pays for it, and a site that closes: with dates."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lib import dates
from meetings.models import Attendance
from people.models import Placement, ProgramSite
from recruitment.actions.decisions import OfferRefused
from recruitment.actions.offers import offer_seats

from .. import factories
from ..looks import act, is_look
from ..shown import shown

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def placed(participant):
    """Works at a site since last year, paid by ASES."""
    year_ago = factories.today() - 365 * DAY
    return factories.create_placement(participant, starts_on=year_ago, funding=["ases"])


def address(person):
    return reverse("lifecycle:person-place", args=[person.pk])


def typed(placement, **changed):
    site = placement.site
    return {
        "agency": site.organization.name,
        "site": site.name,
        "funding": placement.funding,
        "on": factories.today().isoformat(),
        "replaces": [placement.pk],
        "reason": "",
    } | changed


def test_another_site_from_a_day_on(placed, participant, cohort, regional_lead, client_of):
    browser, today = client_of(regional_lead), factories.today()
    day = today - 3 * DAY
    sent = typed(placed, site="Oak Hill", funding=["elop", "other"], on=day.isoformat())
    look = browser.post(address(participant), sent)
    assert is_look(look) and "site is new here" in shown(look)
    act(browser, address(participant), sent)
    placed.refresh_from_db()
    new = participant.placements.get(ends_on=None)
    assert placed.ends_on == day - DAY
    assert (new.site.name, new.starts_on, new.funding) == ("Oak Hill", day, ["elop", "other"])
    page = shown(browser.get(participant.memberships.get().get_absolute_url()))
    assert "Oak Hill" in page and "ELO-P, Other" in page
    assert f"Site: Oak Hill, {placed.site.organization} (was: {placed.site}" in page
    assert "Funding: ELO-P, Other (was: ASES)" in page


def test_marks_before_the_move_keep_the_site_of_that_day(
    placed, participant, cohort, regional_lead, client_of
):
    meeting = factories.move_meeting(cohort.meetings.get(position=1), factories.today() - 5 * DAY)
    later = factories.move_meeting(cohort.meetings.get(position=2), factories.today())
    sent = typed(placed, site="Oak Hill", on=(factories.today() - 2 * DAY).isoformat())
    act(client_of(regional_lead), address(participant), sent)
    members = [participant.memberships.get()]
    for one in [meeting, later]:
        Attendance.objects.mark(meeting=one, memberships=members, status="present", by=None)
    sites = [row.site.name for row in Attendance.objects.order_by("meeting__position")]
    assert sites == [placed.site.name, "Oak Hill"]


def test_other_funding_is_another_placement(placed, participant, regional_lead, client_of):
    act(client_of(regional_lead), address(participant), typed(placed, funding=["21cclc"]))
    funded = list(participant.placements.order_by("starts_on").values_list("funding", flat=True))
    assert funded == [["ases"], ["21cclc"]]
    same = typed(participant.placements.get(ends_on=None))
    again = shown(act(client_of(regional_lead), address(participant), same, follow=True))
    assert "where they work already" in again


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"site": ""}, "Write the name of the site."),
        ({"on": "soon"}, "Write the first day as a date"),
        ({"on": "1999-01-01"}, "more than two years away"),
        ({"funding": ["gold"]}, "Choose among these kinds of funding."),
        ({"replaces": [987654321]}, "Choose among the sites of this person."),
        ({"replaces": ["x"]}, "Choose among the sites of this person."),
    ],
)
def test_what_is_wrong_is_named(placed, participant, regional_lead, client_of, wrong, words):
    page = shown(client_of(regional_lead).post(address(participant), typed(placed, **wrong)))
    assert words in page and placed.site.organization.name in page
    assert Placement.objects.count() == 1


# --- a site that closes ---------------------------------------------------------------------------


def closing(site):
    return reverse("lifecycle:site-close", args=[site.pk])


def test_a_site_that_closes_ends_its_placements(placed, participant, regional_lead, client_of):
    browser, today = client_of(regional_lead), factories.today()
    page = shown(browser.get(participant.memberships.get().get_absolute_url()))
    assert closing(placed.site) in page
    sent = {"on": (today - DAY).isoformat()}
    look = browser.post(closing(placed.site), sent)
    assert is_look(look) and participant.name in shown(look)
    act(browser, closing(placed.site), sent)
    placed.refresh_from_db()
    site = ProgramSite.objects.get(pk=placed.site_id)
    assert (site.closed_on, site.closed_by, placed.ends_on) == (
        today - DAY,
        regional_lead,
        today - DAY,
    )
    assert "is closed already" in shown(act(browser, closing(site), sent, follow=True))
    page = shown(browser.get(closing(site)))
    assert (
        f"has a last day already: {dates.day(today - DAY)}" in page
        and "The site did not close" in page
    )
    assert 'name="on"' not in page
    typed_again = typed(placed, funding=["other"], replaces=[])
    del typed_again["replaces"]
    said = shown(act(browser, address(participant), typed_again, follow=True))
    assert f"{site} closed on" in said and 'name="agency"' in said, "on the form, as it was typed"
    assert not participant.placements.filter(ends_on=None).exists()


def test_nobody_gets_a_seat_with_a_closed_site(placed, cohort, regional_lead):
    site = placed.site
    application = factories.create_application(
        cohort, endorsed=True, site_name=site.name, agency_name=site.organization.name
    )
    ProgramSite.objects.filter(pk=site.pk).update(
        closed_on=factories.today() - DAY, closed_by=regional_lead
    )
    with pytest.raises(OfferRefused, match="the site of the application closed"):
        offer_seats(cohort, [application], by=regional_lead)


def test_a_site_that_closes_later_stays_on_the_page_until_then(
    placed, participant, regional_lead, client_of
):
    browser, last = client_of(regional_lead), factories.today() + 9 * DAY
    act(browser, closing(placed.site), {"on": last.isoformat()})
    page = " ".join(shown(browser.get(participant.memberships.get().get_absolute_url())).split())
    assert f"{placed.site}, {placed.site.organization}, until {dates.day(last)}" in page


def test_who_begins_at_a_site_that_closes_later_works_there_until_then(
    placed, participant, regional_lead, client_of
):
    last = factories.today() + 9 * DAY
    ProgramSite.objects.filter(pk=placed.site_id).update(closed_on=last, closed_by=regional_lead)
    other = factories.create_membership(participant.memberships.get().cohort).person
    sent = typed(placed, replaces=[])
    del sent["replaces"]
    browser = client_of(regional_lead)
    assert f"{dates.day(last)} is its last day" in shown(browser.post(address(other), sent))
    act(browser, address(other), sent)
    assert other.placements.get().ends_on == last


def test_a_lead_closes_no_site_of_others(
    placed, cohort, regional_lead, state_staff, outsider, client_of
):
    elsewhere = outsider.staff_roles.get().cohort
    other = factories.create_membership(elsewhere).person
    factories.create_placement(other, placed.site)
    sent = {"on": factories.today().isoformat()}
    said = shown(act(client_of(regional_lead), closing(placed.site), sent, follow=True))
    assert "1 more work" in said and other.name not in said
    assert client_of(outsider).get(closing(placed.site)).status_code == 404
    act(client_of(state_staff), closing(placed.site), sent)
    assert ProgramSite.objects.get(pk=placed.site_id).closed_on


def test_a_site_that_closed_by_mistake_is_open_again(
    placed, participant, cohort, regional_lead, client_of
):
    """Whoever has another site by then stays there."""
    site, browser = placed.site, client_of(regional_lead)
    other = factories.create_membership(cohort).person
    moved = factories.create_placement(other, site, starts_on=placed.starts_on)
    act(browser, closing(site), {"on": (factories.today() - DAY).isoformat()})
    factories.create_placement(other)
    again = reverse("lifecycle:site-reopen", args=[site.pk])
    assert again in shown(browser.get(participant.memberships.get().get_absolute_url()))
    act(browser, again)
    site.refresh_from_db()
    placed.refresh_from_db()
    moved.refresh_from_db()
    assert (site.closed_on, placed.ends_on) == (None, None)
    assert moved.ends_on == factories.today() - DAY
    assert "This site is open" in shown(act(browser, again, follow=True))
