"""Many at once, each of whom has looked before the first has written.

Each race runs a second time against a mutant, without the lock and without the constraint:
it must go wrong.
"""

import uuid
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cohorts.actions.capacity import set_capacity
from cohorts.actions.staff_acts import ActRefused
from cohorts.models import CohortMembership, Letter, Seat
from cohorts.models.seat import SeatQuerySet
from people.models import Link
from recruitment.actions import roster_import as roster_actions
from recruitment.actions import roster_undo
from recruitment.actions.application_drafts import save_step, send_draft
from recruitment.actions.applications import submit
from recruitment.actions.decisions import OfferRefused, offer_no_seat
from recruitment.actions.endorsement_request import request_endorsement
from recruitment.actions.endorsements import answer_for_all
from recruitment.actions.offers import offer_seats
from recruitment.actions.roster_import import HAS_CHANGED
from recruitment.actions.roster_undo import undo
from recruitment.endorsement_terms import build_terms, terms_hash
from recruitment.models import (
    Application,
    ApplicationDraft,
    EndorsementAction,
    Offer,
    RosterImport,
    SupervisorEndorsement,
)
from recruitment.models.application_draft import ApplicationDraftQuerySet
from recruitment.roster_import.import_job import read_in_now

from .. import factories
from ..races import all_at_once, slowly, without
from .rosters import create_roster

pytestmark = pytest.mark.django_db(transaction=True)


def offers_at_once(cohort, by, number):
    """One lead's click each, on signed applications from a few agencies."""
    applications = [
        factories.create_application(cohort, endorsed=True, agency_name=f"Agency {n % 7}")
        for n in range(number)
    ]
    return all_at_once(
        *[lambda a=application: offer_seats(cohort, [a], by=by) for application in applications]
    )


def test_a_hundred_offers_into_thirty_seats_seat_exactly_thirty(cohort, regional_lead):
    with slowly("cohorts_seat", "UPDATE"):
        results = offers_at_once(cohort, regional_lead, 100)
    refused = [result for result in results if isinstance(result, OfferRefused)]
    assert [r for r in results if not isinstance(r, OfferRefused | list)] == []
    assert len(refused) == 70 and {
        reason for refusal in refused for reason in refusal.reasons.values()
    } == {"no seat is left"}
    assert len([result for result in results if isinstance(result, list)]) == 30, (
        "and nothing else went wrong"
    )
    assert (
        CohortMembership.objects.values("seat").distinct().count()
        == CohortMembership.objects.count()
        == 30
    )
    assert (
        Offer.objects.count()
        == Application.objects.seated().count()
        == Letter.objects.filter(code="offer").count()
        == 30
    )
    assert not Seat.objects.free().filter(cohort=cohort).exists()


def test_the_mutant_without_lock_and_constraint_seats_more(cohort, regional_lead, monkeypatch):
    def careless(seats):
        seat = seats.free().order_by("number").first()
        if seat:
            Seat.objects.filter(pk=seat.pk).update(taken_at=timezone.now())
        return seat

    monkeypatch.setattr(SeatQuerySet, "take_one", careless)
    set_capacity(cohort, seats=5)
    with (
        without("cohorts_cohortmembership", "seat_holds_one_member"),
        slowly("cohorts_seat", "UPDATE"),
    ):
        offers_at_once(cohort, regional_lead, 12)
        assert CohortMembership.objects.filter(cohort=cohort).count() > 5


def test_one_application_offered_twenty_times_takes_one_seat(cohort, regional_lead):
    application = factories.create_application(cohort, endorsed=True)
    with slowly("cohorts_cohortmembership", "INSERT"):
        results = all_at_once(*[lambda: offer_seats(cohort, [application], by=regional_lead)] * 20)
    assert len([result for result in results if isinstance(result, list)]) == 1
    assert {type(result) for result in results} == {list, OfferRefused}
    assert cohort.seats.free().count() == 29 and Letter.objects.filter(code="offer").count() == 1


def test_opposite_decisions_at_once_are_one_decision(cohort, regional_lead, state_staff):
    applications = [factories.create_application(cohort, endorsed=True) for _ in range(10)]
    offers = [lambda a=a: offer_seats(cohort, [a], by=regional_lead) for a in applications]
    refusals = [lambda a=a: offer_no_seat(cohort, a, by=state_staff) for a in applications]
    with slowly("recruitment_application", "UPDATE"):
        results = all_at_once(
            *[task for pair in zip(offers, refusals, strict=True) for task in pair]
        )
    assert len([result for result in results if isinstance(result, OfferRefused)]) == 10
    assert not [
        result
        for result in results
        if isinstance(result, Exception) and not isinstance(result, OfferRefused)
    ]
    assert Letter.objects.filter(code__in=["offer", "not-offered"]).count() == 10


def fifty_uses(cohort):
    link, _secret = Link.mint(
        "sign-off", lasts=timedelta(days=1), uses=1, address="somebody@example.org"
    )
    with slowly("people_link", "UPDATE", 0.02):
        return all_at_once(*[lambda: Link.objects.get(pk=link.pk).use()] * 50)


def test_a_link_for_one_use_opens_once_of_fifty(cohort):
    assert sorted(fifty_uses(cohort), key=str) == [False] * 49 + [True]


def test_the_mutant_that_looks_before_it_counts_opens_often(cohort, monkeypatch):
    def careless(link):
        if not link.is_usable:
            return False
        with transaction.atomic():
            link.uses_left = 0
            link.save(update_fields=["uses_left"])
        return True

    monkeypatch.setattr(Link, "use", careless)
    assert fifty_uses(cohort).count(True) > 1


def fifty_signatures(cohort):
    application = factories.create_application(cohort)
    endorsement = request_endorsement(application)
    link = factories.mint_link(
        "sign-off",
        lasts=timedelta(days=1),
        address=application.director_email,
        application=application,
    )[0].application_link
    said = {
        "seen": "waiting",
        "shown_hash": terms_hash(build_terms(application, language="en")),
        "reason": "",
    }
    tasks = [
        lambda says=says: answer_for_all(
            link, {endorsement.pk: said | {"says": says}}, signed_name="Dolores Example"
        )
        for says in ["sign", "decline"] * 25
    ]
    with slowly("recruitment_supervisorendorsement", "UPDATE", 0.02):
        return application, all_at_once(*tasks)


def test_fifty_answers_by_one_link_are_one_decision(cohort):
    application, results = fifty_signatures(cohort)
    assert sorted(map(len, results)) == [0] * 49 + [1]
    assert EndorsementAction.objects.filter(kind__in=["given", "declined"]).count() == 1
    assert Letter.objects.filter(code__in=["signoff-given", "signoff-declined"]).count() == 1


def test_the_mutant_that_signs_without_looking_decides_often(cohort, monkeypatch):
    def careless_give(endorsement, *, signed_name, bound=None, by=None, detail=""):
        return careless(
            endorsement,
            {"given_at": timezone.now(), "signed_name": signed_name, "bound": bound},
            "given",
        )

    def careless_decline(endorsement, *, reason="", by=None):
        return careless(endorsement, {"declined_at": timezone.now()}, "declined")

    def careless(endorsement, fields, kind):
        SupervisorEndorsement.objects.filter(pk=endorsement.pk).update(**fields)
        endorsement.refresh_from_db()
        endorsement.note(kind)
        return True

    monkeypatch.setattr(SupervisorEndorsement, "give", careless_give)
    monkeypatch.setattr(SupervisorEndorsement, "decline", careless_decline)
    monkeypatch.setattr(
        "recruitment.actions.endorsements.Application.objects.select_for_update",
        Application.objects.all,
    )
    with without("recruitment_supervisorendorsement", "endorsement_given_or_declined"):
        _application, results = fifty_signatures(cohort)
        assert list(map(len, results)).count(1) > 1


TEN_PEOPLE = "Name,Email\n" + "".join(f"{name} Example,\n" for name in "ABCDEFGHIJ")


def read_in_at_once(cohort, number):
    """So many drafts of one roster, read in at once; how many people each seated."""
    by = [factories.create_person() for _ in range(number)]
    drafts = [create_roster(cohort, by=person, content=TEN_PEOPLE) for person in by]

    def read(draft):
        try:
            read_in_now(draft, by=draft.started_by)
        except ActRefused as refusal:
            return str(refusal)
        return RosterImport.objects.get(pk=draft.pk).new

    with slowly("cohorts_cohortmembership", "INSERT", 0.01):
        return all_at_once(*[partial(read, draft) for draft in drafts])


def test_a_roster_read_in_by_five_people_at_once_seats_each_once(cohort):
    assert sorted(map(str, read_in_at_once(cohort, 5))) == ["10", *[HAS_CHANGED] * 4]
    assert cohort.memberships.count() == 10 and cohort.seats.free().count() == 20


def test_one_draft_read_in_many_times_at_once_is_read_in_once(cohort):
    draft = create_roster(cohort, by=factories.create_person(), content=TEN_PEOPLE)

    def read():
        try:
            return read_in_now(draft, by=draft.started_by) and "done"
        except ActRefused:
            return "refused"

    with slowly("cohorts_cohortmembership", "INSERT", 0.01):
        runs = all_at_once(*[read] * 4)
    assert sorted(runs) == ["done", "refused", "refused", "refused"]
    assert cohort.memberships.count() == 10


@pytest.mark.audit
def test_the_mutant_without_the_lock_on_the_cohort_seats_them_again(cohort, monkeypatch):
    """All three have looked who is seated before one of them seats anybody."""
    have_looked, look = Barrier(3, timeout=60), roster_actions.check_draft

    def check_together(draft):
        check = look(draft)
        have_looked.wait()
        return check

    monkeypatch.setattr(roster_actions, "lock_cohort", lambda draft: draft.cohort)
    monkeypatch.setattr(roster_actions, "check_draft", check_together)
    read_in_at_once(cohort, 3)
    assert cohort.memberships.count() > 10


def undo_at_once(cohort, number):
    """Undo one roster so many times at once; what came of each."""
    draft = create_roster(cohort, by=factories.create_person(), content=TEN_PEOPLE)
    read_in_now(draft, by=draft.started_by)
    roster = RosterImport.objects.get(pk=draft.pk)

    def take_back():
        try:
            return undo(roster, by=draft.started_by) and "done"
        except ActRefused:
            return "refused"

    with slowly("cohorts_seat", "UPDATE", 0.01):
        return sorted(map(str, all_at_once(*[take_back] * number)))


def test_a_roster_undone_by_three_at_once_is_undone_once(cohort):
    assert undo_at_once(cohort, 3) == ["done", "refused", "refused"]
    assert not cohort.memberships.exists() and cohort.seats.free().count() == 30


@pytest.mark.audit
def test_the_mutant_that_undoes_without_waiting_does_it_again(cohort, monkeypatch):
    monkeypatch.setattr(roster_undo, "lock_roster", lambda roster: roster)
    assert undo_at_once(cohort, 3) != ["done", "refused", "refused"]


def one_form_many_times(cohort):
    part = cohort.recruiting_part
    fields = {
        "name": "Ana",
        "email": "ana@example.org",
        "agency_name": "A",
        "site_name": "S",
        "director_name": "D",
        "director_email": "d@example.org",
    }
    key = uuid.uuid4()
    with slowly("recruitment_application", "INSERT"):
        return all_at_once(
            *[lambda: submit(part, form_key=key, fields=fields, answers={}, language="en")[1]] * 20
        )


def test_one_form_sent_twenty_times_at_once_is_one_application(cohort):
    assert sorted(one_form_many_times(cohort)) == [False] * 19 + [True]
    assert Application.objects.filter(email="ana@example.org").count() == 1
    assert Letter.objects.filter(code="signoff-request").count() == 1


def test_the_mutant_without_unique_keys_makes_many(cohort):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = "
            "'recruitment_application'::regclass AND contype = 'u' AND conname LIKE '%%form_key%%'"
        )
        (unique,) = cursor.fetchone()
    with without("recruitment_application", "application_once_a_part", unique):
        one_form_many_times(cohort)
        assert Application.objects.filter(email="ana@example.org").count() > 1


def two_steps_at_once(cohort):
    part, owner = cohort.recruiting_part, {"browser_hash": bytes(32)}
    draft = ApplicationDraft.objects.create(cohort_part=part, **owner)
    fields = ["name", "site_name", "answer_why", "phone"]
    with slowly("recruitment_applicationdraft", "UPDATE"):
        all_at_once(
            *[
                lambda name=name: save_step(
                    part,
                    owner=owner,
                    draft=draft,
                    step="you",
                    fields=[name],
                    typed={name: ["typed"]},
                    is_finished=True,
                    language="en",
                )
                for name in fields
            ]
        )
    return set(fields) - set(ApplicationDraft.objects.get().answers)


def test_steps_saved_in_two_windows_at_once_are_both_kept(cohort):
    assert two_steps_at_once(cohort) == set()


def test_the_mutant_without_the_lock_loses_one(cohort, monkeypatch):
    monkeypatch.setattr(ApplicationDraftQuerySet, "locked", lambda drafts: drafts)
    assert two_steps_at_once(cohort) != set()


def test_a_draft_sent_ten_times_at_once_is_one_application(cohort):
    draft = ApplicationDraft.objects.create(
        cohort_part=cohort.recruiting_part, browser_hash=bytes(32)
    )
    fields = {"name": "Ana", "email": "ana@example.org", "director_email": "d@example.org"}
    with slowly("recruitment_application", "INSERT"):
        results = all_at_once(
            *[lambda: send_draft(draft, fields=fields, answers={}, language="en")] * 10
        )
    assert results == [None] * 10
    assert Application.objects.count() == 1 and not ApplicationDraft.objects.exists()
    assert Letter.objects.filter(code="signoff-request").count() == 1
