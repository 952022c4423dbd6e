"""The dates of a cohort that opens: some are refused, odd ones are asked about."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from lib import dates

FAR_AHEAD = timedelta(days=5 * 365)


def check_day(day, error, *, today=None):
    """Refuses a day in the past, with this error, and a day after five years. Returns the day."""
    today = today or timezone.localdate()
    if day < today:
        raise forms.ValidationError(error)
    if day > today + FAR_AHEAD:
        raise forms.ValidationError("Choose a day within the next five years.")
    return day


def check_in_order(form, cleaned):
    """Applicants hear after the deadline and before the first meeting."""
    names = ["apply_by", "notice_on", "first_meeting_on"]
    apply_by, notice_on, first = (cleaned.get(name) for name in names)
    if apply_by and notice_on and notice_on < apply_by:
        form.add_error(
            "notice_on",
            "People can only hear after applications close. Choose that day or a later one.",
        )
    if notice_on and first and first <= notice_on:
        form.add_error(
            "first_meeting_on",
            "The first meeting must come after applicants have heard. Choose a later day.",
        )


def odd_notice(notice_on, first, guidebook):
    """A sentence where applicants hear late; "" where they do not."""
    days = (first - notice_on).days
    if days >= guidebook.notice_days_minimum:
        return ""
    return (
        f"Applicants hear {days} days before the first meeting. They and their directors "
        f"need about {guidebook.notice_days_minimum} to make room for it."
    )


def odd_cycle(cycle, first):
    """A sentence where the first meeting is in no year of the cycle."""
    if str(first.year) in years_in(cycle):
        return ""
    return (
        f"The cycle {cycle} and a first meeting in {first.year} do "
        "not go together. Results are pooled by cycle."
    )


def years_in(cycle):
    """The years of a cycle such as "2027-29", as texts."""
    if len(cycle) != len("2027-29"):
        return set()
    first = int(cycle[:4])
    last = first - first % 100 + int(cycle[5:])
    return {str(year) for year in range(first, max(first, last) + 1)}


def on_holidays(network, days):
    """A question for each meeting on a holiday.

    days: [(how readers call the meeting, date)].
    """
    named = [(number, day, network.holiday_on(day)) for number, day in days]
    return [
        f"Meeting {number} would be on {dates.day(day)}, and that is {name}. Keep this date?"
        for number, day, name in named
        if name
    ]
