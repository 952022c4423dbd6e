"""Tables as files: what a spreadsheet might run as a formula stays text, what it cannot hold is left out.

Rows come in batches and leave as they come, so that a long table needs no more memory than a short one.
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

#: Signs that begin a formula, with their full-width twins.
BEGINS_A_FORMULA = frozenset("=+-@\t\r＝＋－＠")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_000
KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def plain(value):
    """A value a cell can hold: numbers and days as they are, everything else as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float, Decimal, date)) and not isinstance(value, datetime):
        return value
    return UNPRINTABLE.sub("", str(value))[:LONGEST_CELL]


def harmless(value):
    """The same for CSV, where only a mark in front keeps a spreadsheet from running it."""
    if type(value) is not str or not value.isprintable() or len(value) > LONGEST_CELL:  # nearly every cell is short and printable
        value = plain(value)
    return f"'{value}" if type(value) is str and value[:1] in BEGINS_A_FORMULA else value


# --- CSV -----------------------------------------------------------------------------------------------


def csv_pieces(headers, batches):
    """UTF-8 with its mark, so that Excel shows accents. The headings leave before the first row is asked for."""
    yield csv_piece([headers]).encode("utf-8-sig")
    for rows in batches:
        yield csv_piece(rows).encode()


def csv_piece(rows):
    out = io.StringIO()
    csv.writer(out).writerows([list(map(harmless, row)) for row in rows])
    return out.getvalue()


def csv_bytes(headers, rows):
    return b"".join(csv_pieces(headers, [rows]))


# --- XLSX ----------------------------------------------------------------------------------------------


def xlsx_file(headers, batches, title="Hallway"):
    """A file open for reading; each row was on the disk before the next one came."""
    file = TemporaryFile()
    with Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(chain([headers], chain.from_iterable(batches))):
            write_row(sheet, number, row, day)
    file.seek(0)
    return file


def write_row(sheet, number, row, day):
    """Each kind of value by its own verb: nothing is guessed, so that no text becomes a formula or a link."""
    for column, value in enumerate(map(plain, row)):
        if isinstance(value, str):
            sheet.write_string(number, column, value)
        elif isinstance(value, date):
            sheet.write_datetime(number, column, value, day)
        else:
            sheet.write_number(number, column, value)


# --- downloads -----------------------------------------------------------------------------------------


def table_response(headers, batches, *, name, ending):
    """A table of any length as a download."""
    if ending == "csv":
        return named(StreamingHttpResponse(csv_pieces(headers, batches), content_type=KINDS["csv"]), name, ending)
    return named(FileResponse(xlsx_file(headers, batches), content_type=KINDS["xlsx"]), name, ending)


def file_response(content, *, name, ending):
    return named(HttpResponse(content, content_type=KINDS[ending]), name, ending)


def named(response, name, ending):
    """A download under a safe name."""
    safe = re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-")[:100] or "hallway"
    response["Content-Disposition"] = f'attachment; filename="{safe}.{ending}"'
    return response


# --- lists ---------------------------------------------------------------------------------------------


class Column(fields.Field):
    """A value of the row, under the heading people read; `said` puts it, or several, into words."""

    def __init__(self, heading, *names, said=None):
        super().__init__(attribute=names[0], column_name=heading, readonly=True)
        self.names, self.said = names, said


class ListResource(resources.ModelResource):
    @staticmethod
    def with_columns(rows):
        """The rows with what the columns need beyond the model's own values."""
        return rows

    def batches(self, rows):
        """Lists of rows, each a list of cells in the order of the headings."""
        columns = self.get_export_fields()
        names = list(dict.fromkeys(name for column in columns for name in column.names))
        places = [[names.index(name) for name in column.names] for column in columns]
        said = [(number, column.said) for number, column in enumerate(columns) if column.said]
        for batch in paging.batches(self.with_columns(rows), names):
            yield [cells(row, places, said) for row in batch]


def cells(row, places, said):
    found = [row[place[0]] for place in places]
    for number, words in said:
        found[number] = words(*[row[place] for place in places[number]])
    return found


def exported(resource, rows, *, name, ending):
    """The rows of this queryset as CSV or XLSX, in its order."""
    if ending not in ("csv", "xlsx"):
        raise Http404
    return table_response(resource.get_export_headers(), resource.batches(rows), name=name, ending=ending)
