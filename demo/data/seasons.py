"""Dates of invented cohorts: in the season of their guidebook, and before,
around or after today.
"""

from datetime import date, timedelta

from django.utils import timezone

from guidebooks.models import PlannedMeeting

TUESDAY = 1


def first_day(guidebook, stage):
    """The date of the first meeting. stage: "completed", "running" or "recruiting", as of today."""
    today = timezone.localdate()
    if stage == "running":
        return tuesday_from(today - timedelta(days=24))
    starts = [season_start(guidebook, year) for year in range(today.year - 4, today.year + 3)]
    if stage == "recruiting":
        return next(day for day in starts if day >= today + timedelta(days=50))
    return next(
        day for day in reversed(starts) if day + duration_of(guidebook) < today - timedelta(days=14)
    )


def season_start(guidebook, year):
    month = guidebook.parts.order_by("number").first().first_month or 9
    return tuesday_from(date(year, month, 8))


def tuesday_from(day):
    return day + timedelta(days=(TUESDAY - day.weekday()) % 7)


def duration_of(guidebook):
    last = PlannedMeeting.objects.in_guidebook(guidebook).last()
    return timedelta(weeks=last.weeks_after_first)


def cycle_of(day):
    """The cycle of a season that begins on this date, such as "2025-26"."""
    return f"{day.year}-{(day.year + 1) % 100:02}"
