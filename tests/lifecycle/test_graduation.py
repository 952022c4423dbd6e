"""Completing a cohort: who came often enough graduates, once, and not before every roll
call is closed.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle.actions.graduation import complete_cohort, graduation_candidates

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
        for member in [often, *([early] if meeting.position <= 3 else [late])]:
            factories.attend(meeting, member)
        meeting.close_attendance(by=facilitator)
    return {"often": often, "early": early, "late": late}


def test_who_came_often_enough_graduates(cohort, ended, facilitator):
    rows = {
        row.membership: (row.came, row.needed, row.graduates)
        for row in graduation_candidates(cohort)
    }
    assert rows == {
        ended["often"]: (5, 4, True),
        ended["early"]: (3, 4, False),
        ended["late"]: (2, 2, True),
    }
    assert complete_cohort(cohort) == 2
    cohort.refresh_from_db()
    last = cohort.meetings.in_order().last()
    assert cohort.status == "completed"
    assert set(cohort.memberships.filter(graduated_on=last.on)) == {ended["often"], ended["late"]}


def test_it_is_completed_once(cohort, ended, facilitator):
    complete_cohort(cohort)
    with pytest.raises(ValueError, match="Only a cohort that meets"):
        complete_cohort(cohort)


def test_an_open_roll_call_stands_in_the_way(cohort, ended, facilitator, client_of):
    cohort.meetings.get(position=4).reopen_attendance(reason="A slip", by=factories.create_person())
    browser = client_of(facilitator)
    address = f"/cohorts/{cohort.slug}/complete/"
    assert "Close the roll call of meeting 4 first." in shown(browser.get(address))
    assert "Close the roll call of meeting 4 first." in shown(browser.post(address, follow=True))
    cohort.refresh_from_db()
    assert cohort.status == "meeting" and not cohort.memberships.exclude(graduated_on=None).exists()


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
