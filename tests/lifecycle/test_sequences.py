"""Random sequences of what happens to meetings over two years keep what must always hold.

Each verb is tried on something that exists; a refusal is an outcome like another. Other packages
add their verbs to VERBS. The audit tries many more sequences, each verb often.
"""

from collections import Counter
from datetime import timedelta
from random import Random
from unittest import mock

import pytest
from django.db import transaction
from django.utils import timezone

from cohorts.actions.capacity import set_capacity
from cohorts.actions.staff_acts import ActRefused
from dashboards.pages.meetings_of_cohort import load_meetings
from lifecycle.actions.reschedule_meeting import reschedule
from meetings.actions.added_meetings import (
    add_make_up,
    add_webinar,
    split_meeting,
    split_refusal,
)
from meetings.attendance_requirement import attended_meetings
from meetings.attendance_sheet import AttendanceSheet
from meetings.models import (
    Attendance,
    AttendanceClosed,
    CountedMeetings,
    Meeting,
    MeetingHasBegun,
    MeetingNotHeldYet,
    NotExpected,
    Reply,
)

from .. import factories

pytestmark = pytest.mark.django_db
LENGTH = 30
REFUSALS = (
    ActRefused,
    AttendanceClosed,
    MeetingHasBegun,
    MeetingNotHeldYet,
    NotExpected,
)


class TwoYears:
    """One cohort in one sequence. `done` counts the verbs that were tried."""

    def __init__(self, cohort, staff, seed, done):
        self.cohort, self.staff, self.dice, self.done = cohort, staff, Random(seed), done
        self.now = timezone.now()
        self.positions, self.fixed, self.sequences = {}, {}, {}

    def run(self):
        with mock.patch("django.utils.timezone.now", lambda: self.now):
            for _ in range(LENGTH):
                verb = self.dice.choice(VERBS)
                self.done[verb.__name__] += 1
                try:
                    with transaction.atomic():
                        verb(self)
                except REFUSALS:
                    pass
                self.check()

    @property
    def today(self):
        return timezone.localdate(timezone=self.cohort.zone)

    def meeting(self, **which):
        meetings = self.cohort.meetings.select_related("cohort__guidebook", "of", "part")
        return self.dice.choice(list(meetings.filter(**which).in_order()))

    def member(self):
        found = list(self.cohort.memberships.current().order_by("pk"))
        return self.dice.choice(found) if found else factories.create_membership(self.cohort)

    def ahead(self):
        return self.today + timedelta(days=self.dice.randint(1, 60))

    # --- what must always hold --------------------------------------------------------------------

    def check(self):
        current = self.cohort.memberships.current()
        assert current.count() <= self.cohort.seats.count()
        assert current.values("seat").distinct().count() == current.count()
        meetings = load_meetings(self.cohort)
        counted, attended = CountedMeetings(meetings), attended_meetings(self.cohort)
        for meeting in meetings:
            meeting.cohort = self.cohort
            self.check_meeting(meeting)
        for part in self.cohort.guidebook.parts.all():
            offered = len(counted.of_part(part.pk))
            assert counted.minimum(part) <= offered
            assert all(counted.came(part.pk, days) <= offered for days in attended.values())

    def check_meeting(self, meeting):
        assert self.positions.setdefault(meeting.pk, meeting.position) == meeting.position
        assert self.sequences.get(meeting.pk, 0) <= meeting.sequence
        self.sequences[meeting.pk] = meeting.sequence
        marks = list(meeting.attendances.all())
        here = sum(mark.status in Attendance.ATTENDED for mark in marks)
        assert (meeting.number_here, meeting.number_noted) == (here, len(marks))
        if meeting.first_closed_at:
            noted = {mark.membership_id for mark in marks}
            assert self.fixed.setdefault(meeting.pk, noted) == noted, "who was expected is fixed"
        if meeting.was_held:
            assert meeting.on <= self.today, "what was held is not ahead"
            assert not meeting.is_called_off
        if meeting.is_called_off:
            assert not meeting.roster() and here == 0
        sheet = AttendanceSheet(meeting)
        assert sheet.here == (0 if meeting.is_called_off else here)
        assert {m.membership_id for m in marks} <= {r.membership.pk for r in sheet.rows} or (
            meeting.is_called_off
        )


# --- the verbs ------------------------------------------------------------------------------------


def time_passes(world):
    world.now += timedelta(days=world.dice.randint(1, 25))


def join(world):
    if world.cohort.seats.free().exists():
        factories.create_membership(world.cohort, joined_on=world.today)


def leave(world):
    world.member().leave(reason="Moved", on=world.today)


def reply(world):
    answer = world.dice.choice(["coming", "not_coming"])
    Reply.objects.save_answer(meeting=world.meeting(), membership=world.member(), answer=answer)


def mark(world):
    status = world.dice.choice(["present", "late", "left_early", "excused", "absent"])
    member = world.member()
    Attendance.objects.mark(
        meeting=world.meeting(), memberships=[member], status=status, by=world.staff
    )


def unmark(world):
    Attendance.objects.unmark(meeting=world.meeting(), membership=world.member(), by=world.staff)


def close(world):
    meeting = world.meeting()
    if meeting.has_begun:
        meeting.close_attendance(by=world.staff)


def reopen(world):
    world.meeting().reopen_attendance(reason="A slip", by=world.staff)


def call_off(world):
    world.meeting().call_off(reason="Snow", by=world.staff, postponed=world.dice.random() < 0.5)


def call_on(world):
    meeting = world.meeting()
    if meeting.days_ahead >= 0:
        meeting.call_on()


def move(world):
    reschedule(world.meeting(), on=world.ahead())


def correct(world):
    meeting = world.meeting()
    if meeting.day_has_come:
        reschedule(meeting, on=world.today - timedelta(days=world.dice.randint(0, 9)))


def split(world):
    meeting = world.meeting()
    if not split_refusal(meeting):
        block = meeting.segments.in_order().last()
        split_meeting(meeting, block=block, on=world.ahead(), starts=meeting.starts)


def make_up(world):
    meeting = world.meeting(kind="cohort", of=None)
    place = {"setting": "virtual", "minutes": 60, "starts": meeting.starts}
    add_make_up(meeting, on=world.ahead(), **place)


def webinar(world):
    on = world.ahead()
    add_webinar(world.cohort, title="Questions", on=on, starts=world.now.time(), minutes=60)


VERBS = [time_passes, join, leave, reply, mark, unmark, close, reopen, call_off, call_on]
VERBS += [move, correct, split, make_up, webinar, mark, time_passes, close]


def run_sequences(cohort, staff, seeds):
    done = Counter()
    set_capacity(cohort, seats=6)
    for number, meeting in enumerate(cohort.meetings.order_by("position")):
        on = factories.today() + timedelta(days=number * 9 - 12)
        Meeting.objects.filter(pk=meeting.pk).update(on=on)
    factories.create_members(cohort, 4)
    for seed in seeds:
        with transaction.atomic():
            TwoYears(cohort, staff, seed, done).run()
            transaction.set_rollback(True)
    return done


def test_one_sequence_keeps_what_must_hold(cohort, facilitator):
    done = run_sequences(cohort, facilitator, range(1))
    assert sum(done.values()) == LENGTH


@pytest.mark.audit
def test_many_sequences_keep_what_must_hold(cohort, facilitator):
    done = run_sequences(cohort, facilitator, range(1000, 1320))
    assert {verb.__name__ for verb in VERBS} == set(done) and min(done.values()) >= 400
