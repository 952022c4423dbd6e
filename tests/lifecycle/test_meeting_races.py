"""Many at once about one meeting: each counts once, and each added meeting has a place of its own.

Each race runs a second time against a mutant without the lock and without the constraint.
"""

from datetime import time, timedelta
from functools import partial

import pytest
from django.db import IntegrityError
from django.db.models import Max
from django.utils import timezone

from meetings.actions import added_meetings
from meetings.actions.sign_in_numbers import fix_numbers
from meetings.models import AttendanceReopening, Meeting, SignInNumber

from .. import factories
from ..races import all_at_once, slowly, without

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def at_once(act):
    """Do it so many times at the same moment; returns what each came to."""
    results = all_at_once(*[partial(act, number) for number in range(AT_ONCE)])
    refused = "refused by the database"
    return [refused if isinstance(result, IntegrityError) else result for result in results]


def fresh(meeting):
    return Meeting.objects.select_related("cohort", "of").get(pk=meeting.pk)


def positions_after_make_ups(meeting):
    day = factories.today() + timedelta(days=9)

    def one(number):
        columns = {"on": day, "starts": time(9), "minutes": 60, "setting": "virtual"}
        return added_meetings.add_make_up(fresh(meeting), **columns).position

    return sorted(at_once(one), key=str)


def test_meetings_added_at_once_have_a_place_each(meeting):
    with slowly("meetings_meeting", "INSERT"):
        assert sorted(map(int, positions_after_make_ups(meeting))) == list(range(6, 6 + AT_ONCE))


@pytest.mark.audit
def test_the_mutant_without_lock_and_constraint_repeats_a_place(meeting, monkeypatch):
    def careless(cohort, **columns):
        last = cohort.meetings.aggregate(last=Max("position"))["last"] or 0
        return Meeting.objects.create(cohort=cohort, position=last + 1, **columns)

    monkeypatch.setattr(added_meetings, "create_next", careless)
    with without("meetings_meeting", "meeting_position_once"):
        with slowly("meetings_meeting", "INSERT"):
            positions = positions_after_make_ups(meeting)
        assert len(set(positions)) < AT_ONCE
        Meeting.objects.filter(cohort=meeting.cohort, position__gt=5).delete()


def test_of_many_who_call_it_off_one_does(meeting, facilitator):
    done = at_once(lambda number: fresh(meeting).call_off(reason=f"{number}", by=facilitator))
    assert done.count(True) == 1 and done.count(False) == AT_ONCE - 1
    assert fresh(meeting).sequence == 1


@pytest.mark.audit
def test_the_mutant_that_looks_at_its_own_copy_calls_off_often(meeting, facilitator, monkeypatch):
    def careless(self, *, reason, by):
        if self.is_called_off:
            return False
        self.called_off_at, self.called_off_by = timezone.now(), by
        self.called_off_reason = reason
        self.save_calling()
        return True

    monkeypatch.setattr(Meeting, "call_off", careless)
    with slowly("meetings_meeting", "UPDATE"):
        done = at_once(lambda number: fresh(meeting).call_off(reason=f"{number}", by=facilitator))
    assert done.count(True) > 1


def test_of_many_who_open_attendance_again_one_does(meeting, facilitator):
    factories.move_meeting(meeting, factories.today())
    meeting.close_attendance(by=facilitator)
    done = at_once(lambda _n: fresh(meeting).reopen_attendance(reason="A slip", by=facilitator))
    assert done.count(True) == 1 == AttendanceReopening.objects.count()


@pytest.mark.audit
def test_the_mutant_without_the_condition_opens_it_often(meeting, facilitator, monkeypatch):
    factories.move_meeting(meeting, factories.today())
    meeting.close_attendance(by=facilitator)

    def careless(self, *, reason, by):
        self.reopenings.create(reason=reason, reopened_by=by)
        Meeting.objects.filter(pk=self.pk).update(
            attendance_closed_at=None, attendance_closed_by=None
        )
        return True

    monkeypatch.setattr(Meeting, "reopen_attendance", careless)
    name = "attendance_reopened_once_at_a_time"
    with without("meetings_attendancereopening", name):
        at_once(lambda _n: fresh(meeting).reopen_attendance(reason="A slip", by=facilitator))
        assert AttendanceReopening.objects.count() > 1
        AttendanceReopening.objects.all().delete()


def test_a_sheet_printed_by_many_at_once_has_each_number_once(meeting, cohort):
    factories.create_members(cohort, 3)
    with slowly("meetings_signinnumber", "INSERT"):
        done = at_once(lambda _n: fix_numbers(fresh(meeting)))
    assert done == [None] * AT_ONCE
    assert sorted(SignInNumber.objects.values_list("number", flat=True)) == [1, 2, 3]


@pytest.mark.audit
def test_the_mutant_without_the_lock_is_stopped_by_the_database(meeting, cohort, monkeypatch):
    factories.create_members(cohort, 3)
    monkeypatch.setattr(
        "meetings.actions.sign_in_numbers.Meeting.objects.select_for_update",
        Meeting.objects.all,
        raising=False,
    )
    with slowly("meetings_signinnumber", "INSERT"):
        done = at_once(lambda _n: fix_numbers(fresh(meeting)))
    assert "refused by the database" in done
