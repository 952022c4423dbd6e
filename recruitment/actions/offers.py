"""Offering seats, several applications at a time."""

from django.utils import timezone

from cohorts.models import CohortMembership
from lib import dates
from meetings.actions.admission import AdmissionRefused, admission_refusal, admit
from meetings.letter_placeholders import bullet_list
from people.models import Person, Placement, ProgramSite, Supervision

from ..letters import write_to_applicant
from ..models import Application, Offer
from .decisions import (
    OfferRefused,
    describe_decision,
    lock_applications,
    retry_on_deadlock,
    set_decision,
)
from .needs import copy_needs

NO_SEAT_LEFT = "no seat is left"


@retry_on_deadlock
def offer_seats(cohort, applications, *, by, late_reason="", act=None):
    """Offer a seat to each of these applicants, all or none; an offer counts as accepted at once.

    Each one takes a seat, becomes a member, and gets a placement at the site and a supervision by
    the director who signed; the letter is written in the same transaction, for this StaffAct.
    late_reason: why somebody joins a group that is closed already, as the lead says.
    Returns the applications as they are now. Raises OfferRefused with a
    reason for each application that cannot have a seat.
    """
    chosen = lock_applications(cohort, applications)
    if reasons := offer_refusals(chosen, late_reason=late_reason):
        raise OfferRefused(reasons)
    seat_all(cohort, chosen, by=by, late_reason=late_reason, act=act)
    return chosen


def offer_refusals(applications, *, late_reason):
    """{application: as from `offer_refusal`} of those that cannot get a seat now."""
    return {
        application: reason
        for application in applications
        if (reason := offer_refusal(application, late_reason=late_reason))
    }


def offer_refusal(application, *, late_reason=""):
    """Why this application cannot get a seat now, as half a sentence; empty when it can."""
    if not application.is_choosable:
        return describe_decision(application)
    closed = admission_refusal(application.cohort_part, reason=late_reason)
    if reason := closed or signature_problem(application):
        return reason
    if place := place_already(application):
        if place.is_current:
            return "has a place in this cohort already"
        return "left this cohort; use “returns” on the page of the member"
    if site := closed_site(application):
        return f"the site of the application closed on {dates.day(site.closed_on)}"
    return ""


def closed_site(application):
    """The site of the application, if it is closed today; else None."""
    named = ProgramSite.objects.filter(
        name__iexact=application.site_name,
        organization__name__iexact=application.agency_name,
        organization__network=application.cohort.network_id,
    )
    sites = ProgramSite.objects.filter(pk=application.site_id) if application.site_id else named
    return sites.filter(closed_on__lt=application.cohort.today).first()


def signature_problem(application):
    """What is wrong with the director's signature, as half a sentence; empty when nothing is,
    or none is needed.
    """
    if not application.asks_sign_off:
        return ""
    endorsement = application.endorsement
    if endorsement is None or endorsement.state == "waiting":
        return "not signed by the director yet"
    if endorsement.state == "declined":
        return "the director declined"
    if application.names_own_director or application.email_key == endorsement.supervisor_key:
        return "signed from the applicant's own address"
    return ""


def place_already(application):
    """The membership that the applicant has, or had, in this cohort; or None."""
    person = application.person or Person.objects.reader_named(application.email, application.name)
    places = CohortMembership.objects.filter(cohort=application.cohort, person=person)
    return places.first() if person else None


def seat_all(cohort, applications, *, by, late_reason, act):
    """Seat each of them. Raises OfferRefused with those for whom no seat is left."""
    refused = {}
    for application in applications:
        seat = cohort.seats.take_one()
        if seat is None:
            refused[application] = NO_SEAT_LEFT
        elif not refused:
            seat_applicant(application, seat, by=by, late_reason=late_reason, act=act)
    if refused:
        raise OfferRefused(refused)


def seat_applicant(application, seat, *, by, late_reason="", act=None):
    """Make the applicant a member on this seat, inside the transaction of the offer."""
    person = find_applicant(application)
    create_placement(person, application)
    create_supervision(person, application)
    try:
        membership = admit(application.cohort_part, person, seat, by=by, late_reason=late_reason)
    except AdmissionRefused as refusal:
        raise OfferRefused({application: str(refusal)}) from refusal
    create_offer(application, seat, by=by)
    copy_needs(application, membership)
    application.person, application.membership = person, membership
    set_decision(application, Application.Decision.SEATED, by=by)
    write_offer(application, act=act)


def find_applicant(application):
    """The person who applied, where known; else found by address and name, or created."""
    return application.person or Person.objects.find_or_share(
        application.email, name=application.name, language=application.language
    )


def create_placement(person, application):
    """Place the person at the application's site.

    A site known only by name is found or created, and set on it.
    """
    if application.site is None:
        application.site = ProgramSite.objects.find_or_create_at(
            application.agency_name,
            application.site_name,
            network=application.cohort.network,
            county_id=application.county_id,
        )
    Placement.objects.ensure(person, application.site, on=application.cohort.today)


def create_supervision(person, application):
    """The director who answered the sign-off, if one did, supervises the person."""
    endorsement = application.endorsement
    if endorsement and endorsement.supervisor:
        Supervision.objects.ensure(endorsement.supervisor, person, on=application.cohort.today)


def create_offer(application, seat, *, by):
    """The Offer, accepted at once."""
    return Offer.objects.create(
        application=application,
        seat=seat,
        status=Offer.Status.ACCEPTED,
        offered_by=by,
        answered_at=timezone.now(),
    )


def write_offer(application, *, act, shared=False):
    """The letter about the seat, with the participants' commitments. shared: as in
    `write_to_applicant`.
    """
    commitments = application.part.commitments.filter(audience="participant")
    texts = bullet_list(
        commitment.text.localize(application.language) for commitment in commitments
    )
    write_to_applicant(application, "offer", act=act, shared=shared, commitments_list=texts)
