"""Dates and times of day as text, in the active language: English as in the United States,
Spanish as in Mexico.
"""

import re

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

#: A range of numbers: a line breaks after its dash, unless a word joiner stands there.
RANGE = re.compile(r"(?<=\d)([–-])(?=\d)")
WORD_JOINER = "\u2060"


def _in_spanish():
    return (get_language() or "en").startswith("es")


def day(value):
    """A date: "Fri, Mar 5, 2027"; "viernes 5 de marzo de 2027": whole weekdays in Spanish, because
    "mar" is both martes and March.
    """
    if _in_spanish():
        return date_format(value, r"l j \d\e F \d\e Y").lower()
    return date_format(value, "D, M j, Y")


def long_day(value):
    """A date in whole words: "Friday, March 5"; "viernes 5 de marzo"."""
    return (
        date_format(value, r"l j \d\e F").lower() if _in_spanish() else date_format(value, "l, F j")
    )


def deadline(value, zone):
    """The end of a day: "midnight Pacific time at the end of Tuesday, December 15"; with its year,
    if that is not this one.

    zone: as people call it, "Pacific time".
    """
    day = long_day(value)
    if value.year != timezone.localdate().year:
        day += date_format(value, r" \d\e Y") if _in_spanish() else date_format(value, ", Y")
    return _("midnight %(zone)s at the end of %(day)s") % {"zone": zone, "day": day}


def unbroken(text):
    """The text with ranges such as 2027–29 that do not break at the end of a line."""
    return RANGE.sub(rf"{WORD_JOINER}\1{WORD_JOINER}", str(text))


def short_day(value):
    """A date without its year: "Mar 5"; "5 de marzo"."""
    return date_format(value, r"j \d\e F").lower() if _in_spanish() else date_format(value, "M j")


def strip_day(value):
    """A date where a column is narrow: "Mar 5"; "5 mar"."""
    return date_format(value, "j M").lower() if _in_spanish() else short_day(value)


def table_day(value):
    """A date in a table, which does not break: "Dec 15" this year, else "Dec 15, 2027"."""
    if value.year == timezone.localdate().year:
        text = short_day(value)
    elif _in_spanish():
        text = date_format(value, r"j \d\e F \d\e Y").lower()
    else:
        text = date_format(value, "M j, Y")
    return text.replace(" ", "\u00a0")


def table_weekday(value):
    """The same with its weekday: "Tue, Dec 15"; "martes 15 de diciembre"."""
    weekday = date_format(value, "l").lower() if _in_spanish() else date_format(value, "D,")
    return f"{weekday}\u00a0{table_day(value)}"


def clock(value):
    """A time: "9:00 am"; "9:00 a. m.", with spaces that do not break."""
    half = ("a.\u00a0m.", "p.\u00a0m.") if _in_spanish() else ("am", "pm")
    return f"{bare_clock(value)}\u00a0{half[value.hour >= 12]}"


def lately(value):
    """A moment of today or yesterday: "today at 10:42 am"; "hoy a las 10:42 a. m."; an older one
    by its date.
    """
    local = timezone.localtime(value)
    days = (timezone.localdate() - local.date()).days
    if days > 1:
        return _("on %(day)s") % {"day": short_day(local)}
    words = _("yesterday at %(clock)s") if days else _("today at %(clock)s")
    return words % {"clock": clock(local)}


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
