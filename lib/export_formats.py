"""Tables written as CSV and XLSX, as formats of django-import-export.

Text that a spreadsheet would run as a formula is kept as text, and characters it cannot hold are
removed. Rows are written in batches, so memory does not grow with the length of the table.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date
from enum import Enum
from itertools import chain
from tempfile import TemporaryFile

from django.utils import timezone
from import_export.formats.base_formats import Format
from xlsxwriter import Workbook

from .query import parse_int

#: Characters that begin a formula, and their full-width forms.
FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
MAX_CELL_LENGTH = 32_000
#: A spreadsheet keeps no more digits of a number than these.
MAX_NUMBER_DIGITS = 15
#: Widths of columns in characters; longer text is wrapped.
MIN_WIDTH, MAX_WIDTH, FILTER_BUTTON = 8, 40, 3
US_LETTER, MARGIN_INCHES = 1, 0.4


class Kind(Enum):
    """What the cells of a column hold; the value is its number format in XLSX.

    "@" keeps text as text when somebody edits the cell.
    """

    TEXT = "@"
    NUMBER = "General"
    DATE = "yyyy-mm-dd"
    MONEY = "$#,##0.00"


@dataclass(frozen=True)
class Table:
    """title: what the rows are, the name of the worksheet. scope: what they are about, or "".

    batches: lists of rows; a row is a list with a value for each heading.
    """

    title: str
    scope: str
    headings: list[str]
    kinds: list[Kind]
    batches: Iterable[list]


# --- cells ----------------------------------------------------------------------------------------


def text_cell(value):
    # The fast way for nearly every cell: short printable text needs no cleaning
    if type(value) is str and value.isprintable() and len(value) <= MAX_CELL_LENGTH:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return UNPRINTABLE.sub("", str(value))[:MAX_CELL_LENGTH]


def number_cell(value):
    """A number; text that is a whole number as one, and other text unchanged."""
    if not isinstance(value, str):
        return "" if value is None else value
    number = parse_int(value, max_digits=MAX_NUMBER_DIGITS)
    return text_cell(value) if number is None else number


def date_cell(value):
    return "" if value is None else value


CELLS = {
    Kind.TEXT: text_cell,
    Kind.NUMBER: number_cell,
    Kind.DATE: date_cell,
    Kind.MONEY: number_cell,
}


def table_rows(table):
    """Lists of rows with their cells: numbers, dates and text; what is empty is ""."""
    cells = [CELLS[kind] for kind in table.kinds]
    for batch in table.batches:
        yield [[cell(value) for cell, value in zip(cells, row, strict=True)] for row in batch]


# --- CSV ------------------------------------------------------------------------------------------


class CsvFormat(Format):
    """UTF-8 with a byte order mark, which Excel needs."""

    def get_title(self):
        return "CSV"

    def get_extension(self):
        return "csv"

    def get_content_type(self):
        return "text/csv; charset=utf-8"

    def can_export(self):
        return True

    def export_data(self, dataset, **kwargs):
        """The Table as chunks of bytes; headings come before the first query."""
        yield csv_text([dataset.headings]).encode("utf-8-sig")
        for rows in table_rows(dataset):
            yield csv_text(rows).encode()


def csv_text(rows):
    out = io.StringIO()
    csv.writer(out).writerows([list(map(escape_formula, row)) for row in rows])
    return out.getvalue()


def escape_formula(cell):
    """An apostrophe before text that a spreadsheet would run as a formula."""
    return f"'{cell}" if type(cell) is str and cell[:1] in FORMULA_STARTS else cell


# --- XLSX -----------------------------------------------------------------------------------------


class XlsxFormat(Format):
    """A workbook to read, filter and print: import-export's own has neither widths nor formats."""

    def get_title(self):
        return "Excel"

    def get_extension(self):
        return "xlsx"

    def get_content_type(self):
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def can_export(self):
        return True

    def export_data(self, dataset, **kwargs):
        """The Table as a temporary file, open for reading; rows go to the disk one by one."""
        file = TemporaryFile()  # noqa: SIM115 whoever sends it closes it
        with Workbook(file, {"constant_memory": True}) as book:
            book.set_properties(
                {
                    "title": ", ".join(filter(None, [dataset.title, dataset.scope])),
                    "created": timezone.now().astimezone(UTC),
                }
            )
            write_worksheet(book, dataset)
        file.seek(0)
        return file


def write_worksheet(book, table):
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", table.title)[:31])
    bold = book.add_format({"bold": True, "valign": "top"})
    formats = [cell_format(book, kind) for kind in table.kinds]
    widths = [len(heading) + FILTER_BUTTON for heading in table.headings]
    write_headings(sheet, table.headings, bold)
    number = 0
    for number, row in enumerate(chain.from_iterable(table_rows(table)), start=1):
        for column, cell in enumerate(row):
            if cell != "":
                write_cell(sheet, number, column, cell, formats[column])
                widths[column] = max(widths[column], cell_width(cell, table.kinds[column]))
    set_widths(sheet, widths)
    prepare_to_read(sheet, number, len(table.headings) - 1)


def write_headings(sheet, headings, bold):
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)


def cell_format(book, kind):
    return book.add_format(
        {"num_format": kind.value, "valign": "top", "text_wrap": kind is Kind.TEXT}
    )


def write_cell(sheet, row, column, cell, cell_format):
    """Write by type: xlsxwriter's own guessing would turn some texts into formulas or links."""
    if isinstance(cell, str):
        sheet.write_string(row, column, cell.replace("\r\n", "\n"), cell_format)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, cell_format)
    else:
        sheet.write_number(row, column, cell, cell_format)


def cell_width(cell, kind):
    """The characters of the longest line as it is shown."""
    if isinstance(cell, str):
        return max(map(len, cell.split("\n"))) if "\n" in cell else len(cell)
    return len(f"${cell:,.2f}" if kind is Kind.MONEY else str(cell))


def set_widths(sheet, widths):
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 1, MIN_WIDTH), MAX_WIDTH))


def prepare_to_read(sheet, last_row, last_column):
    """Headings that stay and filter, and pages to print: across, all columns on one page."""
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last_row, last_column)
    sheet.set_landscape()
    sheet.set_paper(US_LETTER)
    sheet.set_margins(left=MARGIN_INCHES, right=MARGIN_INCHES)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


FORMATS: dict[str, type[CsvFormat | XlsxFormat]] = {"csv": CsvFormat, "xlsx": XlsxFormat}
