"""Dates and times of day as the pages say them, in the reader's language (rules 9 and 10 of the voice)."""

from django.utils.formats import date_format
from django.utils.translation import get_language


def _in_spanish():
    return (get_language() or "en").startswith("es")


def day(value):
    """Fri, Mar 5, 2027; vie 5 de marzo de 2027."""
    if _in_spanish():
        return date_format(value, r"D j \d\e F \d\e Y").lower()
    return date_format(value, "D, M j, Y")


def short_day(value):
    """Mar 5; 5 de marzo."""
    return date_format(value, r"j \d\e F").lower() if _in_spanish() else date_format(value, "M j")


def clock(value):
    """9:00 am; 9:00 a. m., whose halves stay on one line."""
    half = ("a.\u00a0m.", "p.\u00a0m.") if _in_spanish() else ("am", "pm")
    return f"{bare_clock(value)} {half[value.hour >= 12]}"


def bare_clock(value):
    """9:00: for columns of times, which drop am and pm."""
    return f"{value.hour % 12 or 12}:{value.minute:02}"


def from_to(begins, ends):
    """9:00 am to 1:30 pm; de 9:00 a. m. a 1:30 p. m."""
    return f"de {clock(begins)} a {clock(ends)}" if _in_spanish() else f"{clock(begins)} to {clock(ends)}"


def in_hours(minutes):
    """Minutes as hours with at most two decimals: 13.5"""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
