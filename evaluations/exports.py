"""Results as JSON and as CSV: the same cells as the page, protected ones empty."""

from django.http import JsonResponse

from cop_site.lib.exports import csv_bytes, file_response

HEAD = ["part", "meeting", "attended", "responses", "question", "measure", "count", "of", "percent", "rule", "release"]


def as_json(results):
    return JsonResponse(results.as_json())


def as_csv(results, name):
    return file_response(csv_bytes(HEAD, rows_of(results)), name=name, ending="csv")


def rows_of(results):
    for meeting in results.meetings:
        start = [meeting.spot.part, meeting.spot.meeting]
        start += [meeting.tally.attended, meeting.tally.respondents] if meeting.is_shown else [None, None]
        for row in meeting.sentences:
            yield start + [row.code, "agreed", *cells(row.figure and row.figure.receipt)]
        for row in meeting.pairs:
            yield from ([*start, row.code, measure, *cells(receipt)] for measure, receipt in measures(row.figure))


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
