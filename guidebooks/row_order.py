"""How rows of a draft come, move and go: each keeps its place among its like."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from django.utils.text import slugify

from lib.bilingual import text_in_language
from lib.ordering import in_key_order, renumber
from lib.slugs import unique_slug


@dataclass(frozen=True)
class Place:
    """Where a row stands: the column that numbers it, and the one whose values are numbered apart.

    coded: the text that a row's `code` is made of; None for rows without one.
    """

    by: str | None = "position"
    apart: str = ""
    coded: str | None = None
    renumber: Callable | None = None

    def in_order(self, rows):
        return list(rows.order_by(*filter(None, [self.apart, self.by]), "pk"))

    def groups(self, rows):
        """The rows in lists that are numbered apart: [(value or "", rows)]."""
        key = (lambda row: getattr(row, self.apart)) if self.apart else (lambda row: "")
        return [(value, list(like)) for value, like in groupby(self.in_order(rows), key)]

    def number(self, rows):
        if self.renumber:
            self.renumber(rows)
        elif self.by and rows:
            renumber(rows, self.by)


def save_row(row, place, rows):
    """Keep a row: a new one, or one that changed its list, comes last. `rows` are all of its like."""
    others = rows.exclude(pk=row.pk)
    if row.pk is None and place.coded is not None:
        row.code = free_code(row, place, others)
    if place.by and comes_last(row, place):
        alike = others.filter(**{place.apart: getattr(row, place.apart)}) if place.apart else others
        highest = alike.order_by(place.by).last()
        setattr(row, place.by, getattr(highest, place.by) + 1 if highest else 1)
    row.save()
    close_up(place, rows)


def comes_last(row, place):
    if row.pk is None:
        return True
    return bool(place.apart) and not type(row).objects.filter(pk=row.pk, **{place.apart: getattr(row, place.apart)}).exists()


def free_code(row, place, others):
    """A word for the row that none of its like has: from its text, or from how many there are."""
    words = slugify(text_in_language(getattr(row, place.coded), "en"))[:40].strip("-") if place.coded else f"M{others.count() + 1}"
    taken = set(others.values_list("code", flat=True))
    return unique_slug(words or "row", taken)


def remove_row(row, place, rows):
    row.delete()
    close_up(place, rows)


def close_up(place, rows):
    for _, alike in place.groups(rows):
        place.number(alike)


def put_in_order(sent, place, rows):
    """Put rows into the order of the keys that were sent; rows of other lists stay where they are."""
    for _, alike in place.groups(rows):
        if {row.pk for row in alike} & set(sent):
            place.number(in_key_order(alike, sent))
