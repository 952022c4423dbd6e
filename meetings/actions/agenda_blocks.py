"""Changes of one block of an agenda, and of the run of its activity."""

from django.db import transaction
from django.db.models import F

from guidebooks.models import TaskEvent

from ..models import ActivityRun, AgendaSegment
from ..models.agenda import EDITABLE_FIELDS
from .agenda import AgendaChanged, bump_version, lock_meeting

#: Kinds of block that end a meeting: a new block goes before them.
CLOSING_KINDS = ("evaluation", "close")


@transaction.atomic
def add_block(meeting, *, after=None, **fields):
    """Create a block behind the block `after`, else before the closing blocks.

    fields: the block's columns.
    """
    lock_meeting(meeting)
    position = after.position + 1 if after else position_before_closing(meeting)
    meeting.segments.filter(position__gte=position).update(position=F("position") + 1)
    block = meeting.segments.create(position=position, **fields)
    bump_version(meeting)
    return block


def position_before_closing(meeting):
    blocks = list(meeting.segments.in_order())
    while blocks and blocks[-1].kind in CLOSING_KINDS:
        blocks.pop()
    return blocks[-1].position + 1 if blocks else 1


def copy_block(block):
    """Insert a copy behind the block, without its pinned start and without its activity run."""
    fields = {name: getattr(block, name) for name in EDITABLE_FIELDS if name != "pinned_start"}
    return add_block(block.meeting, after=block, **fields)


@transaction.atomic
def update_block(block, *, seen, **fields):
    """Change columns of a block. Raises AgendaChanged when its fingerprint is no longer `seen`."""
    lock_meeting(block.meeting)
    if AgendaSegment.objects.get(pk=block.pk).fingerprint != seen:
        raise AgendaChanged
    for name, value in fields.items():
        setattr(block, name, value)
    block.save(update_fields=list(fields))
    bump_version(block.meeting)


@transaction.atomic
def remove_block(block):
    """Delete a block; the blocks behind it move up by one."""
    meeting, position = block.meeting, block.position
    lock_meeting(meeting)
    block.delete()
    meeting.segments.filter(position__gt=position).update(position=F("position") - 1)
    bump_version(meeting)


@transaction.atomic
def shorten_block(block, minutes):
    """Take so many minutes off a block.

    Returns whether it was longer than that; if not, nothing changes.
    """
    lock_meeting(block.meeting)
    longer = AgendaSegment.objects.filter(pk=block.pk, minutes__gt=minutes)
    is_shortened = longer.update(minutes=F("minutes") - minutes) == 1
    if is_shortened:
        bump_version(block.meeting)
    return is_shortened


@transaction.atomic
def save_activity_run(block, *, by, **fields):
    """Create or change the run of the block's activity. fields: see ActivityRun.prepare.

    Tasks that name what was the last to be missing are ticked.
    """
    run, _ = ActivityRun.objects.select_for_update().get_or_create(segment=block)
    run.prepare(by=by, **fields)
    block.meeting.logistics.tick(*activity_events(block.meeting), by=by)
    return run


def activity_events(meeting):
    """The TaskEvents that the activities of a meeting have reached: each one that needs a safety
    monitor has one; where each of those runs was checked for hazards.
    """
    blocks = meeting.segments.exclude(activity=None).select_related("activity", "run")
    watched = [block for block in blocks if block.activity.needs_safety_monitor]
    if not watched or any(block.needs_safety_monitor for block in watched):
        return []
    checked = all(block.run.hazards_checked_at for block in watched)
    return [TaskEvent.SAFETY_MONITOR, *([TaskEvent.HAZARDS_CHECKED] if checked else [])]
