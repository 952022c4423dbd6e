"""Numbering the meetings of a draft anew, with the rows that name a meeting by its position."""

from django.db import transaction

from lib.ordering import renumber

from ..models import PlannedBudgetLine, PlannedDirectorSession


@transaction.atomic(savepoint=False)
def renumber_meetings(meetings):
    """Number these meetings, all of one draft, in the order of the list.

    Director sessions and budget lines that name a meeting by its position keep naming
    the same meeting.
    """
    if not meetings:
        return
    meeting_at = {meeting.position: meeting for meeting in meetings}
    guidebook = meetings[0].part.guidebook
    renumber(meetings)
    for row, column in rows_naming_a_meeting(guidebook):
        setattr(row, column, new_position(meeting_at, getattr(row, column)))
        row.save(update_fields=[column])


def rows_naming_a_meeting(guidebook):
    """(row, the column with the position of a meeting) of everything that refers to meetings
    in this way.
    """
    for row in PlannedDirectorSession.objects.filter(part__guidebook=guidebook).exclude(
        after_meeting=None
    ):
        yield row, "after_meeting"
    for row in PlannedBudgetLine.objects.filter(guidebook=guidebook).exclude(meeting_position=None):
        yield row, "meeting_position"


def new_position(meeting_at, position):
    """The present position of the meeting that was at `position`.

    Where that meeting was removed: of the nearest one before it, or None.
    meeting_at: {position before: meeting} of the meetings that exist.
    """
    before = [number for number in meeting_at if number <= position]
    return meeting_at[max(before)].position if before else None
