"""Changes of a meeting's agenda.

Each function locks the meeting's row, runs in one transaction and raises the meeting's `agenda_version`. Whoever
edits the whole agenda sends the version they read; a higher one means that somebody else changed it meanwhile.
"""

from django.db import transaction
from django.db.models import F

from lib.ordering import in_key_order

from ..models import ActivityRun, AgendaSegment, Meeting
from ..models.agenda import EDITABLE_FIELDS

#: Kinds of block that end a meeting: a new block goes before them.
CLOSING_KINDS = ("evaluation", "close")


class AgendaChanged(Exception):
    """The agenda, or the block, is no longer as the editor read it."""


def lock_meeting(meeting, version=None):
    """Lock the meeting's row. Raises AgendaChanged when its agenda is not at `version` (None: any version)."""
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if version is not None and locked.agenda_version != version:
        raise AgendaChanged


def bump_version(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(agenda_version=F("agenda_version") + 1)
    meeting.agenda_version += 1


@transaction.atomic
def save_agenda(meeting, *, order, minutes, version):
    """Set the order and the minutes of all blocks at once. Returns whether anything changed.

    order: primary keys of blocks; blocks that are not in it keep their order behind the others.
    minutes: {primary key: minutes} of the blocks whose length changes.
    version: the agenda version that the editor read. Raises AgendaChanged when it is outdated.
    """
    lock_meeting(meeting, version)
    ordered = in_key_order(meeting.segments.select_for_update(), order)
    changed = [
        block
        for position, block in enumerate(ordered, 1)
        if set_position(block, position, minutes.get(block.pk, block.minutes))
    ]
    if changed:
        AgendaSegment.objects.bulk_update(changed, ["position", "minutes"])
        bump_version(meeting)
    return bool(changed)


def set_position(block, position, minutes):
    """Set position and minutes without saving. Returns whether that is a change."""
    before = block.position, block.minutes
    block.position, block.minutes = position, minutes
    return before != (position, minutes)


@transaction.atomic
def add_block(meeting, *, after=None, **fields):
    """Create a block behind the block `after`, else before the closing blocks. fields: the block's columns."""
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
    """Take so many minutes off a block. Returns whether it was longer than that; if not, nothing changes."""
    lock_meeting(block.meeting)
    longer = AgendaSegment.objects.filter(pk=block.pk, minutes__gt=minutes)
    is_shortened = longer.update(minutes=F("minutes") - minutes) == 1
    if is_shortened:
        bump_version(block.meeting)
    return is_shortened


@transaction.atomic
def save_activity_run(block, *, by, **fields):
    """Create or change the run of the block's activity. fields: see ActivityRun.prepare."""
    run, _ = ActivityRun.objects.select_for_update().get_or_create(segment=block)
    run.prepare(by=by, **fields)
    return run
