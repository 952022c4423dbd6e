"""Tables as text: CSV files, and rows that were copied from a spreadsheet."""

import csv
import io

from .data import (
    MAX_CELLS,
    MAX_COLUMNS,
    SEND_LESS,
    Spreadsheet,
    Table,
    UnreadableFile,
    column_letter,
)
from .letters import decode_with_notes

DELIMITERS = [",", ";", "\t", "|"]
#: Lines that are looked at to find the delimiter.
LINES_TRIED = 10
BROKEN_LINE = "a quotation mark is missing or a cell is far too long."


def read_csv(content, encoding):
    """The Spreadsheet of these bytes; its one sheet has no title. Raises UnreadableFile."""
    text, notes = decode_with_notes(content, encoding)
    return read_delimited(text, notes)


def read_delimited(text, notes=()):
    """Rows of text between tabs, commas, semicolons or vertical lines."""
    text, delimiter = find_delimiter(text.removeprefix("\ufeff"))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        table = read_rows(reader)
    except csv.Error as error:
        message = f"Line {reader.line_num} cannot be read: {BROKEN_LINE}"
        raise UnreadableFile(message) from error
    return Spreadsheet([table], list(notes))


def read_rows(reader):
    """The Table of these rows. Raises UnreadableFile for more than MAX_CELLS."""
    table, widest, cells = Table(), 0, 0
    for number, row in enumerate(reader, 1):
        widest, cells = max(widest, len(row)), cells + min(len(row), MAX_COLUMNS)
        if cells > MAX_CELLS:
            raise UnreadableFile(f"The file has more than {MAX_CELLS:,} cells. {SEND_LESS}")
        table.add(number, [clean_text(value) for value in row[:MAX_COLUMNS]])
    if widest > MAX_COLUMNS:
        table.notes.append(columns_not_read())
    return table


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
    return text, max(DELIMITERS, key=lambda delimiter: frequency(delimiter, lines))


def frequency(delimiter, lines):
    """(in how many of the lines it stands, how often in all)"""
    counts = [line.count(delimiter) for line in lines]
    return sum(map(bool, counts)), sum(counts)
