"""Tables as files: what a spreadsheet might run as a formula stays text, what it cannot hold is left out."""

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

#: Signs that begin a formula, with their full-width twins.
BEGINS_A_FORMULA = tuple("=+-@\t\r＝＋－＠")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_000


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
    value = plain(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(BEGINS_A_FORMULA) else value


def csv_bytes(headers, rows):
    """UTF-8 with its mark, so that Excel shows accents."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(header) for header in headers])
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(headers, rows, title="Hallway"):
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    for row in [headers, *rows]:
        sheet.append([cell_of(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell_of(sheet, value):
    cell = WriteOnlyCell(sheet, plain(value))
    if isinstance(cell.value, str):
        cell.data_type = "s"  # openpyxl would make a live formula of text that begins with =
    return cell


def file_response(content, *, name, ending):
    """A download under a safe name."""
    kinds = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    response = HttpResponse(content, content_type=kinds[ending])
    safe = re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-")[:100] or "hallway"
    response["Content-Disposition"] = f'attachment; filename="{safe}.{ending}"'
    return response
