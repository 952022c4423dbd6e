"""When a community's invented cohorts meet: in the season of its guidebook, before today, around today or after it."""

from datetime import date, timedelta

from django.utils import timezone

from guidebooks.models import PlannedMeeting

TUESDAY = 1


def first_day(guidebook, stage):
    """The day of the first meeting of a cohort that is completed, running or recruiting today."""
    today = timezone.localdate()
    if stage == "running":
        return tuesday_from(today - timedelta(days=24))
    starts = [season_start(guidebook, year) for year in range(today.year - 4, today.year + 3)]
    if stage == "recruiting":
        return next(day for day in starts if day >= today + timedelta(days=50))
    return next(day for day in reversed(starts) if day + length_of(guidebook) < today - timedelta(days=14))


def season_start(guidebook, year):
    month = guidebook.parts.order_by("number").first().first_month or 9
    return tuesday_from(date(year, month, 8))


def tuesday_from(day):
    return day + timedelta(days=(TUESDAY - day.weekday()) % 7)


def length_of(guidebook):
    last = PlannedMeeting.objects.in_guidebook(guidebook).last()
    return timedelta(weeks=last.weeks_after_first)


def years_of(day):
    """2025-26, for a season that begins on this day."""
    return f"{day.year}-{(day.year + 1) % 100:02}"
