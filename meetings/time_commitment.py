"""How much time the meetings of a part take, for whoever applies or signs."""

from lib import dates


def time_commitment(meetings):
    """How much time these meetings take.

    Returns hours and number ("expected") of the mandatory meetings, the number of optional ones,
    whether the first mandatory meeting includes lunch, whether any meeting is held in person, and
    the times that all of them have in common.
    """
    expected = [meeting for meeting in meetings if meeting.mandatory]
    return {
        "hours": total_hours(expected),
        "expected": len(expected),
        "optional": len(meetings) - len(expected),
        "lunch": bool(expected) and expected[0].segments.filter(kind="lunch").exists(),
        "has_room": any(meeting.has_room for meeting in meetings),
        "times": times_of_all(meetings),
    }


def times_of_all(meetings):
    """ "9:00 am to 1:30 pm" where all meetings have the same times, else ""."""
    if len({(meeting.starts, meeting.minutes) for meeting in meetings}) != 1:
        return ""
    return dates.time_range(meetings[0].starts_at, meetings[0].ends_at)


def total_hours(meetings):
    """The length of all these meetings together in hours, such as "13.5"."""
    return dates.format_hours(sum(meeting.minutes for meeting in meetings))
