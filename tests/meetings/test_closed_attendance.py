"""Attendance that is closed stays: who was expected is fixed, and opening it again is said."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Cohort, CohortMembership
from meetings.models import Attendance, Meeting, NotExpected

from .. import factories
from ..files import file_of
from ..looks import act, is_look
from ..shown import shown

pytestmark = pytest.mark.django_db
REASON = "Elena signed in the wrong row"


@pytest.fixture
def today(meeting):
    """The meeting is today and has begun."""
    meeting.on, meeting.starts = timezone.localdate(timezone=meeting.zone), time(0, 0)
    meeting.save()
    return meeting


@pytest.fixture
def members(cohort, today):
    """Four of them; three are here."""
    joined = today.on - timedelta(days=40)
    members = factories.create_members(cohort, 4)
    CohortMembership.objects.filter(cohort=cohort).update(joined_on=joined)
    factories.attend(today, *members[:3])
    return members


@pytest.fixture
def place(meeting):
    return lambda name: reverse(f"meetings:{name}", args=[meeting.cohort.slug, meeting.position])


def roster(meeting):
    fresh = Meeting.objects.select_related("cohort", "of").get(pk=meeting.pk)
    return sorted(membership.pk for membership in fresh.roster())


# --- who was expected is fixed (K01 of the walk: main-job 8) --------------------------------------


def test_joining_or_leaving_on_the_day_changes_nothing_in_a_closed_roll_call(
    today, members, facilitator, place, client_of
):
    today.close_attendance(by=facilitator)
    fixed = roster(today)
    factories.create_membership(today.cohort, joined_on=today.on)
    members[0].leave(reason="New job", on=today.on)
    assert roster(today) == fixed == sorted(m.pk for m in members)
    page = shown(client_of(facilitator).get(place("attendance-edit")))
    assert "3 of 4 here" in page
    strip = shown(client_of(facilitator).get(today.cohort.get_absolute_url()))
    assert "3 of 4 came" in strip


def test_who_leaves_on_the_day_keeps_the_mark_also_before_it_is_closed(today, members):
    members[0].leave(reason="New job", on=today.on)
    assert members[0].pk in roster(today)
    members[3].leave(reason="New job", on=today.on)
    assert members[3].pk not in roster(today)


def test_a_reopened_roll_call_corrects_marks_and_takes_nobody_in(today, members, facilitator):
    today.close_attendance(by=facilitator)
    late_comer = factories.create_membership(today.cohort, joined_on=today.on)
    today.reopen_attendance(reason=REASON, by=facilitator)
    mark = {"meeting": today, "status": "present", "by": facilitator}
    Attendance.objects.mark(**mark, memberships=[members[3]])
    with pytest.raises(NotExpected):
        Attendance.objects.mark(**mark, memberships=[late_comer])
    today.close_attendance(by=facilitator)
    assert roster(today) == sorted(m.pk for m in members)
    assert today.attendances.attended().count() == 4


def test_taking_a_mark_back_in_a_reopened_roll_call_makes_it_absent(today, members, facilitator):
    today.close_attendance(by=facilitator)
    today.reopen_attendance(reason=REASON, by=facilitator)
    Attendance.objects.unmark(meeting=today, membership=members[0], by=facilitator)
    assert today.attendances.get(membership=members[0]).status == "absent"
    assert roster(today) == sorted(m.pk for m in members)


def test_nobody_is_noted_who_was_no_member(today, members, facilitator):
    stranger = factories.create_membership(today.cohort, joined_on=today.on + timedelta(days=1))
    with pytest.raises(NotExpected):
        Attendance.objects.mark(
            meeting=today, memberships=[stranger], status="excused", by=facilitator
        )


# --- opening it again (main-job 8, F19) -----------------------------------------------------------


def test_opening_again_needs_a_reason_and_shows_what_follows(
    today, members, facilitator, place, client_of
):
    today.close_attendance(by=facilitator)
    browser = client_of(facilitator)
    form = browser.post(place("attendance-reopen"), {"reason": " "})
    assert "Write the reason in a few words" in shown(form)
    look = browser.post(place("attendance-reopen"), {"reason": REASON})
    assert is_look(look) and Meeting.objects.get(pk=today.pk).is_held
    assert "Who was expected stays fixed" in shown(look)
    act(browser, place("attendance-reopen"), {"reason": REASON})
    reopening = today.reopenings.get()
    assert (reopening.reason, reopening.reopened_by) == (REASON, facilitator)
    assert not Meeting.objects.get(pk=today.pk).is_held
    act(browser, place("attendance-close"))
    reopening.refresh_from_db()
    assert reopening.closed_again_by == facilitator


def test_the_reopening_stands_beside_every_number_it_touches(
    today, members, facilitator, regional_lead, place, client_of
):
    person = members[0].person
    today.close_attendance(by=facilitator)
    today.reopen_attendance(reason=REASON, by=facilitator)
    today.close_attendance(by=facilitator)
    factories.create_release(today)
    Cohort.objects.filter(pk=today.cohort.pk).update(status="meeting")
    slug = today.cohort.slug
    said = "Attendance was opened again on"
    for who, address in [
        (facilitator, place("attendance-edit")),
        (facilitator, today.get_absolute_url()),
        (regional_lead, today.cohort.get_absolute_url()),
        (facilitator, reverse("evaluations:results-meeting", args=[slug, 1])),
        (facilitator, reverse("evaluations:results-cohort", args=[slug])),
        (facilitator, reverse("dashboards:member-detail", args=[slug, members[0].pk])),
        (person, reverse("dashboards:member-record", args=[slug])),
    ]:
        page = shown(client_of(who).get(address))
        assert said in page and REASON in page, address
    address = reverse("meetings:attendance-export", args=[slug, 1, "csv"])
    assert {row[-1] for row in file_of(client_of(facilitator), address)[1:]} == {REASON}
    assert "3 of 4 came, corrected" in shown(client_of(facilitator).get(today.get_absolute_url()))


def test_a_completed_cohort_is_opened_again_by_its_lead_alone(
    today, members, facilitator, regional_lead, place, client_of
):
    today.close_attendance(by=facilitator)
    Cohort.objects.filter(pk=today.cohort.pk).update(status="completed")
    refused = client_of(facilitator).post(place("attendance-reopen"), {"reason": REASON})
    assert "Only its lead can open it again" in shown(refused)
    act(client_of(facilitator), place("attendance-reopen"), {"reason": REASON})
    assert Meeting.objects.get(pk=today.pk).is_held
    act(client_of(regional_lead), place("attendance-reopen"), {"reason": REASON})
    assert not Meeting.objects.get(pk=today.pk).is_held


# --- nobody marked (F19) --------------------------------------------------------------------------


def test_with_nobody_marked_it_asks_before_making_everybody_absent(
    cohort, today, facilitator, place, client_of
):
    members = factories.create_members(cohort, 3)
    factories.attend(today, members[0], status="excused")
    browser = client_of(facilitator)
    question = browser.post(place("attendance-close"))
    assert not is_look(question) and "Did really nobody come to meeting 1?" in shown(question)
    assert reverse("lifecycle:meeting-call-off", args=[cohort.slug, 1]) in shown(question)
    look = browser.post(place("attendance-close"), {"nobody_came": "yes"})
    assert is_look(look) and Attendance.objects.count() == 1
    act(browser, place("attendance-close"), {"nobody_came": "yes"})
    assert today.attendances.filter(status="absent").count() == 2
