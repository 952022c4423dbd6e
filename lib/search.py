"""Searching without regard to accents and capitals; % and _ have no special meaning.

A number among other words is a whole number: "march 9" is not the 19th.
"""

from django.db.models import CharField, Func, Q

from .text import plain_text

MAX_WORDS = 8


class Unaccented(Func):
    """A column in lower case and without accents, as lib.text.sort_name spells names."""

    output_field = CharField()
    template = "regexp_replace(normalize(lower(%(expressions)s), NFKD), '[\u0300-\u036f]', '', 'g')"


def search_terms(text):
    """The first eight words of what somebody typed, in lower case and without accents,
    commas and semicolons: "Núñez, Ana" is ["nunez", "ana"].
    """
    return plain_text(text).replace(",", " ").replace(";", " ").split()[:MAX_WORDS]


def contains_words(text, *names):
    """A Q for rows in which each of the words is part of one of these columns
    (lower case, no accents).
    """
    words = search_terms(text)
    found = Q()
    for word in words:
        is_number = len(words) > 1 and word.isascii() and word.isdecimal()
        found &= contains_number(word, *names) if is_number else contains_word(word, *names)
    return found


def contains_number(number, *names):
    """A Q for rows in which the number is in one of these columns, not inside a longer one."""
    somewhere = Q()
    for name in names:
        somewhere |= Q(**{f"{name}__regex": rf"(^|[^0-9]){number}([^0-9]|$)"})
    return somewhere


def contains_word(word, *names):
    somewhere = Q()
    for name in names:
        somewhere |= Q(**{f"{name}__contains": word})
    return somewhere
