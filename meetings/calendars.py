"""Meetings as a calendar file: one entry a meeting for good, moved by a raised sequence."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event


def calendar_of(meetings, *, cohort):
    calendar = Calendar()
    calendar.add("prodid", "-//Hallway//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", cohort.name)
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
    event.add("location", place_of(meeting))
    event.add("url", settings.SITE_URL + reverse("meetings:meeting-detail", args=[meeting.cohort.slug, meeting.position]))
    event.add("status", "CONFIRMED")
    return event


def place_of(meeting):
    return ", ".join(filter(None, [meeting.place_name, meeting.place_address])) or meeting.link_url


def calendar_response(meetings, *, cohort):
    response = HttpResponse(calendar_of(meetings, cohort=cohort), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{cohort.slug}.ics"'
    return response
