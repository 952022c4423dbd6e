"""Completing a cohort: who came often enough to the mandatory meetings of each part graduates,
once, and not before the last meeting is over and every roll call is closed.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle.actions.graduation import (
    complete_cohort,
    completion_refusal,
    graduation_candidates,
)

from .. import factories
from ..shown import shown


@pytest.fixture
def ended(cohort, facilitator):
    """Five meetings in two parts that ask for two each: `often` came to all,
    `early` to the first three, `late` joined in part two.
    """
    cohort.status = "meeting"
    cohort.save()
    meetings = list(cohort.meetings.in_order())
    often, early = factories.create_membership(cohort), factories.create_membership(cohort)
    late = factories.create_membership(cohort, part=meetings[3].part)
    for meeting in meetings:
        day = factories.today() - timedelta(days=60 - 10 * meeting.position)
        meeting = factories.move_meeting(meeting, day)
        for member in [often, *([early] if meeting.position <= 3 else [late])]:
            factories.attend(meeting, member)
        meeting.close_attendance(by=facilitator)
    return {"often": often, "early": early, "late": late}


def attendance_of(cohort):
    """{membership: ([(came, minimum) of each part], graduates)}."""
    return {
        row.membership: ([(part.came, part.minimum) for part in row.attendances], row.graduates)
        for row in graduation_candidates(cohort)
    }


def test_who_came_often_enough_graduates(cohort, ended, facilitator):
    assert attendance_of(cohort) == {
        ended["often"]: ([(3, 2), (2, 2)], True),
        ended["early"]: ([(3, 2), (0, 2)], False),
        ended["late"]: ([(2, 2)], True),
    }
    assert complete_cohort(cohort) == 2
    cohort.refresh_from_db()
    last = cohort.meetings.in_order().last()
    assert cohort.status == "completed"
    assert set(cohort.memberships.filter(graduated_on=last.on)) == {ended["often"], ended["late"]}


def test_it_is_completed_once(cohort, ended, facilitator):
    complete_cohort(cohort)
    with pytest.raises(ValueError, match="completed already"):
        complete_cohort(cohort)


def test_an_open_roll_call_stands_in_the_way(cohort, ended, facilitator, client_of):
    cohort.meetings.get(position=4).reopen_attendance(reason="A slip", by=factories.create_person())
    browser = client_of(facilitator)
    address = f"/cohorts/{cohort.slug}/complete/"
    assert "Close the roll call of meeting 4 first." in shown(browser.get(address))
    assert "Close the roll call of meeting 4 first." in shown(browser.post(address, follow=True))
    cohort.refresh_from_db()
    assert cohort.status == "meeting" and not cohort.memberships.exclude(graduated_on=None).exists()


def test_each_part_is_judged_by_itself(cohort, ended, facilitator, client_of):
    """Three and none are not two and two, although four are asked for in all."""
    page = shown(client_of(facilitator).get(f"/cohorts/{cohort.slug}/complete/"))
    row = page.split(ended["early"].person.name)[1].split("</tr>")[0]
    assert "3 of 3, at least 2" in row and "0 of 2, at least 2" in row
    assert (
        "Too few meetings" in row and "in Year 2" in row and "Year 1" not in row.split("small")[1]
    )
    assert "each part by itself" in page and "results of their room" not in page


def test_only_mandatory_meetings_count(cohort, ended, facilitator, client_of):
    """Whoever misses a mandatory meeting makes it up by no optional one."""
    cohort.meetings.filter(position__in=[3]).update(mandatory=False)
    cohort.meetings.get(position=1).attendances.filter(membership=ended["early"]).update(
        status="absent"
    )
    found = attendance_of(cohort)
    assert found[ended["early"]] == ([(1, 2), (0, 2)], False)
    assert found[ended["often"]] == ([(2, 2), (2, 2)], True)
    page = shown(client_of(ended["early"].person).get(f"/cohorts/{cohort.slug}/mine/"))
    assert "To graduate you need 2 of 2 required meetings; you came to 1." in page
    assert "You missed meeting 1 on" in page
    assert "You also came to 1 optional meeting, which does not count for graduating." in page
    assert "Talk with your facilitators" in page


def test_it_is_offered_when_the_last_meeting_is_over(cohort, facilitator, client_of):
    cohort.status = "meeting"
    cohort.save()
    first, browser = cohort.meetings.get(position=1), client_of(facilitator)
    factories.create_members(cohort, 2)
    factories.move_meeting(first, factories.today() - timedelta(days=1))
    first.close_attendance(by=facilitator)
    address, members = f"/cohorts/{cohort.slug}/complete/", f"/cohorts/{cohort.slug}/members/"
    assert address not in shown(browser.get(members))
    page = shown(browser.get(address))
    assert "Meeting 5 is on" in page and "completed after its last." in page
    assert "Too few meetings" not in page
    assert completion_refusal(cohort) in shown(browser.post(address, follow=True))
    for meeting in cohort.meetings.exclude(pk=first.pk):
        factories.move_meeting(meeting, factories.today() - timedelta(days=1))
    assert address in shown(browser.get(members))
    assert "Close the roll call of meeting 2 first." in shown(browser.get(address))


def test_it_costs_the_same_for_one_and_for_many(cohort, ended, facilitator, client_of):
    def queries():
        browser = client_of(facilitator)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(f"/cohorts/{cohort.slug}/complete/").status_code == 200
        return len(seen)

    few = queries()
    for _ in range(20):
        factories.create_membership(cohort)
    assert queries() == few
