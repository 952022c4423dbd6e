"""Finding meetings by title, place, cohort, number and the words of a date."""

import re

from django.db.models import Case, CharField, F, Func, Q, TextField, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from lib.bilingual import Localized
from lib.search import MAX_WORDS, Unaccented, contains_word, search_terms
from lib.text import plain_text

from .scope import RESULTS

#: "meeting 3" or "reunión 3".
NUMBERED = re.compile(r"\b(?:meeting|reunion) (\d{1,4})\b")
NUMBER = re.compile(r"[\d/-]+")


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
    text = plain_text(text)
    numbers = [int(number) for number in NUMBERED.findall(text)]
    words = search_terms(NUMBERED.sub(" ", text))[:MAX_WORDS]
    found, own = Q(), Q()
    for number in numbers:
        found &= Q(position=number)
    for word in words:
        found &= of_meeting(word) | contains_word(word, "plain_cohort")
        own |= of_meeting(word)
    return with_plain_text(meetings).filter(found if numbers else found & own)


def of_meeting(word):
    """A number of a date is whole, so that 5 is not the 15th; a word of it begins so."""
    in_date = f" {word} " if NUMBER.fullmatch(word) else f" {word}"
    return contains_word(word, "plain_title", "plain_place") | Q(date_text__contains=in_date)


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
