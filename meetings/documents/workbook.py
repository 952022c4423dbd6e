"""The workbook: a booklet for one member with the pages of all meetings."""

from ..agenda_times import AgendaTimes
from .agendas import blocks_to_scale
from .header import (
    footer_text,
    header_context,
    load_meetings,
    meetings_in_order,
    next_meeting_day,
    strip_items_before_start,
)

#: The most inches of a page that the blocks of one day may take.
BOOKLET_DAY_INCHES = 4.2


def workbook(cohort, person=None, *, code_of):
    """Context of one person's workbook; without a person the cover has a line to write a name on.

    code_of: a function of a meeting that returns the QR code and the address of its evaluation.
    """
    load_meetings(cohort)
    spreads = [meeting_spread(meeting, code_of(meeting)) for meeting in meetings_in_order(cohort)]
    return {
        "cohort": cohort,
        "person": person,
        "where": str(cohort.name),
        "footer": footer_text(cohort),
        "strip": strip_items_before_start(cohort),
        "agreements": cohort.agreements.in_force(),
        "meetings": spreads,
        "one_place": shared_address(spreads),
        "asks_director": cohort.guidebook.asks_director,
        "guidebook": cohort.guidebook,
        "profile_questions": list(cohort.guidebook.profile_questions.all()),
        "standards": standards_by_group(cohort.network),
        "principles": cohort.network.principles.order_by("number"),
    }


def shared_address(spreads):
    """The address that all meetings have, to print it once on the cover; empty when they differ."""
    addresses = {spread["place"] for spread in spreads}
    return addresses.pop() if len(addresses) == 1 else ""


def meeting_spread(meeting, code):
    """Context of two facing pages: the agenda on the left, space for notes on the right."""
    return header_context(meeting) | {
        "blocks": blocks_to_scale(AgendaTimes(meeting), BOOKLET_DAY_INCHES),
        "before": meeting.before_work,
        "after": meeting.between_task,
        "after_by": next_meeting_day(meeting),
        "code": code,
    }


def standards_by_group(network):
    """Two lists of the network's quality standards: point of service, and programmatic."""
    standards = list(network.standards.order_by("number"))
    return [
        [s for s in standards if s.group == group] for group in ["point_of_service", "programmatic"]
    ]
