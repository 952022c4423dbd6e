"""Meetings that the guidebook does not have: a webinar, a make-up, the second half of a meeting.

An added meeting gets the next position of its cohort; the cohort's row is locked for that.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from cohorts.models import Cohort
from guidebooks.models import PlannedSegment, Setting
from lib.cloning import values_of

from ..agenda_times import AgendaTimes
from ..models import AgendaSegment, Meeting
from .agenda import bump_version

#: What a make-up and a second half have from the meeting itself.
ABOUT = ["part", "title", "purpose", "outcomes", "before_work", "between_task", "room"]
PLACE = ["setting", "place_name", "place_address", "link_url", "phone"]


@transaction.atomic
def add_webinar(cohort, *, on, **fields):
    """Add a meeting that is only online. fields: its other columns. Returns the Meeting."""
    return create_next(
        cohort,
        kind=Meeting.Kind.WEBINAR,
        part=part_on(cohort, on),
        on=on,
        mandatory=False,
        setting=Setting.VIRTUAL,
        **fields,
    )


@transaction.atomic
def add_make_up(meeting, **fields):
    """Add a meeting for those who were not at this one, with its agenda. fields: date, time, length
    and place. Returns the Meeting. It is mandatory only where the meeting itself does not take
    place: else nobody is asked twice.
    """
    added = create_next(
        meeting.cohort,
        kind=Meeting.Kind.MAKE_UP,
        of=meeting,
        mandatory=meeting.mandatory and meeting.is_called_off,
        **values_of(meeting, ABOUT) | fields,
    )
    copy_agenda(meeting, added)
    return added


def copy_agenda(meeting, added):
    AgendaSegment.objects.bulk_create(
        AgendaSegment(meeting=added, **values_of(block, PlannedSegment.COPIED_FIELDS))
        for block in meeting.segments.in_order()
    )


@transaction.atomic
def split_meeting(meeting, *, block, on, starts):
    """Hold the blocks from this one on on another day, as the second half. Returns the Meeting.

    block: an AgendaSegment of one of AgendaTimes(meeting).split_points.
    A pinned start is as long after the beginning of its half as it was after that of the block.
    """
    points = AgendaTimes(meeting).split_points
    point = next(one for one in points if one.block.segment.pk == block.pk)
    blocks = list(meeting.segments.select_for_update().filter(position__gte=block.position))
    half = create_half(meeting, on=on, starts=starts, minutes=point.second)
    move_to_half(blocks, half, begins=point.block.begins)
    bump_version(meeting)
    meeting.move(minutes=max(point.first, meeting.minutes - point.second))
    return half


def create_half(meeting, **time):
    """time: its date, start and minutes; the rest is that of the meeting."""
    return create_next(
        meeting.cohort,
        kind=Meeting.Kind.COHORT,
        of=meeting,
        is_half=True,
        mandatory=meeting.mandatory,
        **values_of(meeting, [*ABOUT, *PLACE]),
        **time,
    )


def move_to_half(blocks, half, *, begins):
    """begins: as in `pin_in_half`."""
    for number, block in enumerate(blocks, 1):
        block.meeting, block.position = half, number
        block.pinned_start = pin_in_half(block.pinned_start, begins, half)
    AgendaSegment.objects.bulk_update(blocks, ["meeting", "position", "pinned_start"])


def pin_in_half(pin, begins, half):
    """The pinned start of a block in the second half; None without one, or where it would be on
    another day.

    begins: when the first block of the half would have begun before.
    """
    if pin is None:
        return None
    moved = datetime.combine(half.on, half.starts) + (
        datetime.combine(half.on, pin) - datetime.combine(half.on, begins.time())
    )
    return moved.time() if moved.date() == half.on and moved.time() >= half.starts else None


def split_refusal(meeting):
    """Why this meeting cannot be split, as a key of words; "" if it can."""
    if meeting.of_id or meeting.kind != Meeting.Kind.COHORT:
        return "added"
    if meeting.is_called_off:
        return "called off"
    if meeting.first_closed_at:
        return "closed"
    if meeting.followed_by.filter(is_half=True).exists():
        return "split"
    return "" if AgendaTimes(meeting).split_points else "short"


def create_next(cohort, **columns):
    """Create a meeting at the next position. Call it inside a transaction."""
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    last = cohort.meetings.aggregate(last=Max("position"))["last"] or 0
    return Meeting.objects.create(cohort=cohort, position=last + 1, **columns)


def part_on(cohort, day):
    """The part that runs on this day: that of the last meeting before it, else of the first."""
    plan = cohort.meetings.of_the_plan().select_related("part").in_order()
    before = plan.filter(on__lte=day).last()
    return (before or plan.first()).part


@transaction.atomic
def join_halves(half, *, minutes):
    """The blocks of a second half go back to the first, which takes so many minutes again."""
    first = Meeting.objects.select_for_update().get(pk=half.of_id)
    blocks = list(half.segments.in_order())
    for number, block in enumerate(blocks, first.segments.count() + 1):
        block.meeting, block.position = first, number
    AgendaSegment.objects.bulk_update(blocks, ["meeting", "position"])
    bump_version(first)
    first.move(minutes=minutes)


def added_is_used(meeting):
    """Whether something was built on an added meeting: an answer, a mark, a task, another one."""
    rows = [meeting.replies, meeting.attendances, meeting.logistics, meeting.follow_ups]
    return any(found.exists() for found in [*rows, meeting.followed_by])
