"""Finding meetings by title, place, cohort, number and the words of a date."""

import re

from django.db.models import Case, CharField, F, Func, Q, TextField, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from lib.bilingual import Localized
from lib.search import MAX_WORDS, Unaccented, contains_number, contains_word, search_terms
from lib.text import plain_text

from .scope import RESULTS

#: "meeting 3" or "reunión 3".
NUMBERED = re.compile(r"\b(?:meeting|reunion) (\d{1,4})\b")
NUMBER = re.compile(r"[\d/-]+")
MONTHS = [
    ("january", "enero"),
    ("february", "febrero"),
    ("march", "marzo"),
    ("april", "abril"),
    ("may", "mayo"),
    ("june", "junio"),
    ("july", "julio"),
    ("august", "agosto"),
    ("september", "septiembre"),
    ("october", "octubre"),
    ("november", "noviembre"),
    ("december", "diciembre"),
]
MONTH, DAY, YEAR = r"(?P<month>[a-z]{3,10})\.?", r"(?P<day>\d{1,2})", r"(?P<year>\d{4})"
#: "march 9", "mar 9, 2027", "9 de marzo de 2027", "3/9", "3/9/2027" and "2027-03-09".
DAYS = [
    re.compile(rf"\b{MONTH} {DAY}(?:st|nd|rd|th)?\b(?:,? {YEAR}\b)?"),
    re.compile(rf"\b{DAY} (?:de )?{MONTH}(?: (?:de |del )?{YEAR}\b)?"),
    re.compile(rf"(?<![\d/])(?P<month>\d{{1,2}})/{DAY}(?:/{YEAR})?(?![\d/])"),
    re.compile(rf"(?<![\d-]){YEAR}-(?P<month>\d{{1,2}})-{DAY}(?![\d-])"),
]


class DateText(Func):
    """A date as the words one types for it, in English and Spanish, each between spaces and
    without accents; before it "meeting" and "reunion", and "de" of "5 de marzo".
    """

    output_field = TextField()
    template = """concat(' meeting reunion de ',
        lower(to_char(%(expressions)s, 'FMDay FMMonth FMDD YYYY')), ' ',
        (ARRAY['domingo', 'lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado'])
            [extract(dow FROM %(expressions)s)::int + 1], ' ',
        (ARRAY['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto',
            'septiembre', 'octubre', 'noviembre', 'diciembre'])
            [extract(month FROM %(expressions)s)::int], ' ',
        to_char(%(expressions)s, 'FMMM/FMDD FMMM/FMDD/YYYY YYYY-MM-DD'), ' ')"""


def search_meetings(meetings, text):
    """Those that hold every word. A word of the cohort's name counts, but at least one other
    word, or the number, must be of the meeting itself.
    """
    days, text = find_days(plain_text(text))
    numbers = [int(number) for number in NUMBERED.findall(text)]
    words = search_terms(NUMBERED.sub(" ", text))[:MAX_WORDS]
    found, own = days, Q()
    for number in numbers:
        found &= Q(position=number)
    for word in words:
        found &= of_meeting(word) | of_cohort(word)
        own |= of_meeting(word)
    return with_plain_text(meetings).filter(found if numbers or days else found & own)


def find_days(text):
    """(a Q for the days that the text names, the text without them)."""
    days = Q()
    for pattern in DAYS:
        for match in pattern.finditer(text):
            month = month_of(match["month"])
            if month is None:
                continue
            days &= Q(on__month=month, on__day=int(match["day"]))
            if match["year"]:
                days &= Q(on__year=int(match["year"]))
            text = text.replace(match[0], " ", 1)
    return days, text


def month_of(word):
    """The number of a month by its number, name, or the beginning of its name; or None."""
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= 12 else None
    beginnings = (n for n, names in enumerate(MONTHS, 1) if any(x.startswith(word) for x in names))
    return next(beginnings, None)


def of_meeting(word):
    """A number is whole, so that 5 is not the 15th; a word of a date begins so."""
    if NUMBER.fullmatch(word):
        in_text = contains_number(word, "plain_title", "plain_place")
        return in_text | Q(date_text__contains=f" {word} ")
    in_text = contains_word(word, "plain_title", "plain_place")
    return in_text | Q(date_text__contains=f" {word}")


def of_cohort(word):
    contains = contains_number if NUMBER.fullmatch(word) else contains_word
    return contains(word, "plain_cohort")


def with_plain_text(meetings):
    """The results do not say where a meeting was, so who sees only them does not find by it."""
    place = Concat("place_name", Value(" "), "place_address", output_field=CharField())
    return meetings.annotate(
        plain_title=Unaccented(Localized("title")),
        plain_cohort=Unaccented(Localized("cohort__name")),
        plain_place=Case(When(page=RESULTS, then=Value("")), default=Unaccented(place)),
        date_text=DateText("on"),
    )


def nearest_first(meetings):
    """Those ahead, the next one first; then those that are over, the last one first."""
    today = timezone.localdate()
    ahead = Case(When(on__gte=today, then=F("on")))
    return meetings.order_by(ahead.asc(nulls_last=True), F("on").desc(), "pk")
