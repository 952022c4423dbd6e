"""Meetings of a draft in another order: what names them by their number goes with them."""

from lib.ordering import renumber

from ..models import PlannedBudgetLine, PlannedDirectorSession, PlannedMeeting


def meetings_of(guidebook):
    return PlannedMeeting.objects.filter(part__guidebook=guidebook).order_by("position")


def put_in_order(meetings):
    """Number these meetings, all of one draft, as they stand in the list; whatever follows one of them follows it still."""
    if not meetings:
        return
    before = {meeting.position: meeting for meeting in meetings}
    guidebook = meetings[0].part.guidebook
    renumber(meetings)
    for row, name in followers(guidebook):
        setattr(row, name, where_now(before, getattr(row, name)))
        row.save(update_fields=[name])


def followers(guidebook):
    """Rows that name a meeting by its number, and the column that does."""
    for row in PlannedDirectorSession.objects.filter(part__guidebook=guidebook).exclude(after_meeting=None):
        yield row, "after_meeting"
    for row in PlannedBudgetLine.objects.filter(guidebook=guidebook).exclude(meeting_position=None):
        yield row, "meeting_position"


def where_now(before, position):
    """The number that this meeting has now; of one that is gone, the meeting before it, or none."""
    still = [number for number in before if number <= position]
    return before[max(still)].position if still else None
