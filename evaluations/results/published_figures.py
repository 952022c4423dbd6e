"""Figures from somebody else's publication: stored as printed, checked by arithmetic,
never corrected.
"""

from itertools import groupby

from django.utils.translation import gettext_lazy

from guidebooks.models import Question

from ..models import PublishedFigure
from .published_check import check_row

LEVEL_NAMES = [gettext_lazy("Low"), gettext_lazy("Medium"), gettext_lazy("High")]


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
    check = check_row(percents, meeting["participants"])
    _, is_new = PublishedFigure.objects.get_or_create(
        network=network,
        source=source,
        part=meeting["part"],
        meeting=meeting["meeting"],
        code=code,
        row=kind,
        defaults={
            "participants": meeting["participants"],
            "percents": percents,
            "is_possible": check.is_possible,
            "checked_sum": check.total,
            "repairs": check.corrections_as_json(),
        },
    )
    return is_new


def printed_meetings(figures, results=None):
    """[(part, meeting, participants, rows)] of PublishedFigures, for the page.

    A row is (question text, figure, corrections, shares counted here or None). `results`: results
    that the reader may compare with, or None.
    """
    texts = {question.code: question.text for question in Question.objects.order_by("version")}
    in_order = sorted(figures, key=page_order)
    for key, group in groupby(
        in_order, key=lambda figure: (figure.part, figure.meeting, figure.participants)
    ):
        rows = [
            (
                texts.get(figure.code, figure.code),
                figure,
                correction_texts(figure),
                counted_shares(figure, results),
            )
            for figure in group
        ]
        yield *key, rows


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
    """Printed rows that no group of any size rounds to."""
    return network.published_figures.filter(is_possible=False)
