"""Finding by name without accents and by part of an address; % and _ are signs like any other."""

from django.db.models import CharField, Func, Q

from .text import sort_name

MAX_WORDS = 8


class Unaccented(Func):
    """A text as `sort_name` spells it, for columns that keep no such spelling: lower case, without accents."""

    output_field = CharField()
    template = "regexp_replace(normalize(lower(%(expressions)s), NFKD), '[\u0300-\u036f]', '', 'g')"


def contains_words(words, *names):
    """Rows in which every one of the words stands in one of these columns, which are spelled plainly."""
    found = Q()
    for word in sort_name(words).split()[:MAX_WORDS]:
        somewhere = Q()
        for name in names:
            somewhere |= Q(**{f"{name}__contains": word})
        found &= somewhere
    return found
