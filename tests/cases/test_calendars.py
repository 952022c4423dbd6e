"""Cases F from outside: calendar files in the programs that people use."""

import re
from datetime import date, time

import pytest
from django.test import Client
from icalendar import Calendar

from meetings.calendars import build_calendar

from .. import factories
from ..shown import shown
from . import later

pytestmark = pytest.mark.django_db


@later.LETTERS
def test_f01_time_zones_are_written_as_rules(cohort):
    text = build_calendar(cohort.meetings.all(), cohort=cohort).decode()
    assert "BEGIN:VTIMEZONE" in text and "RRULE:" in text and "RDATE" not in text


@later.LETTERS
def test_f05_a_phone_can_subscribe(client_of, participant, cohort):
    page = shown(client_of(participant).get("/today/", follow=True))
    page += shown(client_of(participant).get(cohort.get_absolute_url()))
    feeds = re.findall(r'(?:webcal|https?)://[^/"]+(/[^"]*\.ics)"', page)
    assert feeds and Client().get(feeds[0]).headers["Content-Type"].startswith("text/calendar")


@pytest.mark.parametrize(
    "day, starts", [(date(2027, 3, 14), time(1)), (date(2027, 11, 7), time(1, 30))]
)
def test_f07_270_minutes_last_270_minutes_when_the_clocks_change(cohort, day, starts):
    meeting = factories.move_meeting(cohort.meetings.get(position=1), day, starts=starts)
    assert (meeting.ends_at - meeting.starts_at).total_seconds() == 270 * 60 or (
        meeting.ends_at.timestamp() - meeting.starts_at.timestamp() == 270 * 60
    )
    entry = Calendar.from_ical(build_calendar([meeting], cohort=cohort)).walk("VEVENT")[0]
    ends, begins = entry["DTEND"].dt, entry["DTSTART"].dt
    assert ends.timestamp() - begins.timestamp() == 270 * 60
