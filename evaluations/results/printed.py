"""Totals that somebody printed elsewhere: kept as printed, checked by arithmetic, never repaired (decision 19)."""

from itertools import groupby

from django.utils.translation import gettext_lazy

from guidebooks.models import Question

from ..models import PublishedFigure
from .printed_check import check_row

LEVEL_NAMES = [gettext_lazy("Low"), gettext_lazy("Medium"), gettext_lazy("High")]


def load_published(data, network):
    """Add the printed rows that are not there yet; a row that exists is never changed. Returns how many were added."""
    rows = [row for meeting in data["meetings"] for row in rows_of(meeting)]
    return sum(load_row(row, data["source"]["title"], network) for row in rows)


def rows_of(meeting):
    """(place, code, row, percents) of one printed meeting."""
    for code, share in meeting["agreement"].items():
        yield meeting, code, PublishedFigure.Row.AGREED, [share]
    for code, table in meeting["before_after"].items():
        yield meeting, code, PublishedFigure.Row.BEFORE, table["before"]
        yield meeting, code, PublishedFigure.Row.AFTER, table["after"]


def load_row(row, source, network):
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
            "repairs": check.repairs_as_json(),
        },
    )
    return is_new


def printed_meetings(figures, results=None):
    """[(part, meeting, participants, rows)], each row with what is counted here beside it, if `results` may be shown."""
    texts = {question.code: question.text for question in Question.objects.order_by("version")}
    ordered = sorted(figures, key=lambda figure: (figure.source, figure.part, figure.meeting, figure.code, figure.row != "before", figure.row))
    for key, group in groupby(ordered, key=lambda figure: (figure.part, figure.meeting, figure.participants)):
        yield *key, [(texts.get(figure.code, figure.code), figure, repairs_in_words(figure), counted(figure, results)) for figure in group]


def repairs_in_words(figure):
    """[(level, per cent that would make the row possible)]"""
    return [(LEVEL_NAMES[repair["place"]], repair["printed"], repair["percent"]) for repair in figure.repairs]


def counted(figure, results):
    """The shares of the same row counted here, or None."""
    meeting = results and results.at(figure.part, figure.meeting)
    if not meeting:
        return None
    rows = {shown.code: shown.figure for shown in [*meeting.sentences, *meeting.pairs]}
    found = rows.get(figure.code)
    if not found:
        return None
    if figure.row == PublishedFigure.Row.AGREED:
        return [found.receipt.share]
    return [slip.share for slip in found.level_receipts(figure.row)]


def impossible_rows(network):
    """Printed rows that no group of any size rounds to."""
    return network.published_figures.filter(is_possible=False)
