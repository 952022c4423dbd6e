"""What a director's page shows: the terms of the part, and the answers given so far."""

from cohorts.pages.people_to_call import people_of_recruitment
from lib.sentences import list_names
from meetings.time_commitment import time_commitment, total_hours

from ..endorsement_terms import moved_meetings, sentences_of_new_request, signed_dates
from ..models import Application, SupervisorEndorsement
from .endorsement_passed_on import passed_on_by
from .endorsement_replaced import replaced_answers
from .public_part import later_parts

MOST_NAMES = 6


def contacts_of(cohort):
    """Whom a director may ask, for the margin and for the help page."""
    return {"cohort": cohort, "network": cohort.network, "to_call": people_of_recruitment(cohort)}


def add_signed_before(endorsements):
    """Set `signed_before` on those that wait for a director who signed them before, and
    `sign_again`: what has changed since.
    """
    before = SupervisorEndorsement.objects.signed_before(endorsements)
    for endorsement in endorsements:
        earlier = endorsement.signed_before = before.get(endorsement.pk)
        endorsement.sign_again = earlier and sentences_of_new_request(endorsement, earlier)
        if earlier:
            earlier.bound_days = signed_dates(earlier.bound)


def endorsement_context(link, endorsements, open_now, terms):
    """The template's context.

    endorsements: all that the link asks for, each with `may_change`. open_now: those with fields on
    the form. terms: what is to be signed now, as from `build_terms`.
    """
    cohort_part = link.application.cohort_part
    return (
        {"link": link, "asked": terms, "director": endorsements[0].supervisor_name}
        | schedule_context(cohort_part)
        | answers_context(link, endorsements, open_now, terms)
        | questions_context(endorsements, open_now)
        | contacts_of(cohort_part.cohort)
    )


def schedule_context(cohort_part):
    """What the director, and the applicants, commit to: the meetings and sessions of the part."""
    cohort, part = cohort_part.cohort, cohort_part.part
    meetings = list(cohort.meetings.taking_place().filter(part=part.pk).in_order())
    sessions = list(cohort.director_sessions.filter(part=part.pk).order_by("position"))
    return {
        "part": cohort_part,
        "meetings": meetings,
        "time": time_commitment(meetings),
        "sessions": sessions,
        "own_hours": total_hours(sessions),
        "own_minutes": sum(session.minutes for session in sessions),
        "later_parts": later_parts(cohort_part),
    }


def answers_context(link, endorsements, open_now, terms):
    """What was answered, passed on or replaced, and until when an answer may change."""
    answered = [endorsement for endorsement in endorsements if endorsement.state != "waiting"]
    for endorsement in answered:
        add_answer(endorsement, terms)
        endorsement.may_change = endorsement.may_change and endorsement not in open_now
    may_change = any(e.may_change and not e.is_of_member for e in answered)
    return {
        "answered": [endorsement for endorsement in answered if endorsement not in open_now],
        "passed_on": passed_on_by(link),
        "replaced": replaced_answers(link),
        "some_undecided": any_untold(answered),
        "may_change_until": link.application.cohort_part.apply_by if may_change else None,
    }


def questions_context(endorsements, open_now):
    """For whom the form asks, and what kind of answer it is."""
    shown = open_now or endorsements
    return {
        "open_now": open_now,
        "names": names_of(open_now),
        "is_change": any(endorsement.state != "waiting" for endorsement in open_now),
        "go_on": all(asked.application.renews_id for asked in shown),
        "are_seated": all(asked.application.membership_id for asked in shown),
        "may_forward": any(endorsement.state == "waiting" for endorsement in endorsements),
    }


def any_untold(answered):
    """Whether one of these applicants, who are no members, waits for a decision."""
    waiting = [e.application_id for e in answered if not e.is_of_member]
    decided = Application.objects.with_told_decision().filter(pk__in=waiting, withdrawn_at=None)
    return decided.filter(told_decision="").exists()


def names_of(endorsements):
    """The first six applicants' names in one line; "" without any."""
    names = [endorsement.application.name for endorsement in endorsements]
    if len(names) > MOST_NAMES:
        return ", ".join(names[:MOST_NAMES]) + " …"
    return list_names(names)


def add_answer(endorsement, terms):
    """Set what the page shows of an answer: signed dates, those that moved since,
    whether that was objected to.
    """
    endorsement.bound_days = signed_dates(endorsement.bound)
    endorsement.moved = moved_meetings(endorsement.bound, terms) if endorsement.given_at else []
    endorsement.has_objected = any(
        action.kind == action.Kind.OBJECTED for action in endorsement.actions.all()
    )
