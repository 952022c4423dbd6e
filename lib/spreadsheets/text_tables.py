"""Tables as text: CSV files, and rows that were copied from a spreadsheet."""

import csv
import io

from .data import MAX_CELLS, MAX_COLUMNS, Spreadsheet, Table, UnreadableFile, column_letter
from .letters import decode_with_notes

DELIMITERS = [",", ";", "\t", "|"]
#: Lines that are looked at to find the delimiter.
LINES_TRIED = 10


def read_csv(content, encoding):
    """The Spreadsheet of these bytes; its one sheet has no title. Raises UnreadableFile."""
    text, notes = decode_with_notes(content, encoding)
    return read_delimited(text, notes)


def read_delimited(text, notes=()):
    """Rows of text between tabs, commas, semicolons or vertical lines."""
    text, delimiter = find_delimiter(text.removeprefix("\ufeff"))
    sheet, widest, cells = Table(), 0, 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            widest, cells = max(widest, len(row)), cells + min(len(row), MAX_COLUMNS)
            if cells > MAX_CELLS:
                raise UnreadableFile(
                    f"The file has more than {MAX_CELLS:,} cells. Send only the rows and columns "
                    "you need."
                )
            sheet.add(number, [clean_text(value) for value in row[:MAX_COLUMNS]])
    except csv.Error as error:
        raise UnreadableFile(
            f"Line {reader.line_num} cannot be read: a quotation mark is missing or a cell "
            "is far too long."
        ) from error
    if widest > MAX_COLUMNS:
        sheet.notes.append(columns_not_read())
    return Spreadsheet([sheet], list(notes))


def columns_not_read():
    return f"Columns after {column_letter(MAX_COLUMNS - 1)} were not read."


def clean_text(value):
    return value.replace("\xa0", " ").strip()


def find_delimiter(text):
    """(text, delimiter): whichever divides most of the first lines; of several, the most frequent.

    A first line such as sep=; is an order to Excel and no row.
    """
    first, _line_end, rest = text.partition("\n")
    order = first.strip().strip('"').lower()
    if order.startswith("sep=") and order[4:] in DELIMITERS:
        return rest, order[4:]
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:LINES_TRIED]

    def weight(delimiter):
        counts = [line.count(delimiter) for line in lines]
        return sum(map(bool, counts)), sum(counts)

    return text, max(DELIMITERS, key=weight)
