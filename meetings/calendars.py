"""Meetings as a calendar file: one entry a meeting for good, moved by a raised sequence."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from .locations import line_of, room_of


def calendar_of(meetings, *, cohort):
    calendar = Calendar()
    calendar.add("prodid", "-//Hallway//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", str(cohort))
    for meeting in meetings:
        meeting.cohort = cohort
        calendar.add_component(event_of(meeting))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def event_of(meeting):
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@hallway")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", f"{meeting.cohort.name}: {meeting.title}")
    event.add("location", room_of(meeting) or meeting.link_url)
    event.add("description", about(meeting))
    event.add("url", meeting.link_url if meeting.is_online and meeting.link_url else page_of(meeting))
    event.add("status", "CONFIRMED")
    return event


def page_of(meeting):
    return settings.SITE_URL + reverse("meetings:meeting-detail", args=[meeting.cohort.slug, meeting.position])


def about(meeting):
    """In the room or online, how to join from afar, whether one may stay away, and where more is said."""
    optional = "" if meeting.mandatory else _("Optional")
    return "\n".join(filter(None, [str(meeting.get_setting_display()), line_of(meeting), optional, page_of(meeting)]))


def calendar_response(meetings, *, cohort):
    response = HttpResponse(calendar_of(meetings, cohort=cohort), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{cohort.slug}.ics"'
    return response
