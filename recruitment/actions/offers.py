"""Choosing: seats offered in bulk, the waiting list, and no seat this time."""

from functools import wraps

from django.db import OperationalError, transaction
from django.utils import timezone

from cohorts.models import CohortMembership
from guidebooks.models import Part
from meetings.letters import bullet_list
from people.models import Organization, Person, Placement, ProgramSite, Supervision

from ..letters import words_about, write_to_applicant
from ..models import Application, Offer

DEADLOCK, TRIES = "40P01", 4
NO_SEAT = "no seat is left"


class NotOffered(ValueError):
    """Nothing was offered; `reasons` says why, by application."""

    def __init__(self, reasons):
        self.reasons = reasons
        super().__init__("; ".join(f"{application.name}: {reason}" for application, reason in reasons.items()))


def again_after_deadlock(verb):
    """Two bulk decisions may want the same rows in another order: PostgreSQL stops one, which then starts over."""

    @wraps(verb)
    def patient(*args, **kwargs):
        for attempt in range(TRIES):
            try:
                with transaction.atomic():
                    return verb(*args, **kwargs)
            except OperationalError as trouble:
                if getattr(trouble.__cause__, "pgcode", "") != DEADLOCK or attempt == TRIES - 1:
                    raise

    return patient


@again_after_deadlock
def offer_seats(cohort, applications, *, by):
    """Offer a seat to each of these, all or nothing; an offer counts as accepted at once.

    Each takes a seat, becomes a member, a person at a site, and somebody their director supervises; the
    letter is queued with it. Raises NotOffered with a reason for each one that stands in the way.
    """
    chosen = lock_applications(cohort, applications)
    reasons = {application: reason for application in chosen if (reason := what_stands_in_the_way(application))}
    if reasons:
        raise NotOffered(reasons)
    without_seat = {}
    for application in chosen:
        seat = cohort.seats.take_one()
        if seat is None:
            without_seat[application] = NO_SEAT
        elif not without_seat:
            seat_applicant(application, seat, by=by)
    if without_seat:
        raise NotOffered(without_seat)
    return chosen


def lock_applications(cohort, applications):
    """The rows of this cohort as they are now, locked in one order."""
    wanted = [application.pk for application in applications]
    rows = Application.objects.of_cohort(cohort).filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",))
    return list(rows.select_related("cohort_part__part", "cohort_part__cohort__network", "county", "person").prefetch_related("endorsements"))


def what_stands_in_the_way(application):
    """Why this application cannot get a seat now, as half a sentence; empty when nothing does."""
    if application.withdrawn_at:
        return "taken back"
    if application.decision and application.decision != "waiting":
        return decided(application)
    if application.part.entry == Part.Entry.CLOSED and not application.cohort.is_recruiting:
        return "the group is closed: it meets already"
    if reason := unsigned(application):
        return reason
    if member_already(application):
        return "has a place in this cohort already"
    return ""


def unsigned(application):
    """What is wrong with the signature, where the part asks for one."""
    if not application.asks_sign_off:
        return ""
    if reason := signature_missing(application.endorsement):
        return reason
    if application.names_own_director or application.email_key == application.endorsement.supervisor_key:
        return "signed from the applicant's own address"
    return ""


def signature_missing(endorsement):
    if endorsement is None or endorsement.state == "waiting":
        return "not signed by the director yet"
    return "" if endorsement.state == "given" else "the director declined"


def decided(application):
    when = timezone.localtime(application.decided_at, application.cohort.zone)
    return f"{application.decided_by.name} decided on {when:%b} {when.day}: {application.get_decision_display().lower()}"


def member_already(application):
    person = application.person or Person.objects.with_address(application.email).first()
    return person is not None and CohortMembership.objects.filter(cohort=application.cohort, person=person).exists()


def seat_applicant(application, seat, *, by):
    """Everything a seat brings with it, inside the transaction of the offer."""
    person = application.person or Person.objects.reached_at(application.email, name=application.name, language=application.language)
    place(person, application)
    director = application.endorsement and application.endorsement.supervisor
    if director and director != person:
        Supervision.objects.get_or_create(supervisor=director, person=person, ends_on=None)
    membership = CohortMembership.objects.create(
        cohort=application.cohort, person=person, seat=seat, part=application.part,
        joined_on=timezone.localdate(timezone=application.cohort.zone),
    )  # fmt: skip
    now = timezone.now()
    Offer.objects.create(application=application, seat=seat, status=Offer.Status.ACCEPTED, offered_by=by, answered_at=now)
    application.person, application.membership = person, membership
    decide(application, Application.Decision.SEATED, by=by)
    words = words_about(application, language=application.language)
    commitments = application.part.commitments.filter(audience="participant")
    write_to_applicant(application, "offer", **words | {"commitments_list": in_language(commitments, application.language)})


def in_language(commitments, language):
    return bullet_list(commitment.text.localize(language) for commitment in commitments)


def place(person, application):
    """The person works at the site the application names; agency and site are found by name, else made."""
    if application.site is None:
        network = application.cohort.network
        agency = Organization.objects.filter(network=network).named(application.agency_name, network=network)
        application.site = ProgramSite.objects.filter(organization=agency).named(
            application.site_name, organization=agency, county=application.county
        )
    if not Placement.objects.current().filter(person=person, site=application.site).exists():
        Placement.objects.create(person=person, site=application.site)


def decide(application, decision, *, by, note=""):
    application.decision, application.decided_by, application.decided_at = decision, by, timezone.now()
    application.decision_note = note
    application.save()


@again_after_deadlock
def put_on_waiting_list(cohort, application, *, by):
    """Decide: no seat now, perhaps later. Raises NotOffered when somebody decided before."""
    return decide_without_seat(cohort, application, Application.Decision.WAITING, "waitlist", by=by)


@again_after_deadlock
def offer_no_seat(cohort, application, *, by, note=""):
    """Decide: no seat this time. Raises NotOffered when somebody decided before."""
    return decide_without_seat(cohort, application, Application.Decision.NOT_OFFERED, "not-offered", by=by, note=note)


def decide_without_seat(cohort, application, decision, letter, *, by, note=""):
    application = lock_applications(cohort, [application])[0]
    if application.withdrawn_at or application.decision not in ("", "waiting") or application.decision == decision:
        raise NotOffered({application: "taken back" if application.withdrawn_at else decided(application)})
    decide(application, decision, by=by, note=note)
    write_to_applicant(application, letter, **words_about(application, language=application.language))
    return application
