"""Seats: offered to the signed, all or nothing, whole in the database."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.actions.capacity import set_capacity
from cohorts.models import CohortMembership, Letter
from people.models import Person, Supervision
from recruitment.actions.decisions import OfferRefused, offer_no_seat
from recruitment.actions.offers import offer_seats
from recruitment.actions.waiting_list import put_on_waiting_list
from recruitment.models import Application, Offer

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db


def signed(cohort, **fields):
    application = factories.create_application(cohort, **fields)
    director = Person.objects.find_or_create(
        application.director_email, name=application.director_name
    )
    factories.create_endorsement(application, given=True, supervisor=director)
    return application


def test_an_offer_makes_person_place_supervision_membership_and_letter(cohort, regional_lead):
    application = signed(cohort, name="Ana Núñez")
    offer_seats(cohort, [application], by=regional_lead)
    application.refresh_from_db()
    person = application.person
    assert person.email == application.email and application.membership.person == person
    assert person.placements.get().site.organization.name == application.agency_name
    assert Supervision.objects.get().supervisor.email == application.director_email
    assert Offer.objects.get().status == "accepted" and application.membership.seat.taken_at
    assert Letter.objects.get(code="offer").link.purpose == "application"
    assert (application.decided_by, application.decision) == (regional_lead, "seated")


def test_forty_into_twelve_is_nothing_with_a_reason_for_each(cohort, regional_lead):
    set_capacity(cohort, seats=12)
    applications = [signed(cohort) for _ in range(40)]
    with pytest.raises(OfferRefused) as refusal:
        offer_seats(cohort, applications, by=regional_lead)
    assert len(refusal.value.reasons) == 28 and set(refusal.value.reasons.values()) == {
        "no seat is left"
    }
    assert (
        not CohortMembership.objects.exists()
        and not Letter.objects.exists()
        and cohort.seats.free().count() == 12
    )


def test_only_the_signed_and_nobody_when_one_is_not(cohort, regional_lead):
    good, bad = signed(cohort), factories.create_application(cohort, endorsed="waiting")
    with pytest.raises(OfferRefused) as refusal:
        offer_seats(cohort, [good, bad], by=regional_lead)
    assert refusal.value.reasons == {bad: "not signed by the director yet"}
    assert not CohortMembership.objects.exists()


def test_a_director_who_declined_is_not_said_to_be_silent(cohort, regional_lead):
    declined = factories.create_application(cohort, endorsed="waiting")
    declined.endorsement.decline(reason="", by=None)
    with pytest.raises(OfferRefused, match="the director declined"):
        offer_seats(cohort, [declined], by=regional_lead)


def test_a_voided_signature_and_an_own_signature_do_not_count(cohort, regional_lead):
    voided = signed(cohort)
    voided.endorsement.void()
    own = factories.create_application(
        cohort, email="me@example.org", director_email="ME@example.org", endorsed=True
    )
    for application, words in [(voided, "not signed"), (own, "own address")]:
        with pytest.raises(OfferRefused, match=words):
            offer_seats(cohort, [Application.objects.get(pk=application.pk)], by=regional_lead)


def test_a_second_decision_hears_who_decided(cohort, regional_lead, state_staff):
    application = signed(cohort)
    offer_no_seat(cohort, application, by=regional_lead)
    with pytest.raises(OfferRefused, match="Rosa Lead decided on"):
        offer_seats(cohort, [application], by=state_staff)
    assert Letter.objects.filter(application_letter__application=application).count() == 1


def test_from_the_waiting_list_to_a_seat(cohort, regional_lead):
    application = signed(cohort)
    put_on_waiting_list(cohort, application, by=regional_lead)
    with pytest.raises(OfferRefused):
        put_on_waiting_list(cohort, application, by=regional_lead)
    offer_seats(cohort, [application], by=regional_lead)
    application.refresh_from_db()
    assert application.decision == "seated"


def test_one_person_has_one_place_by_whatever_address(cohort, regional_lead, participant):
    participant.addresses.create(email="second@example.org", verified_at=cohort.opened_at)
    application = signed(cohort, name=participant.name, email="SECOND@example.org")
    with pytest.raises(OfferRefused, match="has a place in this cohort already"):
        offer_seats(cohort, [application], by=regional_lead)


def test_giving_the_seat_back_frees_it(cohort, regional_lead, link_client):
    application = signed(cohort)
    offer_seats(cohort, [application], by=regional_lead)
    own = link_client("application", application=application)
    Letter.objects.update(status="sent", sent_at=timezone.now())
    assert "You have a seat" in shown(own.get(reverse("recruitment:application-own")))
    own.post(reverse("recruitment:application-withdraw"))
    assert cohort.seats.free().count() == 30 and not CohortMembership.objects.get().is_current


def test_a_cohort_begins_when_somebody_has_a_seat(cohort, regional_lead, client_of):
    client = client_of(regional_lead)
    page = reverse("lifecycle:cohort-begin", args=[cohort.slug])
    for answer in [client.get(page), act(client, page)]:
        told = shown(answer)
        assert "Nobody has a seat yet" in told and "Give seats" in told
        assert "See what follows" not in told
    cohort.refresh_from_db()
    assert cohort.is_recruiting
    offer_seats(cohort, [signed(cohort)], by=regional_lead)
    act(client, reverse("lifecycle:cohort-begin", args=[cohort.slug]))
    cohort.refresh_from_db()
    assert cohort.status == "meeting"
