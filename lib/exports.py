"""The columns of lists: a list names them in a resource of django-import-export, once for its page
(lib/list_table.py) and its download, which one response sends as CSV or XLSX.

A package keeps its resources in its `exports/`; `lib/export_formats.py` writes the files.
"""

import re

from django.db.models import F, QuerySet
from django.http import FileResponse, Http404, QueryDict
from django.utils import timezone
from import_export import fields, resources

from . import paging
from .export_formats import FORMATS, Kind, Table
from .list_order import in_order, parse_sort, plain_order

#: What an address says about a list beside its filters.
SORT, COLUMNS = "sort", "columns"
MAX_SORT_LENGTH = 60


class Column(fields.Field):
    """A column of a list.

    heading: the text of the heading. names: lookups from the row, such as "part__name"; the first
    one is the value, and without any the heading is the name. display: a function of all of them
    that returns the cell, for values that are not shown as they are stored.

    order: what a list is sorted by, where that is not the value: the name of a column that is never
    empty, or a function that returns an expression. On the page: is_shown says whether it is there
    until somebody chooses columns, cell is the template of what stands in it (else the value
    itself), page_text a function of the value that returns its text, is_status moves it below the
    name on a phone.
    """

    def __init__(
        self,
        heading,
        *names,
        kind=Kind.TEXT,
        display=None,
        order=None,
        is_shown=True,
        cell="",
        page_text=None,
        is_status=False,
    ):
        self.names = names or (heading,)
        super().__init__(attribute=self.names[0], column_name=heading, readonly=True)
        self.kind, self.display = kind, display
        self.order, self.is_shown = order, is_shown
        self.cell, self.page_text, self.is_status = cell, page_text, is_status

    @property
    def sort_order(self):
        """The name of a column, or an expression, for `in_order`."""
        if self.order is not None:
            return self.order() if callable(self.order) else self.order
        return plain_order(self.names[0]) if self.kind == Kind.TEXT else F(self.names[0])

    def value_of(self, values):
        """The cell; values: of `names`, in their order."""
        return self.display(*values) if self.display else values[0]


class ExportResource(resources.Resource):
    """The columns of one list, in the order in which they are declared.

    title: what the rows are, such as "Members".
    """

    title = ""

    @staticmethod
    def with_columns(rows):
        """The queryset with the annotations that the columns need;
        overridden where there are some.
        """
        return rows

    def column_keys(self):
        """{key: Column} in the order of the export."""
        return {key: self.fields[key] for key in self.get_export_order()}

    def sort_of(self, sent):
        """The Sort that an address asks for; None where it names no column of this list."""
        sort = parse_sort(sent.get(SORT, "")[:MAX_SORT_LENGTH])
        return sort if sort.key in self.fields else None

    def sorted_rows(self, rows, sent):
        """The queryset with what the columns need, in the order that the address asks for,
        or else in its own.
        """
        rows, sort = self.with_columns(rows), self.sort_of(sent)
        if sort is None:
            return rows
        return in_order(rows, self.fields[sort.key].sort_order, descending=sort.descending)

    def chosen_columns(self, sent):
        """The columns that the address names, the first one always among them; None if it names
        none.
        """
        asked, columns = set(sent.getlist(COLUMNS)), self.column_keys()
        if asked.isdisjoint(columns):
            return None
        first = next(iter(columns))
        return [column for key, column in columns.items() if key in asked or key == first]

    def export(self, queryset=None, *, scope="", sent=None, **kwargs):
        """The Table of a queryset or of a list of dicts.

        scope: what the rows are about, such as the name of a cohort. sent: such as request.GET; its
        columns and its order, else all columns in the order of the rows. kwargs: what the admin
        of import-export passes beside.
        """
        sent = QueryDict() if sent is None else sent
        columns = self.chosen_columns(sent) or self.get_export_fields()
        return Table(
            title=str(self.title),
            scope=str(scope),
            headings=[str(column.column_name) for column in columns],
            kinds=[column.kind for column in columns],
            batches=self.batches(self.in_order(queryset, sent), columns),
        )

    def in_order(self, rows, sent):
        return self.sorted_rows(rows, sent) if isinstance(rows, QuerySet) else rows

    def batches(self, rows, columns):
        """Lists of rows, each row a list with a value for each of these columns."""
        names = list(dict.fromkeys(name for column in columns for name in column.names))
        indexes = [[names.index(name) for name in column.names] for column in columns]
        displays = [
            (number, column.display) for number, column in enumerate(columns) if column.display
        ]
        for batch in self.values(rows, names):
            yield [display_values(values, indexes, displays) for values in batch]

    def values(self, rows, names):
        """Lists of tuples of these names' values."""
        if isinstance(rows, QuerySet):
            return paging.batches(rows, names)
        return [[tuple(row[name] for name in names) for row in rows]]

    @classmethod
    def get_display_name(cls):
        """For the form in the admin."""
        return cls.title

    def get_user_visible_fields(self):
        """For the form in the admin."""
        return self.get_export_fields()


def display_values(values, indexes, displays):
    """The values of one row as the columns show them.

    indexes: for each column, where its values are; displays: (column number, function).
    """
    shown = [values[index[0]] for index in indexes]
    for number, display in displays:
        shown[number] = display(*[values[index] for index in indexes[number]])
    return shown


def export_response(resource, rows, *, ending, slug="", scope="", sent=None):
    """These rows as a download ("csv" or "xlsx").

    sent: such as request.GET, which may choose columns and an order. slug, scope: the slug and the
    name of what the rows are about: a cohort, region or network. Raises Http404 for another ending.
    """
    if ending not in FORMATS:
        raise Http404
    writer, table = FORMATS[ending](), resource.export(rows, scope=scope, sent=sent)
    response = FileResponse(writer.export_data(table), content_type=writer.get_content_type())
    name = file_name(slug, resource.title, ending=ending)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def file_name(slug, title, *, ending):
    """Such as region-8-members-2026-03-05.xlsx, with the date of today."""
    safe = re.sub(r"[^a-z0-9-]+", "-", f"{slug}-{title}".lower()).strip("-")[:100] or "hallway"
    return f"{safe.rstrip('-')}-{timezone.localdate().isoformat()}.{ending}"
