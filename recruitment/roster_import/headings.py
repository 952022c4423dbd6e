"""Where in a sheet the headings are, and which column is which."""

from dataclasses import dataclass, field

from lib.spreadsheets.data import UnreadableFile, column_letter

from .roster_columns import COLUMNS, column_named, drop_unseen

#: The headings are searched for in this many rows; a file may begin with a title.
HEADING_ROWS = 15


@dataclass
class Headings:
    """What was found in one sheet.

    first, last: indexes of the first and last row of headings. columns: {column: indexes of its
    cells, of which the first one that is filled counts}. seen: {index: text of the heading}.
    trouble: what is missing or doubtful, as a sentence; then a person has to match the columns.
    """

    first: int = 0
    last: int = 0
    columns: dict = field(default_factory=dict)
    seen: dict = field(default_factory=dict)
    trouble: str = ""

    @property
    def ignored(self):
        """The headings that are not used, in their order."""
        used = {index for indexes in self.columns.values() for index in indexes}
        return [text for index, text in self.seen.items() if index not in used]

    @property
    def width(self):
        return max(self.seen, default=-1) + 1

    def cell_of(self, column, number):
        """Such as B4: the first cell of this column in this row; empty without that column."""
        indexes = self.columns.get(column)
        return f"{column_letter(indexes[0])}{number}" if indexes else ""


def find_headings(sheet):
    """The Headings of a sheet: the rows at its top that name most columns."""
    blocks = [
        read_block(sheet, first, last)
        for first in range(min(HEADING_ROWS, len(sheet.rows)))
        for last in (first, first + 1)
        if last < len(sheet.rows)
    ]
    blocks = [block for block in blocks if block]
    best = max(
        blocks, key=lambda found: (len(found.columns), found.first == found.last), default=None
    )
    if best is None or not is_enough(best):
        return guess(sheet, best)
    settle_twins(sheet, best)
    return best


def read_block(sheet, first, last):
    """The Headings if these rows are the headings; None if they cannot be."""
    texts = block_texts(sheet, first, last)
    if texts is None:
        return None
    found = Headings(first=first, last=last)
    for index, (own, combined) in sorted(texts.items()):
        column = column_named(combined) or column_named(own)
        found.seen[index] = combined if combined and not own else own
        if column:
            found.columns.setdefault(column, []).append(index)
    columns = found.columns
    if "last_name" in columns and "first_name" not in columns and "name" in columns:
        columns["first_name"] = columns.pop("name")
    return found if columns or first == last else None


def block_texts(sheet, first, last):
    """{index: (own text, text together with that above)} of one or two rows of headings; None
    where the second row holds values.
    """
    own = texts_of(sheet.rows[last][1])
    if first == last:
        return {index: (text, text) for index, text in own.items()}
    if any("@" in text or text[:1].isdigit() for text in own.values()) or not own:
        return None
    above = spread(sheet, first)
    if not any(column_named(text) for text in own.values()):
        return None
    return {
        index: (own.get(index, ""), " ".join(filter(None, [above.get(index), own.get(index)])))
        for index in sorted({*own, *texts_of(sheet.rows[first][1])})
    }


def texts_of(cells):
    """{index: text} of the cells with text."""
    found = {
        at: drop_unseen(cell).strip() for at, cell in enumerate(cells) if isinstance(cell, str)
    }
    return {index: text for index, text in found.items() if text}


def spread(sheet, row):
    """{index: text} of a row, each text also over the cells that are merged with its own, or, where
    nothing is merged, over the empty cells after it.
    """
    number, cells = sheet.rows[row]
    texts, last = texts_of(cells), {}
    for top, left, _bottom, right in sheet.merged:
        if top == number:
            last[left] = right
    found = {}
    starts = sorted(texts)
    for start, following in zip(starts, [*starts[1:], 60], strict=True):
        end = last.get(start, following - 1 if not sheet.merged else start)
        found |= dict.fromkeys(range(start, min(end, following - 1) + 1), texts[start])
    return found


def is_enough(found):
    """Whether these headings name a person and one thing more."""
    return ("name" in found.columns or "last_name" in found.columns) and len(found.columns) > 1


def guess(sheet, best):
    """The Headings of the fullest row at the top, for a person to go on with."""
    rows = range(min(HEADING_ROWS, len(sheet.rows)))
    fullest = max(rows, key=lambda row: len(texts_of(sheet.rows[row][1])), default=None)
    if fullest is None:
        return Headings(trouble="No headings found: the sheet is empty.")
    found = (
        best
        if best and best.columns
        else Headings(first=fullest, last=fullest, seen=texts_of(sheet.rows[fullest][1]))
    )
    seen = ", ".join(f"“{text[:40]}”" for text in list(found.seen.values())[:20])
    number = sheet.rows[found.last][0]
    found.trouble = f"{missing(found)} Row {number} says {seen}."
    return found


def missing(found):
    if not found.columns:
        return "No headings found that name the columns: at least Name and Email, or Name and Site."
    if "name" in found.columns or "last_name" in found.columns:
        return "Only the heading for the name is known; one more is missing, such as Email or Site."
    return "The heading for the name is missing."


def settle_twins(sheet, found):
    """Of several columns with one meaning, the empty ones and exact copies are dropped, and such
    are read together of which no row has more than one. Else a person has to choose.
    """
    body = [cells for _number, cells in sheet.rows[found.last + 1 :]]
    for column, indexes in found.columns.items():
        values = {at: [value_at(cells, at) for cells in body] for at in indexes}
        kept = [at for at in indexes if any(values[at])] or indexes[:1]
        kept = [
            at
            for place, at in enumerate(kept)
            if values[at] not in [values[other] for other in kept[:place]]
        ]
        rows = zip(*[values[at] for at in kept], strict=True)
        if len(kept) > 1 and any(sum(map(bool, row)) > 1 for row in rows):
            found.trouble = repeated(found, column, kept)
        found.columns[column] = kept


def repeated(found, column, indexes):
    first, second = indexes[:2]
    return (
        f"Column {column_letter(second)} (“{found.seen[second][:40]}”) repeats column "
        f"{column_letter(first)} (“{found.seen[first][:40]}”): both are {COLUMNS[column]}. Each "
        "row holds one person; keep one of the two columns."
    )


def value_at(cells, index):
    return cells[index] if index < len(cells) else ""


def choose_table(sheets):
    """(index of the sheet to read, its Headings): the first one whose headings are known; raises
    UnreadableFile when no sheet has a row.
    """
    filled = [(index, sheet) for index, sheet in enumerate(sheets) if sheet.rows]
    if not filled:
        raise UnreadableFile("The file is empty.")
    found = [(index, find_headings(sheet)) for index, sheet in filled]
    return next((pair for pair in found if not pair[1].trouble), None) or max(
        found, key=lambda pair: len(pair[1].columns)
    )


def headings_at(sheet, row):
    """The Headings where a person says that they end in this row."""
    found = find_headings(sheet)
    if found.last == row:
        return found
    here = read_block(sheet, row, row)
    settle_twins(sheet, here)
    return here


def matched_by_hand(sheet, first, last, columns):
    """The Headings that a person chose. columns: {index: column}."""
    found = Headings(first=first, last=last)
    texts = block_texts(sheet, first, last) or block_texts(sheet, last, last)
    found.seen = {index: own or combined for index, (own, combined) in texts.items()}
    for index, column in columns.items():
        found.columns.setdefault(column, []).append(index)
    return found
