"""{% load dates %}: dates and times of day in the words of the house."""

from django import template

from cop_site.lib import dates

register = template.Library()


def filter_of(say):
    """Empty stays empty: a page never fails over a date that is not there."""
    return lambda value: say(value) if value else ""


for name in ["day", "short_day", "clock", "bare_clock"]:
    register.filter(name, filter_of(getattr(dates, name)))
