"""Results in three sentences, from the figures of their table; none is computed here."""

from dataclasses import dataclass

from .results_table import Cell


@dataclass(frozen=True)
class Summary:
    """answers: to how many evaluations there are figures, all meetings together. agreed, moved:
    (the lowest Cell, the highest), None without any. without: meetings that have no figures.
    """

    answers: int
    meetings: int
    agreed: tuple[Cell, Cell] | None
    moved: tuple[Cell, Cell] | None
    without: list


def summary_of(results, rows):
    """The Summary of these Results; rows: of `table_rows`."""
    shown = [meeting for meeting in results.meetings if meeting.is_shown]
    return Summary(
        answers=sum(meeting.counts.respondents for meeting in shown),
        meetings=len(shown),
        agreed=ends([row for row in rows if not row.moved]),
        moved=ends([row for row in rows if row.moved]),
        without=[meeting for meeting in results.meetings if not meeting.is_shown],
    )


def ends(rows):
    """The cells with the lowest and the highest share."""
    cells = [cell for row in rows for cell in row.cells if cell.percent is not None]
    cells.sort(key=lambda cell: cell.percent)
    return (cells[0], cells[-1]) if cells else None
