"""Lists as downloads: a list names its columns in a resource of django-import-export, and one
response sends it as CSV or XLSX.

A package keeps its resources in its `exports/`; `lib/export_formats.py` writes the files.
"""

import re

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.utils import timezone
from import_export import fields, resources

from . import paging
from .export_formats import FORMATS, Kind, Table


class Column(fields.Field):
    """A column of an export.

    heading: the text of the heading. names: lookups from the row, such as "part__name"; the first
    one is the value, and without any the heading is the name. display: a function of all of them
    that returns the cell, for values that are not shown as they are stored.
    """

    def __init__(self, heading, *names, kind=Kind.TEXT, display=None):
        self.names = names or (heading,)
        super().__init__(attribute=self.names[0], column_name=heading, readonly=True)
        self.kind, self.display = kind, display


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

    def export(self, queryset=None, *, scope="", **kwargs):
        """The Table of a queryset in its own order, or of a list of dicts.

        scope: what the rows are about, such as the name of a cohort. kwargs: what the admin of
        import-export passes beside.
        """
        columns = self.get_export_fields()
        return Table(
            title=str(self.title),
            scope=str(scope),
            headings=self.get_export_headers(),
            kinds=[column.kind for column in columns],
            batches=self.batches(queryset, columns),
        )

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
            return paging.batches(self.with_columns(rows), names)
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


def export_response(resource, rows, *, ending, slug="", scope=""):
    """These rows as a download ("csv" or "xlsx").

    slug, scope: the slug and the name of what the rows are about: a cohort, region or network.
    Raises Http404 for another ending.
    """
    if ending not in FORMATS:
        raise Http404
    export_format = FORMATS[ending]()
    response = FileResponse(
        export_format.export_data(resource.export(rows, scope=scope)),
        content_type=export_format.get_content_type(),
    )
    name = file_name(slug, resource.title, ending=ending)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def file_name(slug, title, *, ending):
    """Such as region-8-members-2026-03-05.xlsx, with the date of today."""
    safe = re.sub(r"[^a-z0-9-]+", "-", f"{slug}-{title}".lower()).strip("-")[:100] or "hallway"
    return f"{safe.rstrip('-')}-{timezone.localdate().isoformat()}.{ending}"
