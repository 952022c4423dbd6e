"""Changes of one block of an agenda, and of the run of its activity."""

from django.db import transaction
from django.db.models import F

from ..models import ActivityRun, AgendaSegment
from ..models.agenda import EDITABLE_FIELDS
from .agenda import AgendaChanged, bump_version, lock_meeting

#: Kinds of block that end a meeting: a new block goes before them.
CLOSING_KINDS = ("evaluation", "close")
#: How the guidebooks call the task that is done once every activity has its safety monitor.
SAFETY_MONITOR_TASK = "Name a safety monitor"


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

    The task to name a safety monitor is done with the last one that was missing.
    """
    run, _ = ActivityRun.objects.select_for_update().get_or_create(segment=block)
    run.prepare(by=by, **fields)
    complete_safety_monitor_task(block.meeting, by=by)
    return run


def complete_safety_monitor_task(meeting, *, by):
    activities = meeting.segments.exclude(activity=None).select_related("activity", "run")
    if any(block.needs_safety_monitor for block in activities):
        return
    if not any(block.activity.needs_safety_monitor for block in activities):
        return
    for task in meeting.logistics.filter(done_at=None, text__istartswith=SAFETY_MONITOR_TASK):
        task.complete(by=by)
