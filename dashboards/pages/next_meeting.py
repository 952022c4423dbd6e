"""Which meeting of a cohort a dashboard is about."""

from dataclasses import dataclass

from meetings.models import Meeting

#: A dashboard stays with a meeting whose attendance is closed for so many days.
DAYS_AFTER = 7
#: A next meeting that is so many days away or fewer replaces the last one in any case.
DAYS_BEFORE = 14


@dataclass(frozen=True)
class CurrentMeeting:
    meeting: Meeting | None
    #: The latest other meeting whose day has come.
    last: Meeting | None


def current_meeting(meetings):
    """The last or the next meeting, whichever needs work now.

    meetings: all of the cohort, in order.
    """
    begun = [m for m in meetings if m.day_has_come]
    ahead = [m for m in meetings if not m.day_has_come]
    last, following = (begun[-1] if begun else None), (ahead[0] if ahead else None)
    if last and keep_last_meeting(last, following):
        return CurrentMeeting(last, begun[-2] if len(begun) > 1 else None)
    return CurrentMeeting(following, last)


def keep_last_meeting(last, following):
    """Whether a dashboard still shows the last meeting instead of the following one
    (None: there is none).
    """
    if following is None or last.is_today:
        return True
    if following.days_ahead <= DAYS_BEFORE:
        return False
    return not last.is_held or -last.days_ahead <= DAYS_AFTER


def next_meeting(meetings):
    """The first meeting whose day has not passed and whose attendance is open, or None."""
    return next((m for m in meetings if m.is_upcoming), None)


def next_meeting_of_member(meetings):
    """The first meeting whose day has not passed and that is not over by the clock, or None."""
    return next((m for m in meetings if m.days_ahead >= 0 and not m.is_past), None)


def check_in_meeting(meetings):
    """The meeting a greeter checks people in for, or None."""
    return next_meeting(meetings) or current_meeting(meetings).meeting
