"""Header and footer of the printed documents of a cohort: place and time, meeting strip,
the network's texts.
"""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from lib.dates import day, short_day, time_range

from ..locations import address_line, online_line
from ..models import Meeting

#: Sign-in begins so many minutes before the meeting; they do not count as meeting time.
SIGN_IN_MINUTES = 30
#: The room opens so many minutes before the meeting, unless the guidebook says otherwise.
SET_UP_MINUTES = 60


def header_context(meeting, topics=()):
    """The part of the template context that all documents of a meeting share.

    topics: the meeting's topics, if the reader may see them.
    """
    cohort = meeting.cohort
    return {
        "meeting": meeting,
        "cohort": cohort,
        "asks_director": cohort.guidebook.asks_director,
        "where": document_title(meeting),
        "strip": strip_items(meeting),
        "footer": footer_text(cohort),
        "when": day(meeting.on),
        "hours": time_range(meeting.starts_at, meeting.ends_at),
        "place": address_line(meeting),
        "line": online_line(meeting),
        "topics": topics,
    }


def document_title(meeting):
    """Cohort, number and day of the meeting."""
    return (
        f"{meeting.cohort.name}, "
        + _("meeting %(number)s") % {"number": meeting.number}
        + f", {day(meeting.on)}"
    )


def footer_text(cohort):
    """Acknowledgement and disclaimer of the network, after a notice if the cohort is invented
    (a demo cohort).
    """
    notice = [_("Demonstration: people and sites are invented.")] if cohort.is_demo else []
    return " ".join(
        [*notice, str(cohort.network.acknowledgement), str(cohort.network.disclaimer)]
    ).strip()


def load_meetings(cohort):
    """Read the cohort's meetings once for all documents that are made from this cohort object."""
    meetings = Meeting.objects.in_order().select_related("planned", "part", "of")
    prefetch_related_objects([cohort], Prefetch("meetings", meetings))


def meetings_in_order(cohort):
    """All meetings of the cohort that take place; without a query after load_meetings."""
    take_place = (meeting for meeting in cohort.meetings.all() if not meeting.is_called_off)
    return sorted(take_place, key=day_and_hour)


def day_and_hour(meeting):
    return meeting.on, meeting.starts, meeting.position


def strip_items(meeting):
    """The items of the meeting strip as it is on the day of this meeting."""
    return [strip_item(other, meeting) for other in meetings_in_order(meeting.cohort)]


def strip_item(meeting, today):
    """today: the meeting that the document is about."""
    if day_and_hour(meeting) <= day_and_hour(today):
        state = "opening" if meeting.position == today.position else "open"
        return {"state": state, "word": _("Meeting %(number)s") % {"number": meeting.number}}
    return {"state": "shut", "word": short_day(meeting.on)}


def strip_items_before_start(cohort):
    """The items of the meeting strip before the first meeting, for the cover of a workbook."""
    return [
        {"state": "shut" if number else "opening", "word": short_day(meeting.on)}
        for number, meeting in enumerate(meetings_in_order(cohort))
    ]


def next_meeting_day(meeting):
    """The day of the meeting after this one, empty for the last one."""
    own = day_and_hour(meeting)
    following = [m for m in meetings_in_order(meeting.cohort) if day_and_hour(m) > own]
    return short_day(following[0].on) if following else ""
