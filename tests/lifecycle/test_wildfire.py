"""A wildfire closes meeting 3, from the first letter to the corrected figure (K01, K02, F03)."""

from datetime import datetime, time, timedelta
from unittest import mock

import pytest
from django.urls import reverse
from icalendar import Calendar

from cohorts.models import Cohort, CohortMembership, Letter
from lib import dates
from meetings.models import Meeting

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db
FIRE = "A wildfire: the school is closed for smoke"


@pytest.fixture
def third(cohort):
    """Three days ahead, with 28 members expected; the first two were held."""
    Cohort.objects.filter(pk=cohort.pk).update(status="meeting")
    factories.create_members(cohort, 28)
    CohortMembership.objects.update(joined_on=factories.today() - timedelta(days=90))
    for number, days in [(1, -60), (2, -30), (3, 3), (4, 90), (5, 180)]:
        meeting = cohort.meetings.get(position=number)
        factories.move_meeting(meeting, factories.today() + timedelta(days=days), starts=time(9))
    return cohort.meetings.get(position=3)


def test_from_the_first_letter_to_the_corrected_figure(third, cohort, client_of, facilitator):
    browser, slug = client_of(facilitator), cohort.slug

    def place(name, number=3):
        return reverse(name, args=[slug, number])

    def numbers():
        page = shown(browser.get(cohort.meetings.get(position=3).get_absolute_url()))
        return page

    # It is postponed: 28 letters, and calendars cancel it
    act(browser, place("lifecycle:meeting-call-off"), {"reason": FIRE, "postponed": "on"})
    assert Letter.objects.filter(code="meeting-called-off").count() == 28
    file = browser.get(reverse("meetings:cohort-calendar", args=[slug])).content
    assert [e["STATUS"] for e in Calendar.from_ical(file).events].count("CANCELLED") == 1
    Letter.objects.update(attempts=1)
    # Half of it a week later, the other half two weeks later; whoever cannot come joins online
    later = third.on + timedelta(days=7)
    sent = {"on": later.isoformat(), "starts": "09:00"}
    act(browser, place("lifecycle:meeting-edit"), sent)
    block = third.segments.in_order().last()
    second = {"block": block.pk, "on": (later + timedelta(days=7)).isoformat(), "starts": "09:00"}
    act(browser, place("lifecycle:meeting-split"), second)
    online = {"on": (later + timedelta(days=10)).isoformat(), "starts": "16:00", "minutes": "90"}
    act(browser, place("lifecycle:meeting-make-up"), online | {"setting": "virtual"})
    added = [m.number for m in cohort.meetings.select_related("of").filter(position__gt=5)]
    assert added == ["3 (second half)", "3 (make-up)"]
    told = Letter.objects.filter(code="dates-moved", attempts=0).first().body
    assert told.count("NEW:") == 3 and FIRE not in told

    # On its day 27 of 28 come, attendance is closed, and somebody joins and somebody leaves
    third.refresh_from_db()
    evening = datetime.combine(later, time(20), tzinfo=third.zone)
    with mock.patch("django.utils.timezone.now", return_value=evening):
        members = list(cohort.memberships.order_by("pk"))
        factories.attend(Meeting.objects.get(pk=third.pk), *members[:27])
        act(browser, place("meetings:attendance-close"))
        assert "27 of 28 came" in numbers()
        factories.create_membership(cohort, joined_on=later)
        members[0].leave(reason="Lost the house", on=later)
        assert "27 of 28 came" in numbers()
        # One row was wrong: opened again with a reason, which stands beside the figure
        reason = {"reason": "Ana was at the door"}
        act(browser, place("meetings:attendance-reopen"), reason)
        mark = reverse("meetings:attendance-mark", args=[slug, 3, members[27].pk])
        browser.post(mark, {"status": "present"})
        act(browser, place("meetings:attendance-close"))
        page = numbers()
        assert "28 of 28 came, corrected" in page
        assert f"opened again on {dates.day(later)}: Ana was at the door" in page
        # And it is not moved ahead any more
        ahead = {"on": (later + timedelta(days=60)).isoformat(), "starts": "09:00"}
        refused = shown(browser.post(place("lifecycle:meeting-edit"), ahead))
        assert "is not moved ahead. Add a make-up meeting instead." in refused
