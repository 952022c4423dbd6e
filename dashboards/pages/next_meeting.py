"""Which meeting the first page is about: the one that needs somebody now."""

from dataclasses import dataclass

from meetings.models import Meeting

#: So many days the page stays with a meeting that was held; then the next one takes over.
DAYS_AFTER = 7
#: A next meeting that is this near comes first, whatever the last one still lacks.
DAYS_BEFORE = 14


@dataclass(frozen=True)
class Focus:
    meeting: Meeting | None
    #: The latest meeting whose day has come, other than the one above.
    last: Meeting | None


def focus_of(meetings):
    """From all meetings of a cohort in order."""
    begun = [m for m in meetings if m.days_ahead <= 0]
    ahead = [m for m in meetings if m.days_ahead > 0]
    last, following = (begun[-1] if begun else None), (ahead[0] if ahead else None)
    if last and stays_with(last, following):
        return Focus(last, begun[-2] if len(begun) > 1 else None)
    return Focus(following, last)


def door_of(meetings):
    """Where a greeter is needed: the next meeting that is not over, else the one the page is about."""
    return next((m for m in meetings if m.days_ahead >= 0 and not m.is_held), None) or focus_of(meetings).meeting


def stays_with(last, following):
    if following is None or last.days_ahead == 0:
        return True
    if following.days_ahead <= DAYS_BEFORE:
        return False
    return not last.is_held or -last.days_ahead <= DAYS_AFTER
