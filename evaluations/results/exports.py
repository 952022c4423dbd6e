"""Results as JSON and as CSV: the same cells as the page, protected ones empty.

Where totals are not exact, counts are empty and `relation` says how a per cent is meant: exactly, at_most, at_least, about.
"""

from django.http import JsonResponse

from lib.exports import csv_bytes, file_response

HEAD = ["part", "meeting", "attended", "responses", "question", "measure", "count", "of", "percent", "rule", "release"]


def as_json(results):
    return JsonResponse(results.as_json())


def as_csv(results, name):
    head = HEAD if results.is_exact else [*HEAD, "relation"]
    return file_response(csv_bytes(head, rows_of(results)), name=name, ending="csv")


def rows_of(results):
    for meeting in results.meetings:
        start = [meeting.spot.part, meeting.spot.meeting]
        start += [meeting.tally.attended, meeting.tally.respondents] if meeting.is_shown else [None, None]
        for code, measure, receipt in lines_of(meeting):
            yield [*start, code, measure, *cells(receipt), *([] if results.is_exact else [receipt and receipt.share.relation])]


def lines_of(meeting):
    """Every question and measure of a meeting with its receipt, or with None where it is protected."""
    for row in meeting.sentences:
        yield row.code, "agreed", row.figure and row.figure.receipt
    for row in meeting.pairs:
        yield from ((row.code, measure, receipt) for measure, receipt in measures(row.figure))


def measures(figure):
    """Every count of a before-and-now question with its receipt, or with None where it is protected."""
    for time in ["before", "after"]:
        receipts = figure.level_receipts(time) if figure else [None] * 3
        yield from zip([f"{time} low", f"{time} medium", f"{time} high"], receipts, strict=True)
    for rule in ["moved_up", "same", "moved_down"]:
        yield rule.replace("_", " "), figure and figure.receipt(rule)


def cells(receipt):
    if receipt is None:
        return [None] * 5
    return [receipt.numerator, receipt.denominator, receipt.percent, receipt.rule, " ".join(receipt.source.releases)]
