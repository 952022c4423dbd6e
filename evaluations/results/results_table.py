"""The results of several meetings as one table: a row a question, a column a meeting. Its figures
are those of the meetings, none is computed here.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from lib.query import parse_int

from .receipts import share_text


@dataclass(frozen=True)
class Cell:
    """The figure of one question after one meeting. percent: None where there is none; words: why,
    empty where it was not asked or the whole column has none. count: None where the share is
    rounded.
    """

    percent: int | None = None
    share: str = ""
    count: int | None = None
    out_of: int = 0
    words: str = ""


@dataclass
class Row:
    """moved: it compares a person's two ratings; else it is a sentence that people agree with."""

    text: str
    moved: bool
    cells: list[Cell] = field(default_factory=list)

    @property
    def says_something(self):
        return any(cell.percent is not None or cell.words for cell in self.cells)


def table_rows(results):
    """The sentences, then the pairs of ratings, each in the order in which they were first asked;
    without those that no shown meeting asked.
    """
    said: dict[str, Row] = {}
    moved: dict[str, Row] = {}
    for index, meeting in enumerate(results.meetings):
        kinds = [(said, meeting.agreement_items, ""), (moved, meeting.pairs, "moved_up")]
        for rows, figures, rule in kinds:
            for shown in figures:
                row = rows.setdefault(shown.code, empty_row(shown, results, moved=bool(rule)))
                row.cells[index] = figure_cell(shown, meeting, rule, results.threshold)
    return [row for row in [*said.values(), *moved.values()] if row.says_something]


def empty_row(shown, results, *, moved):
    return Row(str(shown.question.text), moved, [Cell() for _meeting in results.meetings])


def figure_cell(shown, meeting, rule, k):
    if not meeting.is_shown:
        return Cell()
    if not shown.figure:
        return Cell(words=_("fewer than %d answers") % k)
    receipt = shown.figure.receipt(rule) if rule else shown.figure.receipt
    return Cell(receipt.percent, share_text(receipt.share), receipt.numerator, receipt.denominator)


def opened_meeting(results, query, *, newest=False):
    """The MeetingResult that ?meeting= opens under the table; else the newest one with figures, if
    that is wanted, or None.
    """
    shown = [meeting for meeting in results.meetings if meeting.is_shown]
    number = parse_int(query.get("meeting", ""), max_digits=3)
    chosen = next((meeting for meeting in shown if meeting.slot.number == number), None)
    return chosen or (shown[-1] if newest and shown else None)


def releases_by_day(results):
    """[(day, [(release, number of the meeting, cohort)])] of all releases behind these results, the
    newest first.
    """
    days: dict[date, list] = {}
    behind = {release.pk for release in results.releases}
    for meeting in results.meetings:
        for cohort, groups in meeting.slot.releases.items():
            for release in (group.release for group in groups if group.release.pk in behind):
                row = (release, meeting.slot.number, results.counts.cohorts[cohort])
                days.setdefault(release.released_at.date(), []).append(row)
    return [(day, sorted(days[day], key=lambda row: row[1])) for day in sorted(days, reverse=True)]
