"""Signing in by mail: a link that works once, for SIGN_IN_LINK_MINUTES.
Staff choose a password by such a link.

Pages only store the address that was typed. The worker looks who that is, so that neither the text
of a page nor the time it takes tells whether an address is known.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cohorts.letters.compose import address_is_full, write_letter
from cohorts.letters.from_template import build_letter
from cohorts.models import Cohort
from lib.near_names import fits_name
from lib.sentences import list_names
from lib.text import normalize_email
from people.models import Link, Person
from recruitment.director_language import language_of_director
from recruitment.models import (
    Application,
    ApplicationLetter,
    ApplicationLink,
    SupervisorEndorsement,
)

from ..models import SignInRequest
from ..second_factor import needs_password

CODE, PASSWORD_CODE = "sign-in-link", "password-link"
SIGN_IN_LINK_MINUTES = 30
BATCH_SIZE = 100


def ask_for_link(address):
    SignInRequest.objects.create(email=address)


def ask_for_password(address):
    SignInRequest.objects.create(email=address, wants=SignInRequest.Wants.PASSWORD)


def process_sign_in_requests():
    """Answer the stored requests and delete them; returns how many there were.

    Called by the background worker.
    """
    with transaction.atomic():
        asked = list(SignInRequest.objects.select_for_update(skip_locked=True)[:BATCH_SIZE])
        for request in asked:
            send_sign_in_link(request.email, password=request.wants == SignInRequest.Wants.PASSWORD)
        SignInRequest.objects.filter(pk__in=[request.pk for request in asked]).delete()
    return len(asked)


def send_sign_in_link(address, *, password=False):
    """Queue letters with a link if somebody is known at this address: one for the people who read
    it, and one for each applicant of another name.

    password: a link to choose a password.

    Staff get nothing but links to choose a password; only they get those.
    """
    owner = Person.objects.with_address(address).filter(is_active=True).first()
    has_password = owner is not None and needs_password(owner)
    if has_password and password:
        queue_password_letter(owner)
    people = people_with_link(address)
    if people:
        to = owner.email if owner in people and owner.email else address
        queue_sign_in_letter(people, to)
    names = Person.objects.read_by(address).values_list("name", flat=True)
    applicants = applications_without_person(normalize_email(address), names=names)
    for application in applicants:
        queue_application_letter(
            application, Link.Purpose.APPLICATION, application.email, application.name
        )
    if not (has_password or people or applicants):
        send_link_to_director(normalize_email(address))


def people_with_link(address):
    """{person: cohort whose wording the letter uses} of those who read this mailbox and sign in by
    a link.
    """
    readers = Person.objects.read_by(address).filter(is_active=True).order_by("pk")
    found = {person: latest_cohort(person) for person in readers if not needs_password(person)}
    return {person: cohort for person, cohort in found.items() if cohort}


def queue_sign_in_letter(people, address):
    """Queue the letter with the link that signs one of these people in, once; where they are
    several, its page asks which. people: as `people_with_link` returns them.
    """
    if address_is_full(normalize_email(address), codes=[CODE]):
        return
    first = next(iter(people))
    only = first if len(people) == 1 else None
    link = Link.make(
        Link.Purpose.SIGN_IN, until=link_expiry(), uses=1, address=address, person=only
    )
    with translation.override(first.language):
        names = list_names(people)
    write_letter(
        CODE,
        to_email=address,
        to_name=names,
        language=first.language,
        cohort=people[first],
        person=only,
        link=link,
        person_name=names,
    )


def applications_without_person(email_key, *, names):
    """The newest application of each name at this address that belongs to no person yet.

    names: of the persons who read it; they need no link to an application.
    """
    found, names = [], list(names)
    rows = Application.objects.active().filter(email_key=email_key, person=None)
    for application in rows.exclude(email_key="").order_by("-submitted_at"):
        if not any(fits_name(application.name, name) for name in names):
            found.append(application)
            names.append(application.name)
    return found


def send_link_to_director(email_key):
    """Queue a link for an address without a Person to the sign-off it is asked for."""
    asked = SupervisorEndorsement.objects.waiting().filter(
        supervisor_key=email_key, application__withdrawn_at=None
    )
    if endorsement := asked.select_related("application__cohort_part__cohort").first():
        queue_application_letter(
            endorsement.application,
            Link.Purpose.SIGN_OFF,
            endorsement.supervisor_email,
            endorsement.supervisor_name,
            endorsement=endorsement,
        )


def queue_application_letter(application, purpose, email, name, *, endorsement=None):
    """Queue a link to one page. It signs nobody in, so it opens at once and any number of times
    until it expires; the letter says so.
    """
    if address_is_full(normalize_email(email), codes=[CODE]):
        return
    link = ApplicationLink.make(purpose, application, until=link_expiry(), address=email)
    language = language_of_director(application, email=email) if endorsement else ""
    with translation.override(language or application.language):
        letter = build_letter(
            CODE,
            "accounts/letters/page_link.txt",
            to_email=email,
            to_name=name,
            subject=_("Your link to Hallway"),
            context={
                "minutes": SIGN_IN_LINK_MINUTES,
                "cohort": application.cohort.name,
                "signs": endorsement is not None,
            },
            link=link,
        )
    letter.cohort = application.cohort
    letter.save()
    ApplicationLetter.objects.create(
        letter=letter, application=application, endorsement=endorsement
    )


def link_expiry():
    """The moment when a link queued now stops opening."""
    return timezone.now() + timedelta(minutes=SIGN_IN_LINK_MINUTES)


def queue_password_letter(person):
    """Queue the letter with a link to choose a password.

    Its text is a template here: staff have no single guidebook.
    """
    if address_is_full(person.email_key, codes=[PASSWORD_CODE]):
        return
    link = Link.make(
        Link.Purpose.PASSWORD, until=link_expiry(), uses=1, address=person.email, person=person
    )
    with translation.override(person.language):
        letter = build_letter(
            PASSWORD_CODE,
            "accounts/letters/password_link.txt",
            to_email=person.email,
            to_name=person.name,
            subject=_("Choose a password for Hallway"),
            context={"minutes": SIGN_IN_LINK_MINUTES},
            person=person,
            link=link,
        )
    letter.save()


def latest_cohort(person):
    """The newest cohort this person takes part in, works for, supervises a member of,
    applied to or signs for.
    """
    signs = Q(supervisor=person) | Q(supervisor_key__in=person.address_keys)
    asked = SupervisorEndorsement.objects.filter(signs)
    applied = Application.objects.filter(Q(person=person) | Q(endorsements__in=asked))
    mine = Cohort.objects.filter(
        Q(memberships__person=person)
        | Q(staff_roles__person=person)
        | Q(memberships__person__supervised_by__supervisor=person)
        | Q(cohort_parts__in=applied.values("cohort_part"))
    )
    return mine.order_by("-opened_at").first()
