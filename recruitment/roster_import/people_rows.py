"""The rows below the headings: which of them are people, and what each says in which cell."""

import re
from dataclasses import dataclass, field

from lib.spreadsheets.data import MAX_ROWS, CellError, UnreadableFile, column_letter, row_list
from lib.text import clean_line

from .roster_columns import TITLES, drop_unseen

#: Columns whose merged cells count for every row beside them.
MERGED_DOWN = ["agency", "site", "county", "director_name", "director_email"]
#: How a row begins that is a sum, a title, a signature or a note.
NOT_A_PERSON = re.compile(
    r"(sub ?total|total|totals|grand total|sum|count|average|mean|note|notes|nota|notas|signed"
    r"|signature|firma|prepared by|approved by|reviewed by|last updated|updated|page|region|section"
    r"|group|grupo|cohort|team|table|source|legend|key|confidential|end of list|total general|suma"
    r"|promedio|see also|continued)\b[\s:.#\d/–-]*",
    re.IGNORECASE,
)
#: What stands in a cell that is meant to be empty; a name may be one of these words.
EMPTY = frozenset(
    [
        "n/a",
        "na",
        "n.a.",
        "none",
        "-",
        "--",
        "—",
        "–",
        "?",
        "no",
        "nil",
        "unknown",
        "tbd",
        "ninguno",
    ]
    + ["ninguna", "no tiene", "no email", "x"]
)
SUFFIXES = frozenset(
    [
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "edd",
        "phd",
        "md",
        "ma",
        "ms",
        "med",
        "mba",
        "msw",
        "lcsw",
        "rn",
        "esq",
        "jd",
        "dds",
        "bcba",
        "ed.d",
        "ph.d",
        "m.d",
        "m.a",
        "m.ed",
    ]
)


@dataclass
class PeopleRows:
    """rows: {"number", column: text or CellError, "cells": {column: letters}, "written":
    {column: text before it was turned}, "extra": cells beyond the headings}. notes: sentences.
    """

    rows: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def parse_people(sheet, headings):
    """The PeopleRows of a sheet. Raises UnreadableFile when there are too many."""
    result = PeopleRows(notes=[*sheet.notes, *notes_of_headings(sheet, headings)])
    body = sheet.rows[headings.last + 1 :]
    if len(body) > MAX_ROWS:
        raise UnreadableFile(f"The file has more than {MAX_ROWS} rows. Send it in parts.")
    filled = fill_merged(sheet, headings, body)
    if filled:
        result.notes.append(f"Merged cells count for each row beside them: {row_list(filled)}.")
    passed = [row for row in body if not is_person(row, sheet, headings)]
    result.notes += notes_of_passed(passed)
    result.rows = [read_row(row, headings) for row in body if row not in passed]
    return result


def notes_of_headings(sheet, headings):
    if headings.first == 1:
        yield "1 row above the headings passed over."
    elif headings.first:
        yield f"{headings.first} rows above the headings passed over."
    if headings.ignored:
        yield f"Columns not used: {', '.join(text[:60] for text in headings.ignored)}."
    body = sheet.rows[headings.last + 1 :]
    if bare := [
        column_letter(at)
        for at in range(headings.width)
        if at not in headings.seen and any(at < len(cells) and cells[at] for _n, cells in body)
    ]:
        yield f"Not read, because no heading says what it is: column {', '.join(bare)}."


def fill_merged(sheet, headings, body):
    """Copy the value of cells that are merged over several rows into each; returns the numbers
    of the rows that got one.
    """
    rows, filled = dict(body), set()
    wanted = {at for name in MERGED_DOWN for at in headings.columns.get(name, [])}
    for top, left, bottom, _right in sheet.merged:
        if left not in wanted or top not in rows or left >= len(rows[top]):
            continue
        for number in rows:
            if top < number <= bottom:
                rows[number].extend([""] * (left + 1 - len(rows[number])))
                rows[number][left] = rows[top][left]
                filled.add(number)
    return sorted(filled)


def notes_of_passed(passed):
    """passed: the rows that are not people."""
    for number, cells in passed[:20]:
        text = next(clean_line(str(cell)) for cell in cells if cell)
        yield f"Row {number} (“{text[:60]}”) is not read as a person."
    if len(passed) > 20:
        yield f"Not read as people either: {row_list(number for number, _cells in passed[20:])}."


def is_person(row, sheet, headings):
    """Whether a row is about a person: not the headings once more, nor a sum, title or note."""
    number, cells = row
    filled = {at: cell for at, cell in enumerate(cells) if cell}
    if is_heading_again(filled, headings) or is_banner(number, filled, sheet):
        return False
    first = next(iter(filled.values()))
    if isinstance(first, CellError):
        return True
    address = any(isinstance(cell, str) and "@" in cell for cell in filled.values())
    if NOT_A_PERSON.match(first) and not address:
        word = NOT_A_PERSON.match(first)[0]
        return not (len(filled) == 1 or word == first or only_numbers(list(filled.values())[1:]))
    names = [
        at for name in ("name", "first_name", "last_name") for at in headings.columns.get(name, [])
    ]
    if len(filled) > 1 or address:
        return True
    return any(at in filled for at in names) and not is_sentence(first)


def is_heading_again(filled, headings):
    same = [
        headings.seen.get(at, "").casefold() == str(cell).casefold() for at, cell in filled.items()
    ]
    return all(same)


def is_banner(number, filled, sheet):
    """A single text that is merged over several columns."""
    return len(filled) == 1 and any(
        top == number and right > left for top, left, _bottom, right in sheet.merged
    )


def only_numbers(cells):
    return all(isinstance(cell, str) and re.fullmatch(r"[\d.,%$\s]+", cell) for cell in cells)


def is_sentence(text):
    return len(text.split()) > 6 or text.startswith(("*", "=", "•")) or text.endswith((":", "."))


def read_row(row, headings):
    number, cells = row
    found = {"number": number, "cells": {}, "written": {}, "headings": {}}
    for column, indexes in headings.columns.items():
        at = next((at for at in indexes if at < len(cells) and cells[at]), indexes[0])
        found[column] = clean_cell(column, cells[at] if at < len(cells) else "")
        found["cells"][column] = column_letter(at)
        found["headings"][column] = headings.seen.get(at) or column_letter(at)
    found["extra"] = cells_beyond(headings, cells)
    put_names_together(found)
    for column in TITLES:
        found.setdefault(column, "")
    return found


def cells_beyond(headings, cells):
    """[(letters of the column, text)] of the cells for which there is no heading."""
    return [
        (column_letter(at), str(cell)[:60])
        for at, cell in enumerate(cells)
        if cell and at >= headings.width and isinstance(cell, str)
    ]


def clean_cell(column, cell):
    if isinstance(cell, CellError):
        return cell
    text = clean_line(drop_unseen(cell))
    is_name = column in ("name", "first_name", "last_name")
    return "" if not is_name and text.casefold() in EMPTY else text


def put_names_together(row):
    """One name from two columns, and names such as "Okafor, Vera" turned."""
    for whole, first, last in [
        ("name", "first_name", "last_name"),
        ("director_name", "director_first", "director_last"),
    ]:
        parts = [row.pop(part, "") for part in (first, last)]
        if any(parts):
            place = last if last in row["cells"] else first
            for known in ("cells", "headings"):
                row[known].setdefault(whole, row[known][place])
            wrong = next((part for part in parts if isinstance(part, CellError)), None)
            row[whole] = wrong or row.get(whole) or " ".join(filter(None, parts))
        if isinstance(row.get(whole), str) and (turned := reverse_name(row[whole])) != row[whole]:
            row["written"][whole], row[whole] = row[whole], turned


def reverse_name(name):
    """ "Okafor, Vera" as "Vera Okafor"; "Tess Moon, Ed.D." stays as it is."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 1 or not all(parts) or any("@" in part for part in parts):
        return name
    is_suffix = [is_title(part) for part in parts]
    names = [part for part, title in zip(parts, is_suffix, strict=True) if not title]
    titles = [part for part, title in zip(parts, is_suffix, strict=True) if title]
    if len(names) != 2:
        return name
    turned = f"{names[1]} {names[0]}"
    return f"{turned}, {', '.join(titles)}" if titles else turned


def is_title(part):
    return all(word.strip(".").casefold() in SUFFIXES for word in part.split())
