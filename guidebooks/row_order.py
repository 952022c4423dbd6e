"""How the rows of one list of a guidebook are numbered."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class RowOrder:
    """The order of one list.

    column: the column with the number of a row; None for a list that is not numbered.
    group_by: a column whose values are numbered apart from each other, or "".
    code_from: the text column that the `code` of a new row is made from; "" for codes M1, M2 …;
        None for rows without a code.
    renumber: called with the rows in their new order instead of numbering them,
        where other rows must follow.
    """

    column: str | None = "position"
    group_by: str = ""
    code_from: str | None = None
    renumber: Callable | None = None

    def sort(self, rows):
        """rows: a queryset. Returns a list."""
        return list(rows.order_by(*filter(None, [self.group_by, self.column]), "pk"))

    def groups(self, rows):
        """[(value of `group_by` or "", its rows in order)];
        one group where the list has no groups.
        """
        key = (lambda row: getattr(row, self.group_by)) if self.group_by else (lambda row: "")
        return [(value, list(group)) for value, group in groupby(self.sort(rows), key)]
