"""The verbs about meetings: when they are, who answers, who was there, what came of them."""

import uuid
from datetime import time, timedelta

from django.db.models import Q
from django.utils import timezone

from cohorts.models import StaffAct
from lifecycle.actions.call_off_act import call_off, call_on
from lifecycle.actions.reschedule_meeting import reschedule
from meetings.actions.added_meetings import (
    add_make_up,
    add_webinar,
    split_meeting,
    split_refusal,
)
from meetings.actions.attendance_closing import close_attendance
from meetings.actions.attendance_reopening import reopen_attendance
from meetings.models import Attendance, Reply

from .. import factories

NINE, SOME_DAYS = time(9), timedelta(days=3)
WITHOUT_RESULTS = Q(evaluation__closed_at=None, evaluation__isnull=False)
STATUSES = ["present", "late", "left_early", "excused", "absent"]


def as_act(net, kind, cohort, verb):
    act = StaffAct.objects.create(
        kind=kind, cohort=cohort, by=net.lead, form_key=uuid.uuid4(), sentence=""
    )
    done = verb(act)
    act.finish(sentence=done.done)
    return done


# --- meetings -------------------------------------------------------------------------------------


def call_a_meeting_off(net):
    meeting = net.one_of(net.meetings().filter(called_off_at=None, first_closed_at=None))
    return meeting and as_act(
        net,
        StaffAct.Kind.MEETING_CALL_OFF,
        meeting.cohort,
        lambda act: call_off(
            act, meeting, reason="Snow", by=net.lead, postponed=net.rng.random() < 0.5
        ),
    )


def call_a_meeting_on(net):
    off = net.meetings().exclude(called_off_at=None)
    meeting = net.one_of(off.filter(on__gte=timezone.localdate())) or net.one_of(off)
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


def webinar(net):
    cohort = net.cohort()
    if cohort.meetings.filter(kind="webinar").exists():
        return False
    on = cohort.today + net.days(60)
    return add_webinar(cohort, title="Questions", on=on, starts=NINE, minutes=60)


def move_a_meeting(net):
    meeting = net.one_of(net.meetings())
    return meeting and reschedule(meeting, on=meeting.cohort.today + net.days(60)).is_moved


def correct(net):
    meeting = net.one_of(net.meetings())
    if meeting is None or not meeting.day_has_come:
        return False
    return reschedule(meeting, on=meeting.cohort.today - net.days(9)).is_correction


def reply(net):
    member = net.one_of(net.members())
    ahead = net.meetings().filter(called_off_at=None, on__gte=timezone.localdate())
    meeting = member and net.one_of(ahead.filter(cohort=member.cohort))
    if meeting is None:
        return False
    answer = net.rng.choice(["coming", "not_coming"])
    return Reply.objects.save_answer(meeting=meeting, membership=member, answer=answer)


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
        meeting=meeting, memberships=rows, status=net.rng.choice(STATUSES), by=net.lead
    )
    return bool(rows)


def unmark(net):
    marks = Attendance.objects.filter(meeting__attendance_closed_at=None)
    row = net.one_of(marks.select_related("meeting__cohort", "membership"))
    if row is None:
        return False
    Attendance.objects.unmark(meeting=row.meeting, membership=row.membership, by=net.lead)
    return True


def close(net):
    still_open = held(net).filter(attendance_closed_at=None)
    meeting = net.one_of(still_open.filter(WITHOUT_RESULTS)) or net.one_of(still_open)
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
    meeting = net.one_of(ready.filter(WITHOUT_RESULTS))
    if meeting is None:
        return False
    found = factories.create_release(meeting, responses=6, by=net.lead)
    net.released[found.pk] = figures_of(found)
    return True


def figures_of(release):
    rows = release.figures.order_by("pk").values_list("pk", "before", "now", "count")
    return [release.attended, release.responses, *rows]


VERBS = {
    "call off": call_a_meeting_off,
    "call on": call_a_meeting_on,
    "split": split,
    "make up": make_up,
    "webinar": webinar,
    "move a meeting": move_a_meeting,
    "correct": correct,
    "reply": reply,
    "mark": mark,
    "unmark": unmark,
    "close": close,
    "reopen": reopen,
    "release": release,
}
