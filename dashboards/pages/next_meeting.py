"""Which meeting of a cohort a page is about."""


def open_meeting(meetings):
    """The meeting that a cohort's page opens on: the first that takes place, is not over by the
    clock and whose attendance is open; after the last one, the last one. None without meetings.

    meetings: all of the cohort, in order.
    """
    meetings = [m for m in meetings if not m.is_called_off] or meetings
    ahead = (m for m in meetings if not m.is_held and not m.is_past and not m.is_called_off)
    return next(ahead, meetings[-1] if meetings else None)


def check_in_meeting(meetings):
    """The meeting a greeter checks people in for: today's until its attendance is closed."""
    today = (m for m in meetings if m.is_today and not m.is_held and not m.is_called_off)
    return next(today, None) or open_meeting(meetings)
