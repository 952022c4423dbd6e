"""What is read from an uploaded table, and the limits within which it is read.

This module and its neighbours that the child process imports know nothing of Django.
"""

from dataclasses import dataclass, field

MAX_BYTES = 2 * 1024 * 1024
MAX_UNPACKED_BYTES = 20 * 1024 * 1024
MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 2000, 60, 100_000
#: Rows that are read beyond MAX_ROWS: titles and headings.
SPARE_ROWS = 15
MAX_VALUE_LENGTH = 2000
#: Characters of all cells together: one text may stand in every cell of a workbook.
MAX_TEXT = 4_000_000
SEND_LESS = "Send only the rows and columns you need."
SAVE_AS = "Save it as an Excel workbook (.xlsx) or as CSV and choose that file."


class UnreadableFile(ValueError):
    """The file cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class CellError:
    """A cell without a usable value; `words` says what it holds instead."""

    words: str


@dataclass
class Table:
    """One table.

    rows: (number of the row in the file, its cells: str or CellError). merged: ranges of cells as
    (first row, first column, last row, last column), columns counted from 0. notes: sentences about
    this sheet.
    """

    title: str = ""
    rows: list = field(default_factory=list)
    merged: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    characters: int = 0

    def add(self, number, values):
        """Append a row unless it is empty. Raises UnreadableFile beyond the limits."""
        while values and not values[-1]:
            values = values[:-1]
        if not values:
            return
        if len(self.rows) >= MAX_ROWS + SPARE_ROWS:
            raise UnreadableFile(f"The file has more than {MAX_ROWS} rows. Send it in parts.")
        cells = [check_length(value) for value in values]
        self.characters += sum(len(value) for value in cells if isinstance(value, str))
        if self.characters > MAX_TEXT:
            raise UnreadableFile(f"The file holds more than 4 million letters. {SEND_LESS}")
        self.rows.append((number, cells))


@dataclass
class Spreadsheet:
    """A file that was read. notes: sentences about the whole file."""

    sheets: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def as_json(self):
        return {
            "notes": self.notes,
            "sheets": [
                {
                    "title": sheet.title,
                    "merged": sheet.merged,
                    "notes": sheet.notes,
                    "rows": [[number, list(map(cell_as_json, row))] for number, row in sheet.rows],
                }
                for sheet in self.sheets
            ],
        }

    @classmethod
    def from_json(cls, data):
        return cls(
            notes=list(data["notes"]),
            sheets=[
                Table(
                    title=sheet["title"],
                    merged=[tuple(area) for area in sheet["merged"]],
                    notes=list(sheet["notes"]),
                    rows=[(number, list(map(cell_of_json, row))) for number, row in sheet["rows"]],
                )
                for sheet in data["sheets"]
            ],
        )


def cell_as_json(cell):
    return [cell.words] if isinstance(cell, CellError) else cell


def cell_of_json(cell):
    return CellError(cell[0]) if isinstance(cell, list) else cell


def check_length(value):
    if isinstance(value, str) and len(value) > MAX_VALUE_LENGTH:
        return CellError(f"the text has {len(value)} characters; at most {MAX_VALUE_LENGTH} fit")
    return value


def column_letter(index):
    """A for 0, Z for 25, AA for 26, as spreadsheets name their columns."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def row_list(numbers):
    """ "row 4" or "rows 4, 6 and 8 more"."""
    numbers = list(numbers)
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    shown = numbers[:10] if len(numbers) <= 11 else numbers[:9]
    rest = len(numbers) - len(shown)
    named = ", ".join(map(str, shown))
    return f"rows {named} and {rest} more" if rest else f"rows {named}"
