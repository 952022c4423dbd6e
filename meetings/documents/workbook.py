"""The personal workbook: one booklet for all meetings, with the name of its owner on the cover."""

from ..agenda_timing import AgendaTimes
from .agendas import blocks_to_scale, next_day
from .header import doors_before, foot_of, head_of

#: Inches of a page that the day may fill, beside the mirrored margins.
DAY_IN_BOOKLET = 4.2


def workbook(cohort, person=None, *, code_of):
    """The pages of one person's workbook; without a person, the name is a line to write on.

    code_of: a function from a meeting to the QR code and address of its evaluation.
    """
    meetings = list(cohort.meetings.in_order().select_related("planned", "part"))
    for meeting in meetings:
        meeting.cohort = cohort
    spreads = [spread_of(meeting, code_of(meeting)) for meeting in meetings]
    return {
        "cohort": cohort,
        "person": person,
        "where": str(cohort),
        "foot": foot_of(cohort),
        "doors": doors_before(cohort),
        "agreements": cohort.agreements.in_force(),
        "meetings": spreads,
        "one_place": only_place(spreads),
        "asks_director": any(part.asks_sign_off for part in cohort.guidebook.parts.all()),
        "guidebook": cohort.guidebook,
        "standards": standards_by_group(cohort.network),
        "principles": cohort.network.principles.order_by("number"),
    }


def only_place(spreads):
    """The place all meetings share, said once on the cover; empty when they differ."""
    places = {spread["place"] for spread in spreads}
    return places.pop() if len(places) == 1 else ""


def spread_of(meeting, code):
    """A left page with the agenda, a right page to write on."""
    return head_of(meeting) | {
        "blocks": blocks_to_scale(AgendaTimes(meeting), DAY_IN_BOOKLET),
        "before": meeting.before_work,
        "after": meeting.between_task,
        "after_by": next_day(meeting),
        "code": code,
    }


def standards_by_group(network):
    standards = list(network.standards.order_by("number"))
    return [[s for s in standards if s.group == group] for group in ["point_of_service", "programmatic"]]
