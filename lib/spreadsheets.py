"""Reads uploaded tables (CSV or XLSX) within limits;
every error message says what to do instead.
"""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl import load_workbook

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS, MAX_COLUMNS = 2000, 60
MAX_UNPACKED_BYTES = 20 * 1024 * 1024
MAX_VALUE_LENGTH = 2000
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
ENCODINGS = {
    "": "Automatic",
    "utf-8": "UTF-8",
    "cp1252": "Windows (Western European)",
    "mac_roman": "Old Macintosh",
}
SAVE_AS = "Save it as an Excel workbook (.xlsx) or as CSV and choose that file."


class UnreadableFile(ValueError):
    """The file cannot be read; the message says why and what to do."""


@dataclass
class SpreadsheetData:
    """rows: (number of the row in the file, its cells: str or CellError).

    notes: sentences about the whole file.
    """

    rows: list = field(default_factory=list)
    notes: list = field(default_factory=list)


@dataclass(frozen=True)
class CellError:
    """A cell without a usable value; `words` says what it holds instead."""

    words: str


def read_spreadsheet(upload, *, encoding=""):
    """The SpreadsheetData of an uploaded file. encoding: of CSV, "" to guess it.

    Raises UnreadableFile.
    """
    if upload.size > MAX_BYTES:
        raise UnreadableFile(
            "The file is larger than 2 MB. Send only the rows and columns you need."
        )
    content = upload.read(MAX_BYTES + 1)
    if not content.strip():
        raise UnreadableFile("The file is empty.")
    reject_other_formats(content)
    return read_xlsx(content) if content.startswith(ZIP) else read_csv(content, encoding)


def read_pasted(text):
    """The SpreadsheetData of rows that were copied from a spreadsheet (between tabs) or of the text
    of a CSV file.

    Raises UnreadableFile.
    """
    if len(text.encode()) > MAX_BYTES:
        raise UnreadableFile("This is more than 2 MB. Paste only the rows and columns you need.")
    return read_delimited(text)


def reject_other_formats(content):
    start = content[:2048].lstrip().lower()
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableFile(
                "The file is protected by a password. Save it without one and choose it again."
            )
        raise UnreadableFile(f"This is an old Excel file (.xls). {SAVE_AS}")
    if start.startswith(b"%pdf"):
        raise UnreadableFile(f"This is a PDF. {SAVE_AS}")
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"{\\rtf")):
        raise UnreadableFile(f"This is a web page or a text document, not a table. {SAVE_AS}")


def read_xlsx(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            reject_unsafe_archive(archive)
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            return read_rows(book)
        finally:
            book.close()
    except UnreadableFile:
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
    if "xl/vbaProject.bin" in names:
        raise UnreadableFile(f"This workbook holds macros (.xlsm). {SAVE_AS}")
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(f"This is not an Excel workbook. {SAVE_AS}")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile(
            "The file is protected by a password. Save it without one and choose it again."
        )
    if len(members) > 500 or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise UnreadableFile(
            "The workbook unpacks to more than 20 MB. Send only the rows and columns you need."
        )
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
    return b"<!" in xml.replace(b"<!--", b"").replace(b"\x00", b"")


def read_rows(book):
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        raise UnreadableFile("The workbook has no visible sheet.")
    result = SpreadsheetData()
    if len(book.worksheets) > 1:
        result.notes.append(
            f"The workbook has {len(book.worksheets)} sheets. Only “{shown[0].title}” was read."
        )
    shown[0].reset_dimensions()
    for row in shown[0].iter_rows(max_col=MAX_COLUMNS):
        add_row(
            result,
            row[0].row if row and getattr(row[0], "row", None) else None,
            [cell_text(cell) for cell in row],
        )
    return result


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
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    return str(value).replace("\xa0", " ").strip()


def add_row(sheet, number, values):
    """Append a row unless it is empty.

    number: of the row in the file; None for the one after the last.
    """
    number = number or (sheet.rows[-1][0] if sheet.rows else 0) + 1
    if not any(values):
        return
    if len(sheet.rows) >= MAX_ROWS + 10:
        raise UnreadableFile(f"The file has more than {MAX_ROWS} rows. Send it in parts.")
    sheet.rows.append((number, [check_length(value) for value in values]))


def check_length(value):
    if isinstance(value, str) and len(value) > MAX_VALUE_LENGTH:
        return CellError(f"the text has {len(value)} characters; at most {MAX_VALUE_LENGTH} fit")
    return value


def read_csv(content, encoding):
    text, note = decode_with_note(content, encoding)
    if "\x00" in text:
        raise UnreadableFile(f"The file holds signs that are not text. {SAVE_AS}")
    return read_delimited(text, [note] if note else [])


def read_delimited(text, notes=()):
    """Rows of text between tabs, commas or semicolons."""
    result = SpreadsheetData(notes=list(notes))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        for row in reader:
            add_row(result, reader.line_num, [as_text(value) for value in row[:MAX_COLUMNS]])
    except csv.Error as error:
        raise UnreadableFile(
            f"Line {reader.line_num} cannot be read: a quotation mark is missing or a cell "
            "is far too long."
        ) from error
    return result


def decode_with_note(content, encoding):
    """(text, note).

    Without an encoding and a byte order mark, UTF-8 is tried and then Windows-1252, with a note.
    """
    for mark, name in [
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ]:
        if content.startswith(mark):
            return decode(content, name), ""
    if encoding:
        return decode(content, encoding), ""
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        note = (
            "The letters were read as a Windows file. If accents look wrong below, choose another "
            "kind of letters."
        )
        return decode(content, "cp1252"), note


def decode(content, encoding):
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"The letters of this file could not be read. {SAVE_AS}") from error


def delimiter_of(text):
    """Comma, semicolon or tab: whichever is most frequent in the first five lines."""
    start = "\n".join(text.splitlines()[:5])
    return max([",", ";", "\t"], key=start.count)
