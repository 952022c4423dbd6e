"""Tables as CSV and XLSX downloads.

Text that a spreadsheet would run as a formula is kept as text, and characters it cannot hold are
removed. Rows are read and written in batches, so memory does not grow with the length of the table.
"""

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from tempfile import TemporaryFile

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from import_export import fields, resources
from xlsxwriter import Workbook

from . import paging

#: Characters that begin a formula, and their full-width forms.
FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
MAX_CELL_LENGTH = 32_000
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def cell_value(value):
    """A value that a cell can hold: numbers and dates unchanged, everything else as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float, Decimal, date)) and not isinstance(value, datetime):
        return value
    return UNPRINTABLE.sub("", str(value))[:MAX_CELL_LENGTH]


def escape_formula(value):
    """`cell_value` for CSV: an apostrophe before text that a spreadsheet would run as a formula."""
    # The fast way for nearly every cell: short printable text needs no cleaning
    if type(value) is not str or not value.isprintable() or len(value) > MAX_CELL_LENGTH:
        value = cell_value(value)
    return f"'{value}" if type(value) is str and value[:1] in FORMULA_STARTS else value


# --- CSV ------------------------------------------------------------------------------------------


def csv_chunks(headers, batches):
    """The table as chunks of UTF-8 with a byte order mark, which Excel needs;
    headings come before the first query.
    """
    yield csv_chunk([headers]).encode("utf-8-sig")
    for rows in batches:
        yield csv_chunk(rows).encode()


def csv_chunk(rows):
    out = io.StringIO()
    csv.writer(out).writerows([list(map(escape_formula, row)) for row in rows])
    return out.getvalue()


def csv_bytes(headers, rows):
    return b"".join(csv_chunks(headers, [rows]))


# --- XLSX -----------------------------------------------------------------------------------------


def xlsx_file(headers, batches, title="Hallway"):
    """A temporary file, open for reading; rows are written to disk one by one.

    title: the name of the worksheet.
    """
    file = TemporaryFile()  # noqa: SIM115 whoever sends it closes it
    with Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(chain([headers], chain.from_iterable(batches))):
            write_row(sheet, number, row, day)
    file.seek(0)
    return file


def write_row(sheet, number, row, day):
    """Write by type: xlsxwriter's own guessing would turn some texts into formulas or links."""
    for column, value in enumerate(map(cell_value, row)):
        if isinstance(value, str):
            sheet.write_string(number, column, value)
        elif isinstance(value, date):
            sheet.write_datetime(number, column, value, day)
        else:
            sheet.write_number(number, column, value)


# --- downloads ------------------------------------------------------------------------------------


def table_response(headers, batches, *, name, ending):
    """A table of any length as a download.

    batches: an iterable of lists of rows; name: of the file, without its ending.
    """
    if ending == "csv":
        response = StreamingHttpResponse(
            csv_chunks(headers, batches), content_type=CONTENT_TYPES[ending]
        )
    else:
        response = FileResponse(xlsx_file(headers, batches), content_type=CONTENT_TYPES[ending])
    return with_filename(response, name, ending)


def file_response(content, *, name, ending):
    return with_filename(HttpResponse(content, content_type=CONTENT_TYPES[ending]), name, ending)


def with_filename(response, name, ending):
    """Make this response a download; the file name keeps lower-case letters, digits and hyphens."""
    safe = re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-")[:100] or "hallway"
    response["Content-Disposition"] = f'attachment; filename="{safe}.{ending}"'
    return response


# --- lists ----------------------------------------------------------------------------------------


class Column(fields.Field):
    """A column of an export.

    heading: the text of the heading. names: lookups from the row, such as "part__name"; the first
    one is the value. display: a function of all of them that returns the cell, for values that are
    not shown as they are stored.
    """

    def __init__(self, heading, *names, display=None):
        super().__init__(attribute=names[0], column_name=heading, readonly=True)
        self.names, self.display = names, display


class ListResource(resources.ModelResource):
    """The columns of one exported list."""

    @staticmethod
    def with_columns(rows):
        """The queryset with the annotations that the columns need;
        overridden where there are some.
        """
        return rows

    def batches(self, rows):
        """Lists of rows, each row a list of cells in the order of the headings."""
        columns = self.get_export_fields()
        names = list(dict.fromkeys(name for column in columns for name in column.names))
        indexes = [[names.index(name) for name in column.names] for column in columns]
        displays = [
            (number, column.display) for number, column in enumerate(columns) if column.display
        ]
        for batch in paging.batches(self.with_columns(rows), names):
            yield [display_cells(values, indexes, displays) for values in batch]


def display_cells(values, indexes, displays):
    """The cells of one row.

    indexes: for each column, where its values are; displays: (column number, function).
    """
    cells = [values[index[0]] for index in indexes]
    for number, display in displays:
        cells[number] = display(*[values[index] for index in indexes[number]])
    return cells


def export_response(resource, rows, *, name, ending):
    """This queryset as a download ("csv" or "xlsx"), in its own order.

    Raises Http404 for another ending.
    """
    if ending not in ("csv", "xlsx"):
        raise Http404
    return table_response(
        resource.get_export_headers(), resource.batches(rows), name=name, ending=ending
    )
