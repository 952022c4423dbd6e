"""What a draft of a roster import holds, read again for each of its pages."""

from dataclasses import dataclass

from lib.spreadsheets.data import Spreadsheet, UnreadableFile

from .check_roster import check_roster
from .headings import Headings, choose_table, find_headings, headings_at, matched_by_hand
from .people_rows import parse_people

#: A table needs so many columns.
FEWEST_COLUMNS = 2


@dataclass
class ReadDraft:
    """The sheet that is read, with its headings. others: titles of the sheets that are not."""

    book: Spreadsheet
    index: int
    headings: Headings
    others: list

    @property
    def table(self):
        return self.book.sheets[self.index]

    def people(self):
        """The PeopleRows, with the notes of the whole file. Raises UnreadableFile."""
        rows = parse_people(self.table, self.headings)
        notes = list(self.book.notes)
        if self.others:
            titles = ", ".join(f"“{title}”" for title in self.others)
            notes.append(f"“{self.table.title}” was read. Not read: {titles}.")
        rows.notes = notes + rows.notes
        return rows


def read_draft(sheets, match):
    """The ReadDraft. sheets, match: as RosterImport keeps them. Raises UnreadableFile."""
    book = Spreadsheet.from_json(sheets)
    if not match:
        index, headings = choose_table(book.sheets)
    else:
        index = match["sheet"]
        headings = read_match(book.sheets[index], match)
    if headings.trouble and len(headings.seen) < FEWEST_COLUMNS:
        raise UnreadableFile(headings.trouble)
    others = [s.title for at, s in enumerate(book.sheets) if at != index and s.rows]
    return ReadDraft(book, index, headings, others)


def read_match(sheet, match):
    if "row" in match:
        return headings_at(sheet, match["row"])
    if "columns" not in match:
        return find_headings(sheet)
    columns = {int(index): column for index, column in match["columns"].items()}
    return matched_by_hand(sheet, match["first"], match["last"], columns)


def check_draft(draft):
    """The RosterCheck of a RosterImport that is not read in yet."""
    answers = {(row, about): choice for row, about, choice in draft.answers}
    people = read_draft(draft.sheets, draft.match).people()
    return check_roster(draft.cohort, people, answers)


def pasted_text(sheets):
    """Rows that were pasted, as a spreadsheet would copy them."""
    rows = Spreadsheet.from_json(sheets).sheets[0].rows
    return "\n".join("\t".join(map(as_pasted, cells)) for _number, cells in rows)


def as_pasted(cell):
    if not isinstance(cell, str):
        return ""
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set('\t\n"') else cell
