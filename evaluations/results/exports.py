"""Results as JSON and as CSV: the same cells as on the page, hidden ones empty.

The CSV counts meetings through over all parts, as pages do; JSON counts them inside their part.
Where totals are not exact, counts are empty and the CSV has one more column, `relation`, which says
how a percentage is meant: exactly, at_most, at_least or about.
"""

from django.http import JsonResponse

from lib.export_formats import Kind
from lib.exports import Column, ExportResource, export_response

from .late_members import late_members


class ResultsResource(ExportResource):
    title = "Results"

    part = Column("part", kind=Kind.NUMBER)
    meeting = Column("meeting", kind=Kind.NUMBER)
    attended = Column("attended", kind=Kind.NUMBER)
    responses = Column("responses", kind=Kind.NUMBER)
    question = Column("question")
    measure = Column("measure")
    count = Column("count", kind=Kind.NUMBER)
    of = Column("of", kind=Kind.NUMBER)
    percent = Column("percent", kind=Kind.NUMBER)
    rule = Column("rule")
    release = Column("release")


class RoundedResultsResource(ResultsResource):
    relation = Column("relation")


class LateResultsResource(ResultsResource):
    """Where somebody joined a group that was closed already, every row says how many."""

    joined_late = Column("joined_late", kind=Kind.NUMBER)


class LateRoundedResultsResource(RoundedResultsResource):
    joined_late = Column("joined_late", kind=Kind.NUMBER)


#: {(totals are exact, somebody joined late): the resource}
RESOURCES = {
    (True, False): ResultsResource,
    (False, False): RoundedResultsResource,
    (True, True): LateResultsResource,
    (False, True): LateRoundedResultsResource,
}


def results_response(results, ending, **about):
    """The results as "json" or as a file ("csv").

    about: arguments of `export_response` that say what the results are about.
    """
    late = late_members(results)
    if ending == "json":
        return JsonResponse(results.as_json() | ({"joined_late": late} if late else {}))
    resource = RESOURCES[results.is_exact, bool(late)]()
    return export_response(resource, list(measure_rows(results)), ending=ending, **about)


def measure_rows(results):
    """A dict of the columns for every measure of every meeting; hidden ones are None."""
    late = late_members(results)
    for meeting in results.meetings:
        counts = meeting.counts if meeting.is_shown else None
        start = {
            "part": meeting.slot.part,
            "meeting": meeting.slot.number,
            "attended": counts and counts.attended,
            "responses": counts and counts.respondents,
            "joined_late": late,
        }
        for code, measure, receipt in measures_of_meeting(meeting):
            yield start | {"question": code, "measure": measure} | receipt_cells(receipt)


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
        return dict.fromkeys(["count", "of", "percent", "rule", "release", "relation"])
    return {
        "count": receipt.numerator,
        "of": receipt.denominator,
        "percent": receipt.percent,
        "rule": receipt.rule,
        "release": " ".join(receipt.source.releases),
        "relation": receipt.share.relation,
    }
