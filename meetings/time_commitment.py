"""How much time the meetings of a part take, for whoever applies or signs."""

from lib import dates


def time_commitment(meetings):
    """How much time these meetings take.

    Returns hours and number ("expected") of the mandatory meetings, the number of optional ones,
    whether the first mandatory meeting includes lunch, and whether any meeting is held in person.
    """
    expected = [meeting for meeting in meetings if meeting.mandatory]
    return {
        "hours": total_hours(expected),
        "expected": len(expected),
        "optional": len(meetings) - len(expected),
        "lunch": bool(expected) and expected[0].segments.filter(kind="lunch").exists(),
        "has_room": any(meeting.has_room for meeting in meetings),
    }


def total_hours(meetings):
    """The length of all these meetings together in hours, such as "13.5"."""
    return dates.format_hours(sum(meeting.minutes for meeting in meetings))
