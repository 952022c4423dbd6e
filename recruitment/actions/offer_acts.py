"""Offering seats as an act of staff: what follows, and taking it back."""

from pghistory.models import Event

from cohorts.actions.consequences import consequence_for
from cohorts.actions.staff_acts import (
    ActRefused,
    Consequence,
    Outcome,
    and_send,
    count_of,
    leave_after_all,
)
from cohorts.models import Letter
from people.models import Person, Placement, ProgramSite, Supervision

from ..models import Application, Offer
from .decisions import letters_of_decision, lock_applications
from .offers import offer_seats

#: Rows that an offer may create: {name in `undo_data`: model}.
MADE = {"site": ProgramSite, "placement": Placement, "supervision": Supervision, "person": Person}
#: Of a new membership, these came with the offer; anything else was done since.
OF_THE_OFFER = {"application"}


def offer(act, cohort, applications, *, late_reason=""):
    """Offer a seat to each of these applicants, as the act of staff.

    late_reason: as in `offer_seats`. Returns the Outcome; raises OfferRefused.
    """
    before = {row.pk: state_before(row) for row in lock_applications(cohort, applications)}
    highest = {name: highest_key(model) for name, model in MADE.items()}
    seated = offer_seats(cohort, applications, by=act.by, late_reason=late_reason, act=act)
    act.undo_data = {
        "seated": [before[row.pk] | rows_made(row, highest) | {"pk": row.pk} for row in seated]
    }
    return offered(act, cohort, seated)


def offered(act, cohort, seated):
    """The Outcome of an offer."""
    detail = f"{named(seated)}. Each is a member from today, with the site of the application."
    return Outcome(
        button=f"Give {count_of(len(seated), 'seat', 'seats')}{and_send(act)}",
        done=offered_sentence(seated),
        consequences=[
            seats_given(seated, detail),
            late_consequence([row.membership for row in seated]),
            seats_left(cohort),
        ],
        stays="Nobody else is told. Who has no answer yet still has none.",
    )


def seats_given(seated, detail=""):
    names = [f"{row.name}, seat {row.membership.seat.number}" for row in seated]
    return consequence_for(names, "person gets a seat", "people get a seat", detail)


def seats_left(cohort):
    free = cohort.seats.free().count()
    stay = f"{count_of(free, 'seat stays', 'seats stay')} free" if free else "No seat is left"
    return Consequence(None, stay)


def late_consequence(members):
    """What joining a closed group means, for those of these memberships that do."""
    late = [member for member in members if member.is_late]
    return consequence_for(
        [member.person.name for member in late],
        "joins a group that is closed",
        "join a group that is closed",
        f"Marked with your reason in every list: “{late[0].late_reason}”." if late else "",
    )


def offered_sentence(seated):
    if len(seated) > 1:
        return f"{named(seated)} have a seat now."
    return f"{seated[0].name} has seat {seated[0].membership.seat.number}."


def named(applications):
    """ "Ana and Ben", or "Ana, Ben, Cyd and 4 more"."""
    names = [application.name for application in applications]
    first, last = (
        (names[:3], f"{len(names) - 3} more") if len(names) > 3 else (names[:-1], names[-1])
    )
    return " and ".join(filter(None, [", ".join(first), last]))


def state_before(application):
    return {
        "decision": application.decision,
        "decided_by": application.decided_by_id,
        "decided_at": application.decided_at and application.decided_at.isoformat(),
        "note": application.decision_note,
        "old_person": application.person_id,
        "old_site": application.site_id,
        "dropped": list(letters_of_decision(application).values_list("pk", flat=True)),
    }


def highest_key(model):
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def rows_made(application, highest):
    """{name: primary key} of the rows that seating this applicant created."""
    person = application.person
    found = {
        "site": ProgramSite.objects.filter(pk=application.site_id),
        "placement": Placement.objects.filter(person=person, site=application.site_id),
        "supervision": Supervision.objects.filter(person=person),
        "person": Person.objects.filter(pk=person.pk),
    }
    return {
        name: rows.filter(pk__gt=highest[name]).values_list("pk", flat=True).first()
        for name, rows in found.items()
    }


def take_back_offer(act):
    rows = {row["pk"]: row for row in act.undo_data["seated"]}
    applications = lock_applications(
        act.cohort, Application.objects.filter(pk__in=rows).select_related(None)
    )
    if problem := next(filter(None, map(reason_to_keep, applications)), ""):
        raise ActRefused(problem)
    for application in applications:
        take_seat_back(act, application, rows[application.pk])
    people = applications[0].name if len(applications) == 1 else f"{len(applications)} people"
    verb = "has" if len(applications) == 1 else "have"
    return " ".join(
        filter(None, [f"{people} {verb} no seat again.", queue_dropped(*rows.values())])
    )


def queue_dropped(*states):
    """Queue the letters of earlier decisions that the act had dropped; the sentence about them.

    states: of the applications before the act (`state_before`).
    """
    dropped = [pk for state in states for pk in state["dropped"]]
    number = Letter.objects.filter(pk__in=dropped).queue_again()
    return leave_after_all(number) if number else ""


def reason_to_keep(application):
    """Why this seat cannot be taken back now, as a sentence; empty if it can."""
    membership = application.membership
    if membership is None or not membership.is_current:
        return f"{application.name} has left since."
    if written_on(membership, besides=OF_THE_OFFER):
        return f"{application.name} has used the seat since. End the place instead."
    return ""


def written_on(membership, *, besides):
    """The first model with a row about this membership, or None. besides: names of the relations
    that do not count; nor do those of its history.
    """
    for relation in membership._meta.related_objects:
        if relation.name in besides or issubclass(relation.related_model, Event):
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: membership})
        if rows.exists():
            return relation.related_model
    return None


def take_seat_back(act, application, row):
    membership, person = application.membership, application.person
    Offer.objects.filter(application=application, seat=membership.seat).delete()
    application.membership, application.person_id = None, row["old_person"]
    application.site_id = row["old_site"]
    application.decision, application.decision_note = row["decision"], row["note"]
    application.decided_by_id, application.decided_at = row["decided_by"], row["decided_at"]
    application.save()
    membership.seat.release()
    membership.delete()
    delete_rows_made(act, person, row)


def delete_rows_made(act, person, row):
    """row: the state of an application before the act, with the keys of `rows_made`."""
    for name in ("placement", "supervision"):
        MADE[name].objects.filter(pk=row[name]).delete()
    if row["person"]:
        act.letters.filter(person=person).update(person=None)
        person.links.update(person=None)
        person.delete()
    if row["site"]:
        ProgramSite.objects.filter(pk=row["site"]).delete()
