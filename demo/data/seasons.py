"""Dates of invented cohorts: in the season of their guidebook, and before, around or after today.

The functions that take `weeks`, {position: weeks after the first meeting}, read no database.
"""

from datetime import date, timedelta

from guidebooks.models import PlannedMeeting

from .holidays import DAY, day_to_meet

TUESDAY, FRIDAY = 1, 4


def weeks_of(guidebook):
    """{position: weeks after the first meeting} of a guidebook's planned meetings."""
    planned = PlannedMeeting.objects.in_guidebook(guidebook)
    return {meeting.position: meeting.weeks_after_first for meeting in planned}


def meeting_dates(first, weeks):
    """{position: date}: on the weekday of the first meeting, a week or two later than planned where
    that is a holiday.
    """
    return {position: day_to_meet(first + timedelta(weeks=n)) for position, n in weeks.items()}


def first_day(stage, *, today, weeks, month):
    """The date of the first meeting, a Tuesday. stage: "completed", "running" or "recruiting",
    as of today. month: in which the season begins.
    """
    if stage == "running":
        return day_to_meet(weekday_from(today - timedelta(days=24), TUESDAY))
    starts = [season_start(year, month) for year in range(today.year - 4, today.year + 3)]
    if stage == "recruiting":
        return next(day for day in starts if day >= today + timedelta(days=50))
    return next(
        day
        for day in reversed(starts)
        if max(meeting_dates(day, weeks).values()) < today - timedelta(days=14)
    )


def first_day_just_held(today):
    """The latest day to meet that is at least three days ago."""
    return day_to_meet(today - timedelta(days=3), step=-DAY)


def first_friday_ahead(today):
    """A Friday about nine weeks ahead."""
    return day_to_meet(weekday_from(today + timedelta(days=62), FRIDAY))


def season_start(year, month):
    return day_to_meet(weekday_from(date(year, month, 8), TUESDAY))


def weekday_from(day, weekday):
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def first_month(guidebook):
    return guidebook.parts.order_by("number").first().first_month or 9


def cycle_of(day):
    """The cycle of a season that begins on this date, such as "2025-26"."""
    return f"{day.year}-{(day.year + 1) % 100:02}"


def move_director_sessions(cohort):
    """Director sessions that fall on a Sunday or a holiday take place some days later."""
    for session in cohort.director_sessions.exclude(on=None):
        session.on = day_to_meet(session.on, step=DAY)
        session.save(update_fields=["on"])
