"""Dates and times of day as text, in the active language: English as in the United States,
Spanish as in Mexico.
"""

from django.utils.formats import date_format
from django.utils.translation import get_language


def _in_spanish():
    return (get_language() or "en").startswith("es")


def day(value):
    """A date: "Fri, Mar 5, 2027"; "vie 5 de marzo de 2027"."""
    if _in_spanish():
        return date_format(value, r"D j \d\e F \d\e Y").lower()
    return date_format(value, "D, M j, Y")


def short_day(value):
    """A date without its year: "Mar 5"; "5 de marzo"."""
    return date_format(value, r"j \d\e F").lower() if _in_spanish() else date_format(value, "M j")


def clock(value):
    """A time: "9:00 am"; "9:00 a. m." with a space that does not break."""
    half = ("a.\u00a0m.", "p.\u00a0m.") if _in_spanish() else ("am", "pm")
    return f"{bare_clock(value)} {half[value.hour >= 12]}"


def bare_clock(value):
    """A time without am and pm, for columns of times: "9:00"."""
    return f"{value.hour % 12 or 12}:{value.minute:02}"


def time_range(begins, ends):
    """Two times: "9:00 am to 1:30 pm"; "de 9:00 a. m. a 1:30 p. m."."""
    return (
        f"de {clock(begins)} a {clock(ends)}"
        if _in_spanish()
        else f"{clock(begins)} to {clock(ends)}"
    )


def format_hours(minutes):
    """Minutes as hours with at most two decimals: 810 becomes "13.5"."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
