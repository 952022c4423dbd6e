"""Changes of a whole agenda: the order and the minutes of its blocks.

Changes of one block: agenda_blocks.py.

Each change locks the meeting's row, runs in one transaction and raises the meeting's
`agenda_version`. Whoever edits the whole agenda sends the version they read; a higher one means
that somebody else changed it meanwhile.
"""

from django.db import transaction
from django.db.models import F

from lib.ordering import in_key_order

from ..models import AgendaSegment, Meeting


class AgendaChanged(Exception):
    """The agenda, or the block, is no longer as the editor read it."""


def lock_meeting(meeting, version=None):
    """Lock the meeting's row.

    Raises AgendaChanged when its agenda is not at `version` (None: any version).
    """
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
