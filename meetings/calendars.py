"""Meetings as a calendar file (iCalendar).

The entry of a meeting keeps its UID; a higher SEQUENCE makes calendars replace it.
"""

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from .locations import address_line, online_line


def build_calendar(meetings, *, cohort, for_members=True, sessions=()):
    """The file's content as bytes.

    for_members: whether it holds the links to join and to the meetings' pages; otherwise the dates
    are to be kept free. sessions: DirectorSessions; those without a day are left out.
    """
    calendar = empty_calendar(cohort)
    for meeting in meetings:
        calendar.add_component(build_event(meeting, for_members=for_members))
    for session in sessions:
        if session.on:
            calendar.add_component(build_session(session, cohort))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def empty_calendar(cohort):
    calendar = Calendar()
    calendar.add("prodid", "-//Hallway//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", str(cohort.name))
    return calendar


def build_event(meeting, *, for_members):
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@hallway")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", summary_of(meeting))
    add_place(event, meeting, for_members=for_members)
    status = "CONFIRMED" if for_members else "TENTATIVE"
    event.add("status", "CANCELLED" if meeting.is_called_off else status)
    return event


def add_place(event, meeting, *, for_members):
    """For members also how to join, and the address of the meeting's page."""
    if not for_members:
        event.add("location", address_line(meeting))
        return
    event.add("location", address_line(meeting) or meeting.link_url)
    event.add("description", event_description(meeting))
    event.add(
        "url", meeting.link_url if meeting.is_online and meeting.link_url else meeting_url(meeting)
    )


def summary_of(meeting):
    summary = f"{meeting.cohort.name}: {meeting.title}"
    if meeting.is_called_off:
        return _("Called off: %(summary)s") % {"summary": summary}
    return summary


def build_session(session, cohort):
    """A whole day: nobody has set an hour."""
    event = Event()
    event.add("uid", f"director-session-{session.pk}@hallway")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", session.on)
    event.add("summary", f"{cohort.name}: {session.title}")
    event.add("transp", "TRANSPARENT")
    return event


def meeting_url(meeting):
    return settings.SITE_URL + meeting.get_absolute_url()


def event_description(meeting):
    """The setting, how to join online, whether it is optional, and the address
    of the meeting's page.
    """
    lines = [
        meeting.called_off_reason,
        str(meeting.get_setting_display()),
        online_line(meeting),
        "" if meeting.mandatory else _("Optional"),
        meeting_url(meeting),
    ]
    return "\n".join(filter(None, lines))


def calendar_response(meetings, *, cohort, for_members=True, sessions=()):
    response = HttpResponse(
        build_calendar(meetings, cohort=cohort, for_members=for_members, sessions=sessions),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{cohort.slug}.ics"'
    return response
