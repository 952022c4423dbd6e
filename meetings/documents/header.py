"""What stands at the head and foot of every sheet."""

from django.utils.translation import gettext as _

from lib.dates import day, short_day, time_range

from ..locations import address_line, online_line

#: People may sign in this long before the start; it does not count as meeting time.
SIGN_IN_MINUTES = 30
SET_UP_MINUTES = 60


def head_of(meeting, topics=()):
    """The words and doors of a sheet about one meeting. topics: what the group chose for it, where the reader may see it."""
    cohort = meeting.cohort
    return {
        "meeting": meeting,
        "cohort": cohort,
        "where": where(meeting),
        "doors": doors_seen_from(meeting),
        "foot": foot_of(cohort),
        "when": day(meeting.on),
        "hours": time_range(meeting.starts_at, meeting.ends_at),
        "place": address_line(meeting),
        "line": online_line(meeting),
        "topics": topics,
    }


def where(meeting):
    return f"{meeting.cohort}, " + _("meeting %(number)s") % {"number": meeting.position} + f", {day(meeting.on)}"


def foot_of(cohort):
    """Acknowledgement and disclaimer of the network; on paper of the demonstration first that nobody in it is real."""
    words = [_("Demonstration: people and sites are invented.")] if cohort.is_demo else []
    return " ".join([*words, str(cohort.network.acknowledgement), str(cohort.network.disclaimer)]).strip()


def doors_seen_from(meeting):
    """One door a meeting, as they stand on the day of this one."""
    return [door_of(other, meeting.position) for other in meeting.cohort.meetings.in_order()]


def door_of(meeting, today):
    if meeting.position == today:
        return {"state": "opening", "word": _("Meeting %(number)s, today") % {"number": meeting.position}}
    if meeting.position < today:
        return {"state": "open", "word": _("Meeting %(number)s") % {"number": meeting.position}}
    return {"state": "shut", "word": short_day(meeting.on)}


def doors_before(cohort):
    """The same doors before the first meeting: on the cover of a workbook."""
    return [{"state": "opening" if m.position == 1 else "shut", "word": short_day(m.on)} for m in cohort.meetings.in_order()]
