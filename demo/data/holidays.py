"""On which days invented cohorts meet: Monday to Saturday, on no holiday of the United States."""

from datetime import date, timedelta
from functools import cache

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
#: Federal holidays on the same date each year; in a week-end, the nearest weekday is free, too.
FIXED_DATES = [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)]
#: Federal holidays on the nth weekday of a month: (month, weekday, nth).
NTH_WEEKDAYS = [
    (1, MONDAY, 3),
    (2, MONDAY, 3),
    (9, MONDAY, 1),
    (10, MONDAY, 2),
    (11, THURSDAY, 4),
]


def day_to_meet(day, *, step=WEEK):
    """This day, or the first in such steps from it on which people meet; in steps of a week, which
    never leave a Sunday, from the Saturday before it.
    """
    if step == WEEK and day.weekday() == SUNDAY:
        day -= DAY
    while not can_meet_on(day):
        day += step
    return day


def can_meet_on(day):
    return day.weekday() != SUNDAY and not is_holiday(day)


def is_holiday(day):
    """A federal holiday, the day after Thanksgiving, or a day from December 24 to January 1."""
    at_year_end = (day.month == 12 and day.day >= 24) or (day.month == 1 and day.day == 1)
    return at_year_end or day in holidays_of(day.year)


@cache
def holidays_of(year):
    nth = [nth_weekday(year, *rule) for rule in NTH_WEEKDAYS]
    fixed = [date(year, month, day) for month, day in FIXED_DATES]
    memorial_day = date(year, 5, 31) - (date(year, 5, 31).weekday() - MONDAY) * DAY
    return {*nth, nth[-1] + DAY, memorial_day, *fixed, *map(observed, fixed)}


def nth_weekday(year, month, weekday, nth):
    first = date(year, month, 1)
    return first + ((weekday - first.weekday()) % 7) * DAY + (nth - 1) * WEEK


def observed(day):
    """The weekday on which a holiday is free: Friday for a Saturday, Monday for a Sunday."""
    return day + {SATURDAY: -DAY, SUNDAY: DAY}.get(day.weekday(), 0 * DAY)
