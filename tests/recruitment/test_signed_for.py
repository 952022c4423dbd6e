"""Who signed in a cohort may not read what its members say:
the rows that say so agree with the sign-offs themselves.
"""

import random

import pytest
from django.db.models import Q
from django.utils import timezone

from cohorts.access import cohorts_supervised_by, is_supervisor_of_member
from cohorts.models import Cohort, SignedFor
from lifecycle.actions.merge_persons import merge_persons
from people.models import Person, Supervision
from recruitment.actions.applications import withdraw
from recruitment.actions.endorsement_forward import forward
from recruitment.actions.endorsement_request import request_endorsement
from recruitment.actions.endorsement_void import void_and_request_again
from recruitment.actions.endorsements import decline, endorsements_for_link, sign
from recruitment.endorsement_terms import build_terms, terms_hash
from recruitment.models import SupervisorEndorsement

from .. import factories

pytestmark = pytest.mark.django_db

ADDRESSES = [f"director{number}@example.org" for number in range(4)]


def signed_by_the_endorsements():
    """{(person, cohort)} for which a sign-off of the cohort was given by the person,
    or from one of their addresses.
    """
    return {
        (person.pk, endorsement.application.cohort_part.cohort_id)
        for person in Person.objects.all()
        for endorsement in SupervisorEndorsement.objects.filter(
            Q(supervisor=person) | Q(supervisor_key__in=person.address_keys), given_at__isnull=False
        ).select_related("application__cohort_part")
    }


def refused_by_the_access_rule():
    cohorts = list(Cohort.objects.all())
    people = list(Person.objects.all())
    refused = {
        (person.pk, cohort.pk)
        for person in people
        for cohort in cohorts
        if is_supervisor_of_member(person, cohort)
    }
    assert refused == {
        (person.pk, found.pk)
        for person in people
        for found in cohorts_supervised_by(person, Cohort.objects.all())
    }
    return refused


class Recruiting:
    """Two cohorts whose applicants name one of four directors, and random steps
    that people can take.
    """

    def __init__(self, cohort, seed):
        self.dice = random.Random(seed)
        sibling = factories.create_cohort(
            slug="sibling", region=cohort.region, guidebook=cohort.guidebook
        )
        self.applications = []
        for where in [cohort, cohort, cohort, sibling, sibling]:
            application = factories.create_application(
                where, director_email=self.dice.choice(ADDRESSES)
            )
            request_endorsement(application)
            self.applications.append(application)
        self.extra_addresses = 0

    def step(self):
        steps = [
            self.give,
            self.give,
            self.give,
            self.decline,
            self.void,
            self.forward,
            self.withdraw,
            self.reopen,
            self.merge,
            self.add_address,
        ]
        self.dice.choice(steps)()

    def endorsement(self, *states):
        """One of the sign-offs in one of these states, or None."""
        found = [
            e for e in SupervisorEndorsement.objects.active().order_by("pk") if e.state in states
        ]
        found = [e for e in found if e.application.withdrawn_at is None]
        return self.dice.choice(found) if found else None

    def give(self, *states):
        if endorsement := self.endorsement(*(states or ["waiting"])):
            shown_hash = terms_hash(build_terms(endorsement.application, language="en"))
            assert sign(
                endorsement,
                seen=endorsement.state,
                shown_hash=shown_hash,
                signed_name="Dolores Example",
            )

    def decline(self):
        if endorsement := self.endorsement("waiting", "given"):
            assert decline(endorsement, seen=endorsement.state, reason="No cover")

    def reopen(self):
        """A director who declined signs after all."""
        self.give("declined")

    def void(self):
        if endorsement := self.endorsement("waiting", "given", "declined"):
            void_and_request_again(endorsement.application, detail="application changed")

    def forward(self):
        if endorsement := self.endorsement("waiting"):
            link = endorsement.endorsement_letters.filter(letter__link__revoked_at=None).first()
            link = link and link.letter.link.application_link
            if link and endorsements_for_link(link).waiting():
                others = [address for address in ADDRESSES if address != endorsement.supervisor_key]
                forward(link, name="Somebody Else", email=self.dice.choice(others), language="en")

    def withdraw(self):
        application = self.dice.choice(self.applications)
        application.refresh_from_db()
        if application.is_choosable:
            withdraw(application)

    def merge(self):
        people = list(
            Person.objects.filter(merged_into=None, email_key__in=ADDRESSES).order_by("pk")
        )
        if len(people) > 1:
            merge_persons(*self.dice.sample(people, 2))

    def add_address(self):
        """Somebody gets a further address:
        sometimes one from which nobody known to us has signed.
        """
        people = list(Person.objects.filter(merged_into=None).order_by("pk"))
        taken = set(Person.objects.values_list("email_key", flat=True)) | {
            a for p in people for a in p.address_keys
        }
        free = [address for address in ADDRESSES if address not in taken]
        self.extra_addresses += 1
        if people:
            address = self.dice.choice([*free, f"further{self.extra_addresses}@example.org"])
            self.dice.choice(people).addresses.create(email=address, verified_at=timezone.now())


@pytest.fixture
def many_letters(settings):
    settings.LETTERS_PER_ADDRESS_PER_DAY = 1000


@pytest.mark.parametrize("seed", range(12))
def test_the_access_rule_agrees_with_the_endorsements(cohort, many_letters, seed):
    recruiting = Recruiting(cohort, seed)
    for _ in range(30):
        recruiting.step()
        assert refused_by_the_access_rule() == signed_by_the_endorsements()
    assert not Supervision.objects.exists()  # which would be a second reason for a refusal


@pytest.fixture
def signed(cohort, many_letters):
    """(application, the director who signed for it)"""
    application = factories.create_application(cohort, director_email=ADDRESSES[0])
    endorsement = request_endorsement(application)
    shown_hash = terms_hash(build_terms(application, language="en"))
    sign(endorsement, seen="waiting", shown_hash=shown_hash, signed_name="Dolores Example")
    return application, Person.objects.get(email_key=ADDRESSES[0])


def test_it_is_written_with_the_signature_and_only_then(cohort, many_letters):
    application = factories.create_application(cohort, director_email=ADDRESSES[0])
    endorsement = request_endorsement(application)
    assert not SignedFor.objects.exists()
    decline(endorsement, seen="waiting")
    assert not SignedFor.objects.exists()
    director = Person.objects.get(email_key=ADDRESSES[0])
    assert not is_supervisor_of_member(director, cohort)
    endorsement.refresh_from_db()
    shown_hash = terms_hash(build_terms(application, language="en"))
    sign(endorsement, seen="declined", shown_hash=shown_hash, signed_name="Dolores Example")
    row = SignedFor.objects.get()
    assert (row.cohort, row.supervisor, row.supervisor_key) == (cohort, director, ADDRESSES[0])


@pytest.mark.parametrize("end", ["voided", "withdrawn", "forwarded", "declined after all"])
def test_it_stays_when_the_signature_is_gone(cohort, signed, end):
    application, director = signed
    if end == "voided":
        void_and_request_again(application, detail="application changed")
    elif end == "withdrawn":
        withdraw(application)
    elif end == "forwarded":
        endorsement = void_and_request_again(application, detail="application changed")
        link = endorsement.endorsement_letters.get().letter.link.application_link
        assert len(forward(link, name="Somebody Else", email=ADDRESSES[1], language="en")) == 1
    else:
        decline(application.endorsements.get(), seen="given")
    assert not application.endorsements.active().filter(given_at__isnull=False).exists()
    assert is_supervisor_of_member(director, cohort)
    assert list(cohorts_supervised_by(director, Cohort.objects.all())) == [cohort]


def test_it_follows_a_merge_of_two_records_that_both_signed(cohort, signed):
    _application, director = signed
    other = factories.create_application(cohort, director_email=ADDRESSES[1])
    endorsement = request_endorsement(other)
    shown_hash = terms_hash(build_terms(other, language="en"))
    sign(endorsement, seen="waiting", shown_hash=shown_hash, signed_name="Dolores Example")
    new = Person.objects.get(email_key=ADDRESSES[1])
    merge_persons(director, new)
    assert is_supervisor_of_member(new, cohort)
    assert new.signed_for.count() == 2 and not director.signed_for.exists()


def test_it_reaches_somebody_who_gets_the_address_later(cohort, signed):
    _application, director = signed
    newcomer = factories.create_person("Dolores Again", "dolores@home.example")
    director.email = ""
    director.save()
    assert not is_supervisor_of_member(newcomer, cohort)
    newcomer.addresses.create(email=ADDRESSES[0], verified_at=timezone.now())
    assert is_supervisor_of_member(newcomer, cohort)
