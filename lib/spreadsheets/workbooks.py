"""Excel workbooks: their visible sheets, and in words what of them was not read."""

import io
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.etree.ElementTree import iterparse

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from .data import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_UNPACKED_BYTES,
    SAVE_AS,
    SEND_LESS,
    CellError,
    Spreadsheet,
    Table,
    UnreadableFile,
    column_letter,
    row_list,
)
from .text_tables import clean_text, columns_not_read

#: Limits of what surrounds the cells; no spreadsheet has more rows than LAST_ROW.
PARTS, MERGED_AREAS, ELEMENTS, LAST_ROW = 500, 5000, 500_000, 1_048_576


def read_workbook(content):
    """The Spreadsheet of an .xlsx file. Raises UnreadableFile."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            reject_unsafe_archive(archive)
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            with closing(book):
                return read_tables(book, archive)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # openpyxl raises all kinds of errors for a damaged file
        raise UnreadableFile(
            f"The workbook is damaged. Open it, {SAVE_AS[0].lower()}{SAVE_AS[1:]}"
        ) from error


def reject_unsafe_archive(archive):
    """Raise UnreadableFile for macros, passwords, declared sizes over the limit
    (zip bombs) and XML entities.

    Sizes are checked before anything is unpacked; zipfile never unpacks a member to more
    than its declared size.
    """
    members = archive.infolist()
    names = {member.filename for member in members}
    reject_other_files(members, names)
    unpacked = sum(member.file_size for member in members)
    if len(members) > PARTS or unpacked > MAX_UNPACKED_BYTES or len(names) < len(members):
        raise UnreadableFile(f"The workbook unpacks to more than 20 MB. {SEND_LESS}")
    reject_declarations(archive, members)


def reject_other_files(members, names):
    """names: of the members."""
    if "xl/vbaProject.bin" in names:
        raise UnreadableFile(f"This workbook holds macros (.xlsm). {SAVE_AS}")
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(f"This is not an Excel workbook. {SAVE_AS}")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile(
            "The file is protected by a password. Save it without one and choose it again."
        )


def reject_declarations(archive, members):
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and has_declaration(archive.read(member)):
            raise UnreadableFile(
                "The workbook holds something that does not belong in one."
                f" Open it in Excel and save it again. {SAVE_AS}"
            )


def has_declaration(xml):
    """Whether there is a document type or entity declaration, in any encoding;
    comments are allowed.
    """
    return b"<!" in xml.replace(b"<!--", b"").replace(b"<![CDATA[", b"").replace(b"\x00", b"")


def read_tables(book, archive):
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        raise UnreadableFile("The workbook has no visible sheet.")
    result, left = Spreadsheet(notes=what_is_not_read(hidden, archive)), MAX_CELLS
    for worksheet in shown:
        layout = read_layout(archive, worksheet._worksheet_path, left)
        left -= layout.cells
        result.sheets.append(read_table(worksheet, layout))
    return result


def what_is_not_read(hidden, archive):
    """Sentences for the notes. hidden: titles."""
    notes = [f"Hidden sheets are not read: {quoted(hidden)}."] if hidden else []
    if any("comments" in name for name in archive.namelist()):
        notes.append("Comments on cells are not read.")
    return notes


def quoted(titles):
    return ", ".join(f"“{title}”" for title in titles)


@dataclass
class Layout:
    """What a sheet says beside its values: merged ranges as in Table, and what is hidden."""

    cells: int = 0
    merged: list = field(default_factory=list)
    hidden_rows: set = field(default_factory=set)
    hidden_columns: set = field(default_factory=set)
    is_wide: bool = False
    last_row: int = 0


def read_layout(archive, path, most_cells):
    """The Layout of one sheet. Raises UnreadableFile for more than so many cells."""
    layout = Layout()
    with archive.open(path.lstrip("/")) as xml:
        for number, (_event, element) in enumerate(iterparse(xml)):
            note_element(layout, element.tag.rpartition("}")[2], element.attrib)
            element.clear()
            too_many = layout.cells > most_cells or number > ELEMENTS
            if too_many or len(layout.merged) > MERGED_AREAS or layout.last_row > LAST_ROW:
                raise UnreadableFile(f"The workbook has more than {MAX_CELLS:,} cells. {SEND_LESS}")
    return layout


def note_element(layout, tag, says):
    if tag == "c":
        layout.cells += 1
        layout.is_wide |= is_beyond(says.get("r", "").rstrip("0123456789"))
    elif tag == "row":
        note_row(layout, int(says.get("r", 0)), is_hidden=says.get("hidden") in ("1", "true"))
    elif tag == "col" and says.get("hidden") in ("1", "true"):
        last = min(int(says["max"]), MAX_COLUMNS)
        layout.hidden_columns.update(range(int(says["min"]) - 1, last))
    elif tag == "mergeCell":
        first_column, first_row, last_column, last_row = range_boundaries(says["ref"])
        layout.merged.append((first_row, first_column - 1, last_row, last_column - 1))


def is_beyond(letters):
    """Whether the column of these letters comes after the last one that is read."""
    return len(letters) > 2 or (len(letters) == 2 and letters > "BH")


def note_row(layout, number, *, is_hidden):
    layout.last_row = max(layout.last_row, number)
    if is_hidden:
        layout.hidden_rows.add(number)


def read_table(worksheet, layout):
    sheet, struck = Table(title=worksheet.title, merged=layout.merged), []
    worksheet.reset_dimensions()
    for number, cells in enumerate(worksheet.iter_rows(max_col=MAX_COLUMNS), 1):
        if any(cell.value is not None for cell in cells):
            sheet.add(number, [cell_text(cell) for cell in cells])
            if any(is_struck(cell) for cell in cells):
                struck.append(number)
    add_notes(sheet, layout, struck)
    return sheet


def is_struck(cell):
    return bool(cell.value is not None and getattr(cell, "font", None) and cell.font.strike)


def add_notes(sheet, layout, struck):
    numbers = [number for number, _cells in sheet.rows]
    if hidden := [number for number in numbers if number in layout.hidden_rows]:
        sheet.notes.append(f"Hidden, and read all the same: {row_list(hidden)}.")
    if columns := [index for index in sorted(layout.hidden_columns) if has_values(sheet, index)]:
        letters = ", ".join(map(column_letter, columns))
        sheet.notes.append(f"Hidden, and read all the same: column {letters}.")
    if struck:
        sheet.notes.append(
            f"Formatting is not read: what is struck through in {row_list(struck)} counts as if "
            "it were not."
        )
    if layout.is_wide:
        sheet.notes.append(columns_not_read())


def has_values(sheet, index):
    return any(index < len(cells) and cells[index] for _number, cells in sheet.rows)


def cell_text(cell):
    if cell.data_type == "f":
        return CellError("this is a formula; put its value there")
    if cell.data_type == "e":
        return CellError(f"the cell shows the error {cell.value}")
    return as_text(cell.value)


def as_text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    return clean_text(str(value))
