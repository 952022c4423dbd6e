"""Orders of a list that its readers choose: by one column, up or down, empty cells last."""

from dataclasses import dataclass

from django.db.models import BooleanField, Case, ExpressionWrapper, F, Value, When
from django.db.models.functions import Collate, NullIf
from django.db.models.lookups import IsNull

from .search import Unaccented

#: Annotations of a list in a chosen order: the value, and whether there is none.
SORT_VALUE, SORT_EMPTY = "sort_value", "sort_empty"


def plain_order(name):
    """A column of text in alphabetical order without regard to accents and capitals,
    the same on every server; an empty text counts as none.
    """
    return NullIf(Collate(Unaccented(name), "C"), Value(""))


def ranked(name, values):
    """A column by the place of its value in this list; other values come last, as empty ones do."""
    return Case(*[When(**{name: value}, then=Value(n)) for n, value in enumerate(values)])


@dataclass(frozen=True)
class Sort:
    """A column, by its key, and whether the list begins with its last value."""

    key: str
    descending: bool = False

    def __str__(self):
        """As the address says it."""
        return f"-{self.key}" if self.descending else self.key

    def reversed(self):
        return Sort(self.key, not self.descending)


def parse_sort(text):
    """The Sort that this text of an address means, if there is such a column."""
    return Sort(text.removeprefix("-"), text.startswith("-"))


def in_order(rows, order, *, descending):
    """The queryset in this order, rows with equal values by primary key.

    order: the name of a column that is never empty, or an expression.
    """
    sign = "-" if descending else ""
    if isinstance(order, str):
        return rows.order_by(f"{sign}{order}", f"{sign}pk")
    empty = ExpressionWrapper(IsNull(F(SORT_VALUE), True), output_field=BooleanField())
    annotated = rows.annotate(**{SORT_VALUE: order}).annotate(**{SORT_EMPTY: empty})
    return annotated.order_by(SORT_EMPTY, f"{sign}{SORT_VALUE}", f"{sign}pk")
