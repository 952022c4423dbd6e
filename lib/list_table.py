"""The table of a list on its page: the columns of its export, in pages, sorted and chosen by the
address.

`ListTable` reads the rows; templates/components/list_table.html draws them. A saved filter is the
address of such a page: filters, search, order and columns all stand in it.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import dates
from .cursors import related_value
from .export_formats import Kind
from .exports import COLUMNS, SORT
from .list_order import Sort
from .paging import paginate
from .query import PLACE

#: {order of a column: aria-sort}
ARIA_SORT = {False: "ascending", True: "descending"}
#: {kind of a column: (what its first value is, what its last one is)}
ENDS = {
    Kind.TEXT: (gettext_lazy("A to Z"), gettext_lazy("Z to A")),
    Kind.NUMBER: (gettext_lazy("lowest first"), gettext_lazy("highest first")),
    Kind.MONEY: (gettext_lazy("lowest first"), gettext_lazy("highest first")),
    Kind.DATE: (gettext_lazy("oldest first"), gettext_lazy("newest first")),
}


@dataclass(frozen=True)
class Heading:
    """A column that is shown: its heading, and the address that sorts by it.

    aria_sort: how the list is sorted by it now, or "". The second click turns the order round.
    """

    key: str
    column: Any
    text: str
    query: str
    aria_sort: str

    @property
    def is_number(self):
        return self.column.kind in (Kind.NUMBER, Kind.MONEY)


@dataclass(frozen=True)
class Cell:
    heading: Heading
    value: Any
    is_first: bool

    @property
    def template(self):
        return self.heading.column.cell

    @property
    def text(self):
        """The value as people read it."""
        return page_text(self.heading.column, self.value)

    @property
    def classes(self):
        column = self.heading.column
        names = ["is-num"] if self.heading.is_number else []
        names += ["is-status"] if column.is_status else []
        names += ["text-nowrap"] if column.kind != Kind.TEXT else []
        return " ".join(names)


@dataclass(frozen=True)
class Row:
    object: Any
    cells: list


def page_text(column, value):
    if value is None or value == "":
        return ""
    if column.page_text:
        return str(column.page_text(value))
    if column.kind == Kind.DATE:
        return dates.table_day(value)
    if column.kind == Kind.MONEY:
        return f"${value:,.2f}"
    return str(value)


class ListTable:
    """resource: of lib.exports, whose columns these are. rows: a queryset, filtered, with what its
    cells need. sent: request.GET. whole: the number of rows without any filter, if it is known.
    export: the address of the export as CSV, if there is one. sums: {key of a column: sum of all
    rows}, for the last row of the table.
    """

    def __init__(
        self, resource, rows, sent, *, size=50, total=None, whole=None, export="", sums=None
    ):
        self.resource, self.sent, self.whole = resource, sent, whole
        self.export = export.removesuffix(".csv")
        self.columns, self.sums = resource.column_keys(), sums or {}
        self.sort = resource.sort_of(sent)
        self.page = paginate(resource.sorted_rows(rows, sent), sent, size=size, total=total)
        chosen = resource.chosen_columns(sent)
        self.is_chosen = chosen is not None
        shown = chosen or [column for column in self.columns.values() if column.is_shown]
        self.headings = [
            self.heading(key, column) for key, column in self.columns.items() if column in shown
        ]

    def heading(self, key, column):
        is_sorted = self.sort is not None and self.sort.key == key
        sort = self.sort.reversed() if is_sorted else Sort(key)
        return Heading(
            key,
            column,
            str(column.column_name),
            self.query({SORT: [str(sort)]}),
            ARIA_SORT[self.sort.descending] if is_sorted else "",
        )

    @property
    def rows(self):
        return [
            Row(
                row,
                [
                    Cell(heading, cell_value(heading.column, row), is_first=number == 0)
                    for number, heading in enumerate(self.headings)
                ],
            )
            for row in self.page
        ]

    @property
    def foot(self):
        """The cells of the last row after the first one; empty without sums."""
        if not self.sums:
            return []
        return [
            Cell(heading, self.sums.get(heading.key), is_first=False)
            for heading in self.headings[1:]
        ]

    def query(self, changes):
        """The query of this list from its first page, with these parameters replaced:
        {name: values}.
        """
        query = self.sent.copy()
        for name in PLACE:
            query.pop(name, None)
        for name, values in changes.items():
            query.setlist(name, values)
        return f"?{query.urlencode()}"

    @property
    def column_choices(self):
        """[(key, heading, is it shown)] of all columns but the first, which always is."""
        shown = {heading.key for heading in self.headings}
        columns = list(self.columns.items())[1:]
        return [(key, column.column_name, key in shown) for key, column in columns]

    @property
    def first_key(self):
        return next(iter(self.columns))

    @property
    def sort_choices(self):
        """Options of a select: value, word and whether it is chosen."""
        return [
            {
                "value": str(sort),
                "word": _("%(column)s, %(order)s") % {"column": column.column_name, "order": end},
                "chosen": sort == self.sort,
            }
            for key, column in self.columns.items()
            for sort, end in zip([Sort(key), Sort(key, True)], ENDS[column.kind], strict=True)
        ]

    @property
    def usual_query(self):
        return self.query({SORT: [], COLUMNS: []})

    @property
    def exports(self):
        """[(name, address)] of what is shown as a file."""
        shown = self.query({COLUMNS: [heading.key for heading in self.headings]})
        return [("Excel", f"{self.export}.xlsx{shown}"), ("CSV", f"{self.export}.csv{shown}")]

    @property
    def hides_columns(self):
        return len(self.headings) < len(self.columns)

    @property
    def whole_export(self):
        """The address of the file with every column."""
        return f"{self.export}.xlsx{self.query({COLUMNS: []})}"


def cell_value(column, row):
    return column.value_of([related_value(row, name) for name in column.names])
