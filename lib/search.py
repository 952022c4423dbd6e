"""Searching without regard to accents and capitals; % and _ have no special meaning."""

from django.db.models import CharField, Func, Q

from .text import sort_name

MAX_WORDS = 8


class Unaccented(Func):
    """A column in lower case and without accents, as lib.text.sort_name spells names."""

    output_field = CharField()
    template = "regexp_replace(normalize(lower(%(expressions)s), NFKD), '[\u0300-\u036f]', '', 'g')"


def contains_words(words, *names):
    """A Q for rows in which each of the first eight words is part of one of these columns
    (lower case, no accents).
    """
    found = Q()
    for word in sort_name(words).split()[:MAX_WORDS]:
        somewhere = Q()
        for name in names:
            somewhere |= Q(**{f"{name}__contains": word})
        found &= somewhere
    return found
