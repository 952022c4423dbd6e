"""{% load dates %}: dates and times of day in the words of the house."""

from django import template
from django.utils import timezone

from .. import dates

register = template.Library()


def filter_of(say):
    """Empty stays empty: a page never fails over a date that is not there."""
    return lambda value: say(value) if value else ""


for name in ["day", "short_day", "clock", "bare_clock"]:
    register.filter(name, filter_of(getattr(dates, name)), expects_localtime=True)


@register.filter
def when(meeting):
    """Fri, Mar 5, 2027, 9:00 am to 1:30 pm: of anything with a day, a beginning and an end."""
    return f"{dates.day(meeting.on)}, {dates.from_to(meeting.starts_at, meeting.ends_at)}"


@register.filter
def in_zone(moment, zone):
    return timezone.localtime(moment, zone) if moment else moment


@register.filter
def days_late(due):
    """How many days ago something was due; zero or less when it is not late or has no date."""
    return (timezone.localdate() - due).days if due else 0
