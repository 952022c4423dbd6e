"""Figures from somebody else's publication: stored as printed, checked by arithmetic,
never corrected.
"""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy

from guidebooks.models import Question

from ..models import PublishedFigure
from .published_check import check_row

LEVEL_NAMES = [gettext_lazy("Low"), gettext_lazy("Medium"), gettext_lazy("High")]
#: Printed sentences that the start page quotes: (part, meeting in it, code of the question).
QUOTED = [(1, 1, "teambuilding"), (1, 2, "resources")]


def load_published(data, network):
    """Add the printed rows that are not stored yet and return their number;
    a stored row is never changed.

    `data`: {"source": {"title"}, "meetings": [{"part", "meeting", "participants", "agreement":
    {code: percentage}, "before_after": {code: {"before": [3 percentages], "after": [3]}}}]}.
    """
    rows = [row for meeting in data["meetings"] for row in printed_rows(meeting)]
    return sum(load_row(row, data["source"]["title"], network) for row in rows)


def printed_rows(meeting):
    """(meeting, question code, kind of row, percentages) of every row printed of one meeting."""
    for code, share in meeting["agreement"].items():
        yield meeting, code, PublishedFigure.Row.AGREED, [share]
    for code, table in meeting["before_after"].items():
        yield meeting, code, PublishedFigure.Row.BEFORE, table["before"]
        yield meeting, code, PublishedFigure.Row.AFTER, table["after"]


def load_row(row, source, network):
    """Store one row with its check; returns whether it is new."""
    meeting, code, kind, percents = row
    _, is_new = PublishedFigure.objects.get_or_create(
        network=network,
        source=source,
        part=meeting["part"],
        meeting=meeting["meeting"],
        code=code,
        row=kind,
        defaults=checked_columns(percents, meeting["participants"]),
    )
    return is_new


def checked_columns(percents, participants):
    """{column: value} of a row with its check."""
    check = check_row(percents, participants)
    return {
        "participants": participants,
        "percents": percents,
        "is_possible": check.is_possible,
        "checked_sum": check.total,
        "repairs": check.corrections_as_json(),
    }


@dataclass(frozen=True)
class PrintedRow:
    """One row of the page. `corrections`: as from `correction_texts`. `counted`: the shares of the
    same row as counted here, or None.
    """

    text: str
    figure: PublishedFigure
    corrections: list
    counted: list | None

    @property
    def is_same(self):
        """Whether what was counted here prints as the row does."""
        shares = self.counted or []
        exact = all(share.relation == "exactly" for share in shares)
        return exact and [share.percent for share in shares] == self.figure.percents


@dataclass(frozen=True)
class PrintedMeeting:
    """`number` counts through over the parts. `agreed`: rows of sentences; `rated`: (question,
    its rows, before and now).
    """

    number: int
    participants: int
    agreed: list[PrintedRow]
    rated: list[tuple[str, list[PrintedRow]]]


def printed_meetings(figures, results=None):
    """[PrintedMeeting] of PublishedFigures.

    `results`: what the reader may compare with, or None.
    """
    texts = {question.code: question.text for question in Question.objects.order_by("version")}
    in_order = sorted(figures, key=page_order)
    groups = groupby(in_order, key=lambda figure: (figure.source, figure.part, figure.meeting))
    meetings = {key: list(group) for key, group in groups}
    for (source, part, number), group in meetings.items():
        rows = [printed_row(figure, texts, results) for figure in group]
        yield printed_meeting(number + meetings_before(meetings, source, part), rows)


def printed_meeting(number, rows):
    """The PrintedMeeting of its PrintedRows, which are in the order of the page."""
    agreed = [row for row in rows if row.figure.row == PublishedFigure.Row.AGREED]
    pairs = groupby((row for row in rows if row not in agreed), key=lambda row: row.text)
    rated = [(text, list(both)) for text, both in pairs]
    return PrintedMeeting(number, rows[0].figure.participants, agreed, rated)


def quoted_figures(network_id):
    """(number of the meeting, PrintedRow) of what the start page quotes of this network."""
    figures = PublishedFigure.objects.filter(network=network_id)
    for meeting in printed_meetings(figures):
        for row in meeting.agreed:
            if (row.figure.part, row.figure.meeting, row.figure.code) in QUOTED:
                yield meeting.number, row


def printed_row(figure, texts, results):
    text = texts.get(figure.code, figure.code)
    return PrintedRow(text, figure, correction_texts(figure), counted_shares(figure, results))


def meetings_before(meetings, source, part):
    """How many meetings the parts before this one have. meetings: keyed by source, part, number."""
    numbers: dict[int, int] = {}
    for own_source, earlier, number in meetings:
        if own_source == source and earlier < part:
            numbers[earlier] = max(number, numbers.get(earlier, 0))
    return sum(numbers.values())


def page_order(figure):
    """Before stands above now."""
    is_before = figure.row == PublishedFigure.Row.BEFORE
    return figure.source, figure.part, figure.meeting, figure.code, not is_before, figure.row


def correction_texts(figure):
    """[(level, printed percentage, percentage that would make the row possible)]"""
    return [(LEVEL_NAMES[one["place"]], one["printed"], one["percent"]) for one in figure.repairs]


def counted_shares(figure, results):
    """The shares of the same row as counted here, or None."""
    meeting = results and results.at(figure.part, figure.meeting)
    if not meeting:
        return None
    by_code = {shown.code: shown.figure for shown in [*meeting.agreement_items, *meeting.pairs]}
    found = by_code.get(figure.code)
    if not found:
        return None
    if figure.row == PublishedFigure.Row.AGREED:
        return [found.receipt.share]
    return [receipt.share for receipt in found.level_receipts(figure.row)]


def impossible_rows(network):
    """[(number of the meeting, PublishedFigure)] of rows that no group of any size rounds to."""
    figures = list(network.published_figures.all())
    meetings = {(figure.source, figure.part, figure.meeting) for figure in figures}
    return [
        (figure.meeting + meetings_before(meetings, figure.source, figure.part), figure)
        for figure in figures
        if not figure.is_possible
    ]
