"""Decisions without a seat as acts of staff, and taking them back."""

from django.utils.dateparse import parse_datetime

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, and_send, count_of
from cohorts.models import StaffAct

from ..models import Application
from .decisions import lock_applications, offer_no_seat
from .offer_acts import queue_dropped, state_before
from .waiting_list import put_on_waiting_list

#: {decision: kind of the act}.
KINDS = {
    Application.Decision.WAITING: StaffAct.Kind.WAITING_LIST,
    Application.Decision.NOT_OFFERED: StaffAct.Kind.NO_SEAT,
}
#: What is true once more when an act is taken back; of any other decision, that there is none.
AGAIN = {
    Application.Decision.WAITING: "is on the waiting list again",
    Application.Decision.NOT_OFFERED: "gets no seat this time, as before",
}


def decide(act, cohort, application, *, decision, note=""):
    """Put somebody on the waiting list, or decide that there is no seat. Raises OfferRefused."""
    locked = lock_applications(cohort, [application])[0]
    decided, act.undo_data = decide_one(act, locked, decision=decision, note=note)
    return outcome_of(act, decided)


def answer_undecided(act, cohort_part, *, decision):
    """Decide for everybody in the part who has no answer, and write to them.

    Returns [state before] for `take_back_one`.
    """
    undecided = Application.objects.newcomers().undecided().filter(cohort_part=cohort_part)
    return [
        decide_one(act, application, decision=decision)[1]
        for application in lock_applications(cohort_part.cohort, undecided)
    ]


def decide_one(act, application, *, decision, note=""):
    """(the application as it is decided, its state before for `take_back_one`)."""
    before, cohort = state_before(application), application.cohort
    if decision == Application.Decision.WAITING:
        decided = put_on_waiting_list(cohort, application, by=act.by, act=act)
    else:
        decided = offer_no_seat(cohort, application, by=act.by, note=note, act=act)
    return decided, before | {"pk": decided.pk, "new_decided_at": decided.decided_at.isoformat()}


def outcome_of(act, application):
    if application.decision == Application.Decision.WAITING:
        return waiting_outcome(act, application)
    return no_seat_outcome(act, application)


def waiting_outcome(act, application):
    name = application.name
    goes_on = Consequence(1, "goes on the waiting list", [], f"{name} can still get a seat.")
    return Outcome(
        button=f"Put {name} on the waiting list{and_send(act)}",
        done=f"{name} is on the waiting list.",
        consequences=[goes_on, seats_free(application.cohort)],
    )


def no_seat_outcome(act, application):
    name = application.name
    detail = f"{name} can get no seat in this cohort after that."
    return Outcome(
        button=f"Tell {name} that there is no seat{and_send(act)}",
        done=f"{name} gets no seat this time.",
        consequences=[Consequence(1, "application is decided: no seat this time", [], detail)],
        ends=True,
    )


def seats_free(cohort):
    free = cohort.seats.free().count()
    return Consequence(
        None, f"{count_of(free, 'seat is', 'seats are')} free" if free else "No seat is free"
    )


def take_back_decision(act):
    return take_back_one(act.cohort, act.undo_data)


def take_back_one(cohort, before):
    """before: the state of one application before the act, with its `new_decided_at`."""
    application = lock_applications(cohort, [Application(pk=before["pk"])])[0]
    decided_by_act = parse_datetime(before["new_decided_at"])
    if application.withdrawn_at or application.decided_at != decided_by_act:
        raise ActRefused(f"{application.name} was decided on again since, or has withdrawn.")
    application.decision, application.decision_note = before["decision"], before["note"]
    application.decided_by_id = before["decided_by"]
    application.decided_at = before["decided_at"] and parse_datetime(before["decided_at"])
    application.save()
    again = AGAIN.get(application.decision, "has no decision again")
    return " ".join(filter(None, [f"{application.name} {again}.", queue_dropped(before)]))
