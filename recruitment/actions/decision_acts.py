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


def decide(act, cohort, application, *, decision, note=""):
    """Put somebody on the waiting list, or decide that there is no seat. Raises OfferRefused."""
    before = state_before(lock_applications(cohort, [application])[0])
    if decision == Application.Decision.WAITING:
        decided = put_on_waiting_list(cohort, application, by=act.by, act=act)
    else:
        decided = offer_no_seat(cohort, application, by=act.by, note=note, act=act)
    act.undo_data = before | {
        "pk": decided.pk,
        "new_decided_at": decided.decided_at.isoformat(),
    }
    return outcome_of(act, decided)


def answer_undecided(act, cohort_part, *, decision):
    """Decide for everybody in the part who has no answer, and write to them.

    Returns [state before] for `take_back_one`.
    """
    cohort, before = cohort_part.cohort, []
    undecided = Application.objects.newcomers().undecided().filter(cohort_part=cohort_part)
    for application in lock_applications(cohort, undecided):
        was = state_before(application)
        if decision == Application.Decision.WAITING:
            decided = put_on_waiting_list(cohort, application, by=act.by, act=act)
        else:
            decided = offer_no_seat(cohort, application, by=act.by, act=act)
        before.append(was | {"pk": decided.pk, "new_decided_at": decided.decided_at.isoformat()})
    return before


def outcome_of(act, application):
    name, letter = application.name, and_send(act)
    if application.decision == Application.Decision.WAITING:
        return Outcome(
            button=f"Put {name} on the waiting list{letter}",
            done=f"{name} is on the waiting list.",
            consequences=[
                Consequence(1, "goes on the waiting list", [], f"{name} can still get a seat."),
                seats_free(application.cohort),
            ],
        )
    return Outcome(
        button=f"Tell {name} that there is no seat{letter}",
        done=f"{name} gets no seat this time.",
        consequences=[
            Consequence(
                1,
                "application is decided: no seat this time",
                [],
                f"{name} can get no seat in this cohort after that.",
            )
        ],
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
    if (
        application.withdrawn_at
        or application.decided_at is None
        or application.decided_at != parse_datetime(before["new_decided_at"])
    ):
        raise ActRefused(f"{application.name} was decided on again since, or has withdrawn.")
    application.decision, application.decision_note = before["decision"], before["note"]
    application.decided_by_id = before["decided_by"]
    application.decided_at = before["decided_at"] and parse_datetime(before["decided_at"])
    application.save()
    again = {
        Application.Decision.WAITING: "is on the waiting list again",
        Application.Decision.NOT_OFFERED: "gets no seat this time, as before",
    }.get(application.decision, "has no decision again")
    return " ".join(filter(None, [f"{application.name} {again}.", queue_dropped(before)]))
