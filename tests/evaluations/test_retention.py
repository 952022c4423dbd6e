"""Who stayed: from the roll calls of meetings whose figures the reader is shown,
and of no other.
"""

import pytest

from evaluations.results.retention import RetentionRow, retention

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cohort, facilitator):
    """Twelve came to meeting 1, eleven to 2, seven to 3:
    the last one is too small to be shown outside.
    """
    members = [factories.create_membership(cohort) for _ in range(12)]
    for position, number in [(1, 12), (2, 11), (3, 7)]:
        meeting = cohort.meetings.get(position=position)
        factories.attend(meeting, *members[:number])
        meeting.close_attendance(by=facilitator)
        factories.create_release(meeting, responses=number)
    return cohort


def visible(cohort, *positions):
    return {(cohort.pk, position) for position in positions}


def test_everything_is_told_where_everything_is_shown(held):
    found = retention([held.pk], visible=visible(held, 1, 2, 3))
    assert (found.people, found.within) == (12, [RetentionRow(1, 7, 12)])


def test_a_hidden_meeting_tells_nothing_about_who_came(held):
    found = retention([held.pk], visible=visible(held, 1, 2))
    assert (found.people, found.within) == (12, [])


def test_a_hidden_cohort_counts_nobody(held):
    found = retention([held.pk], visible=set())
    assert (found.people, found.within, found.between) == (0, [], [])


def test_the_report_and_the_results_hide_the_same_meeting(
    held, state_staff, regional_lead, facilitator, client_of
):
    page = client_of(state_staff).get("/results/report/")
    assert page.context["retention"].within == [] and page.context["retention"].people == 12
    said = client_of(state_staff).get("/results/state.json").json()["meetings"]
    assert [meeting["attended"] for meeting in said[:3]] == [12, 11, None]
    address = f"/cohorts/{held.slug}/meetings/3/evaluation/"
    assert "7 of 7" not in shown(client_of(regional_lead).get(address))
    assert client_of(regional_lead).get(address).context["shows_counts"] is False
    assert client_of(facilitator).get(address).context["shows_counts"] is True


def test_the_printed_report_says_that_attendance_was_opened_again_and_why(
    held, state_staff, facilitator, client_of
):
    """Beside the meetings whose figures it prints, and of no hidden one."""
    for position, reason in [(1, "Two sheets were swapped"), (3, "A row was skipped")]:
        meeting = held.meetings.get(position=position)
        meeting.reopen_attendance(reason=reason, by=facilitator)
        meeting.close_attendance(by=facilitator)
    report = shown(client_of(state_staff).get("/results/report/"))
    assert "Attendance was opened again on" in report and "Two sheets were swapped" in report
    assert "A row was skipped" not in report
