"""Results as JSON and as CSV: the same cells as on the page, hidden ones empty.

Where totals are not exact, counts are empty and the CSV has one more column, `relation`, which says
how a percentage is meant: exactly, at_most, at_least or about.
"""

from django.http import JsonResponse

from lib.exports import csv_bytes, file_response

COLUMNS = [
    "part",
    "meeting",
    "attended",
    "responses",
    "question",
    "measure",
    "count",
    "of",
    "percent",
    "rule",
    "release",
]


def export_response(results, ending, *, name):
    """The results as a file.

    `ending`: "json" or "csv"; `name`: the CSV's file name without ending.
    """
    return {"json": json_response, "csv": csv_response}[ending](results, name)


def json_response(results, _name):
    return JsonResponse(results.as_json())


def csv_response(results, name):
    columns = COLUMNS if results.is_exact else [*COLUMNS, "relation"]
    return file_response(csv_bytes(columns, csv_rows(results)), name=name, ending="csv")


def csv_rows(results):
    for meeting in results.meetings:
        start = [meeting.slot.part, meeting.slot.meeting]
        start += (
            [meeting.counts.attended, meeting.counts.respondents]
            if meeting.is_shown
            else [None, None]
        )
        for code, measure, receipt in measures_of_meeting(meeting):
            relation = [] if results.is_exact else [receipt and receipt.share.relation]
            yield [*start, code, measure, *receipt_cells(receipt), *relation]


def measures_of_meeting(meeting):
    """(question code, measure, Receipt or None where hidden) of every question and measure
    of a meeting.
    """
    for shown in meeting.agreement_items:
        yield shown.code, "agreed", shown.figure and shown.figure.receipt
    for shown in meeting.pairs:
        yield from (
            (shown.code, measure, receipt) for measure, receipt in measures_of_pair(shown.figure)
        )


def measures_of_pair(figure):
    """(measure, Receipt or None) of every count of a before-and-now question."""
    for time in ["before", "after"]:
        receipts = figure.level_receipts(time) if figure else [None] * 3
        yield from zip([f"{time} low", f"{time} medium", f"{time} high"], receipts, strict=True)
    for rule in ["moved_up", "same", "moved_down"]:
        yield rule.replace("_", " "), figure and figure.receipt(rule)


def receipt_cells(receipt):
    if receipt is None:
        return [None] * 5
    releases = " ".join(receipt.source.releases)
    return [receipt.numerator, receipt.denominator, receipt.percent, receipt.rule, releases]
