"""The verbs: each acts by chance on the network, and says whether anything was done.

A verb that is refused in words did nothing; any other error fails the sequence.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import StaffAct
from lifecycle.actions.end_places import end_places, who_does_not_go_on
from lifecycle.actions.end_recruiting import end_recruiting, part_that_recruits
from lifecycle.actions.member_moves import move_member
from lifecycle.actions.member_returns import return_member, undo_leaving
from lifecycle.actions.merge_persons import merge_persons
from lifecycle.actions.open_part import open_part
from lifecycle.actions.undo_merge import undo_merge
from meetings.actions.admission import admit
from meetings.models import (
    AttendanceClosed,
    MeetingHasBegun,
    MeetingNotHeldYet,
    NotExpected,
)
from people.models import PersonMerge
from recruitment.actions.renewals import RenewalRefused, renew

from . import meeting_verbs as meetings
from .meeting_verbs import SOME_DAYS, as_act, marks_of

REFUSALS = (
    ActRefused,
    AttendanceClosed,
    MeetingHasBegun,
    MeetingNotHeldYet,
    NotExpected,
    RenewalRefused,
    ValueError,
)


def attempt(net, verb):
    """Whether the verb did something; all of what is refused is undone."""
    try:
        with transaction.atomic():
            return bool(VERBS[verb](net))
    except REFUSALS:
        return False


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
    away = net.gone()
    earlier = away.filter(left_on__lt=net.cohorts[0].today)
    member = net.one_of(earlier.filter(moved_to=None)) or net.one_of(away)
    if member is None:
        return False
    back = max(member.cohort.today, member.left_on)
    return return_member(member, on=back, reason="Back again", by=net.lead)


def undo_leave(net):
    away = net.gone()
    lately = away.filter(left_on__gte=net.cohorts[0].today - 3 * SOME_DAYS)
    member = net.one_of(lately.filter(moved_to=None)) or net.one_of(away)
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
    joined = PersonMerge.objects.filter(undone_at=None)
    within = joined.filter(done_at__gt=timezone.now() - timedelta(days=PersonMerge.UNDO_DAYS))
    row = net.one_of(within.filter(kept__merged_into=None)) or net.one_of(joined)
    done = row and undo_merge(row, by=net.lead)
    note_expected_again(net)
    return done


def note_expected_again(net):
    """Two places in one cohort that become one are one mark, too; parted, they are two again."""
    net.expected = {pk: marks_of(pk) for pk in net.expected}


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
    rows = who_does_not_go_on(part)
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
    "next part": next_part,
} | meetings.VERBS

#: What a verb makes possible and what else seldom is: where that came seldom, the verb is due too.
LEADS_TO = {
    "leave": ["return", "undo leave"],
    "merge": ["undo merge"],
    "call off": ["call on"],
    "mark": ["unmark"],
    "reopen": ["mark", "unmark"],
    "close": ["release"],
}
