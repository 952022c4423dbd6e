"""{% load dates %}: dates and times of day in the language of the page,
as lib.dates writes them.
"""

from django import template
from django.utils import timezone

from .. import dates

register = template.Library()


def empty_safe(say):
    """The same function as a filter that returns "" for a missing date."""
    return lambda value: say(value) if value else ""


DATES = [
    "day",
    "long_day",
    "short_day",
    "table_day",
    "table_weekday",
    "clock",
    "bare_clock",
    "lately",
]
for name in DATES:
    register.filter(name, empty_safe(getattr(dates, name)), expects_localtime=True)


register.filter(dates.deadline)
register.filter(dates.unbroken)


@register.filter
def when(meeting):
    """Fri, Mar 5, 2027, 9:00 am to 1:30 pm: for anything with `on`, `starts_at` and `ends_at`."""
    return f"{dates.day(meeting.on)}, {dates.time_range(meeting.starts_at, meeting.ends_at)}"


@register.filter
def times(meeting):
    """9:00 am to 1:30 pm: for anything with `starts_at` and `ends_at`."""
    return dates.time_range(meeting.starts_at, meeting.ends_at)


@register.filter
def in_zone(moment, zone):
    return timezone.localtime(moment, zone) if moment else moment


@register.filter
def days_late(due):
    """Days since the due date; 0 or less when it is not late, 0 without a date."""
    return (timezone.localdate() - due).days if due else 0
