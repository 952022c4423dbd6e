"""What a director's page shows: the terms of the part, and the answers given so far."""

from cohorts.pages.people_to_call import people_of_recruitment
from meetings.time_commitment import time_commitment, total_hours

from ..endorsement_terms import moved_meetings, signed_dates
from .public_part import later_parts

MOST_NAMES = 6


def endorsement_context(link, endorsements, open_now, terms):
    """The template's context.

    endorsements: all that the link asks for, each with `may_change`. open_now: those with fields on
    the form. terms: what is to be signed now, as from `build_terms`.
    """
    application = link.application
    cohort, part = application.cohort, application.part
    meetings = list(cohort.meetings.taking_place().filter(part=part.pk).in_order())
    sessions = list(cohort.director_sessions.filter(part=part.pk).order_by("position"))
    answered = [endorsement for endorsement in endorsements if endorsement.state != "waiting"]
    for endorsement in answered:
        add_answer(endorsement, terms)
        endorsement.may_change = endorsement.may_change and endorsement not in open_now
    return {
        "link": link,
        "open_now": open_now,
        "answered": [endorsement for endorsement in answered if endorsement not in open_now],
        "is_change": any(endorsement.state != "waiting" for endorsement in open_now),
        "are_seated": all(asked.application.membership_id for asked in open_now or endorsements),
        "may_forward": any(endorsement.state == "waiting" for endorsement in endorsements),
        "director": endorsements[0].supervisor_name,
        "names": names_of(open_now),
        "asked": terms,
        "part": application.cohort_part,
        "meetings": meetings,
        "time": time_commitment(meetings),
        "sessions": sessions,
        "own_hours": total_hours(sessions),
        "later_parts": later_parts(application.cohort_part),
        "cohort": cohort,
        "network": cohort.network,
        "to_call": people_of_recruitment(cohort),
    }


def names_of(endorsements):
    """The first six applicants' names in one line; "" without any."""
    names = [endorsement.application.name for endorsement in endorsements]
    return ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")


def add_answer(endorsement, terms):
    """Set what the page shows of an answer: signed dates, those that moved since,
    whether that was objected to.
    """
    endorsement.bound_days = signed_dates(endorsement.bound)
    endorsement.moved = moved_meetings(endorsement.bound, terms) if endorsement.given_at else []
    endorsement.has_objected = any(
        action.kind == action.Kind.OBJECTED for action in endorsement.actions.all()
    )
