"""The verbs: each acts by chance on the network, and says whether anything was done.

A verb that is refused in words did nothing; any other error fails the sequence.
"""

import uuid
from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import StaffAct
from lifecycle.actions.call_off_act import call_off, call_on
from lifecycle.actions.end_places import end_places, who_does_not_go_on
from lifecycle.actions.end_recruiting import end_recruiting, part_that_recruits
from lifecycle.actions.member_moves import move_member
from lifecycle.actions.member_returns import return_member, undo_leaving
from lifecycle.actions.merge_persons import merge_persons
from lifecycle.actions.open_part import open_part
from lifecycle.actions.undo_merge import undo_merge
from meetings.actions.added_meetings import add_make_up, split_meeting, split_refusal
from meetings.actions.admission import admit
from meetings.actions.attendance_acts import close_attendance, reopen_attendance
from meetings.models import Attendance
from people.models import PersonMerge
from recruitment.actions.renewals import RenewalRefused, renew

from .. import factories

NINE, SOME_DAYS = time(9), timedelta(days=3)


def attempt(net, verb):
    """Whether the verb did something; all of what is refused is undone."""
    try:
        with transaction.atomic():
            return bool(VERBS[verb](net))
    except (ActRefused, RenewalRefused, ValueError):
        return False


def as_act(net, kind, cohort, verb):
    act = StaffAct.objects.create(
        kind=kind, cohort=cohort, by=net.lead, form_key=uuid.uuid4(), sentence=""
    )
    done = verb(act)
    act.finish(sentence=done.done)
    return done


# --- seats ----------------------------------------------------------------------------------------


def join(net):
    cohort = net.cohort()
    person = net.one_of(net.people().exclude(memberships__cohort=cohort))
    seat = cohort.seats.take_one()
    if seat is None or person is None:
        raise ActRefused("no seat, or nobody")
    parts = cohort.cohort_parts.select_related("cohort", "part").order_by("-part__number")
    part = parts.filter(opened_at__isnull=False).first() or parts.last()
    return admit(part, person, seat, by=net.lead, late_reason="Came late")


def leave(net):
    member = net.one_of(net.members())
    return member and member.leave(reason="Another job", on=member.cohort.today)


def come_back(net):
    member = net.one_of(net.gone())
    if member is None:
        return False
    back = max(member.cohort.today, member.left_on)
    return return_member(member, on=back, reason="Back again", by=net.lead)


def undo_leave(net):
    member = net.one_of(net.gone())
    return member and undo_leaving(member)


def move(net):
    member = net.one_of(net.members())
    if member is None:
        return False
    other = next(cohort for cohort in net.cohorts if cohort != member.cohort)
    return move_member(member, other, by=net.lead)


# --- records --------------------------------------------------------------------------------------


def merge(net):
    person, other = net.one_of(net.people()), net.one_of(net.people())
    done = merge_persons(person, other, by=net.lead)
    note_expected_again(net)
    return done


def undo_a_merge(net):
    row = net.one_of(PersonMerge.objects.filter(undone_at=None))
    done = row and undo_merge(row, by=net.lead)
    note_expected_again(net)
    return done


def note_expected_again(net):
    """Two places in one cohort that become one are one mark, too; parted, they are two again."""
    net.expected = {pk: marks_of(pk) for pk in net.expected}


# --- meetings -------------------------------------------------------------------------------------


def call_a_meeting_off(net):
    meeting = net.one_of(net.meetings().filter(called_off_at=None, first_closed_at=None))
    return meeting and as_act(
        net,
        StaffAct.Kind.MEETING_CALL_OFF,
        meeting.cohort,
        lambda act: call_off(act, meeting, reason="Snow", by=net.lead),
    )


def call_a_meeting_on(net):
    meeting = net.one_of(net.meetings().exclude(called_off_at=None))
    return meeting and as_act(
        net, StaffAct.Kind.MEETING_CALL_ON, meeting.cohort, lambda act: call_on(act, meeting)
    )


def split(net):
    meeting = net.one_of(net.meetings().filter(first_closed_at=None, of=None))
    if meeting is None or split_refusal(meeting):
        return False
    block = meeting.segments.in_order()[1]
    return split_meeting(meeting, block=block, on=meeting.on + SOME_DAYS, starts=NINE)


def make_up(net):
    meeting = net.one_of(net.meetings().filter(kind="cohort", of=None))
    if meeting is None or meeting.followed_by.filter(kind="make_up").exists():
        return False
    day = max(meeting.on, meeting.cohort.today) + SOME_DAYS
    return add_make_up(meeting, on=day, starts=NINE, minutes=60, setting="virtual")


# --- attendance and figures -----------------------------------------------------------------------


def held(net):
    """Meetings that have begun."""
    return net.meetings().filter(called_off_at=None, on__lt=timezone.localdate())


def mark(net):
    meeting = net.one_of(held(net).filter(attendance_closed_at=None))
    if meeting is None or not meeting.has_begun:
        return False
    rows = [row for row in meeting.roster() if net.rng.random() < 0.7]
    Attendance.objects.mark(
        meeting=meeting, memberships=rows, status=net.rng.choice(["present", "late"]), by=net.lead
    )
    return bool(rows)


def close(net):
    meeting = net.one_of(held(net).filter(attendance_closed_at=None))
    if meeting is None:
        return False
    done = close_attendance(meeting, by=net.lead, nobody_came=True)
    net.expected.setdefault(meeting.pk, marks_of(meeting.pk))
    return done


def marks_of(meeting):
    return set(Attendance.objects.filter(meeting=meeting).values_list("membership", flat=True))


def reopen(net):
    meeting = net.one_of(net.meetings().exclude(attendance_closed_at=None))
    return meeting and reopen_attendance(
        meeting, reason="The sheet was found", by=net.lead, is_lead=True
    )


def release(net):
    ready = net.meetings().exclude(attendance_closed_at=None)
    meeting = net.one_of(ready.filter(evaluation__closed_at=None, evaluation__isnull=False))
    if meeting is None:
        return False
    found = factories.create_release(meeting, responses=6, by=net.lead)
    net.released[found.pk] = figures_of(found)
    return True


def figures_of(release):
    rows = release.figures.order_by("pk").values_list("pk", "before", "now", "count")
    return [release.attended, release.responses, *rows]


# --- the next part --------------------------------------------------------------------------------


def next_part(net):
    """Whatever the next part of a cohort asks for: end recruiting, open, renew, end places."""
    cohort = net.cohort()
    part = cohort.part(2)
    if part.opened_at is None:
        return open_second_part(net, cohort, part)
    if part.is_open_before(timezone.now()):
        member = net.one_of(cohort.memberships.current().filter(renewals=None, part__number=1))
        return member and renew(member, part, by=net.lead)
    rows = [row.membership for row in who_does_not_go_on(part)]
    return bool(rows) and end_places(part, rows[:1])


def open_second_part(net, cohort, part):
    if part_that_recruits(cohort):
        return end_recruiting(cohort, by=net.lead)
    today = cohort.today
    return as_act(
        net,
        StaffAct.Kind.PART_OPEN,
        cohort,
        lambda act: open_part(
            act, part, apply_by=today + SOME_DAYS, notice_on=today + 2 * SOME_DAYS
        ),
    )


VERBS = {
    "join": join,
    "leave": leave,
    "return": come_back,
    "undo leave": undo_leave,
    "move": move,
    "merge": merge,
    "undo merge": undo_a_merge,
    "call off": call_a_meeting_off,
    "call on": call_a_meeting_on,
    "split": split,
    "make up": make_up,
    "mark": mark,
    "close": close,
    "reopen": reopen,
    "release": release,
    "next part": next_part,
}
