"""Signing in by mail: a link that works once for half an hour; staff choose a password and use a second factor."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .letters import address_is_full, one_line, write_letter
from .models import Application, Cohort, Letter, Link, Person, SignInRequest, SupervisorEndorsement

CODE, PASSWORD_CODE = "sign-in-link", "password-link"
MOST_AT_ONCE = 100


def ask_for_link(address):
    SignInRequest.objects.create(email=address)


def ask_for_password(address):
    SignInRequest.objects.create(email=address, wants=SignInRequest.Wants.PASSWORD)


def answer_requests():
    """The worker's part: look who is at each address that was typed; returns how many were looked at."""
    with transaction.atomic():
        asked = list(SignInRequest.objects.select_for_update(skip_locked=True)[:MOST_AT_ONCE])
        for request in asked:
            send_sign_in_link(request.email, password=request.wants == SignInRequest.Wants.PASSWORD)
        SignInRequest.objects.filter(pk__in=[request.pk for request in asked]).delete()
    return len(asked)


def send_sign_in_link(address, *, password=False):
    """Queue a link for whoever is known at this address. Says nothing about whether anybody is."""
    person = Person.objects.with_address(address).filter(is_active=True).first()
    if person and needs_password(person):
        if password:
            send_password_link(person)
    elif person and (cohort := cohort_of(person)):
        queue(person.email or address, person.name, person.language, cohort, person=person, link_purpose=Link.Purpose.SIGN_IN, link_uses=1)
    else:
        send_link_to_stranger(Person.key_of(address))


def needs_password(person):
    return person.works_with_second_factor or person.is_staff or person.is_superuser


def send_link_to_stranger(email_key):
    """Somebody who is no person yet has applied, or is asked to sign: the page of that opens again."""
    application = Application.objects.active().filter(email_key=email_key, person=None).order_by("-submitted_at").first()
    if application:
        queue(
            application.email, application.name, application.language, application.cohort,
            application=application, link_purpose=Link.Purpose.APPLICATION,
        )  # fmt: skip
        return
    asked = SupervisorEndorsement.objects.waiting().filter(supervisor_key=email_key, application__withdrawn_at=None)
    if endorsement := asked.select_related("application", "cohort").first():
        queue(
            endorsement.supervisor_email, endorsement.supervisor_name, endorsement.application.language, endorsement.cohort,
            application=endorsement.application, endorsement=endorsement, link_purpose=Link.Purpose.SIGN_OFF,
        )  # fmt: skip


def queue(email, name, language, cohort, **about):
    if address_is_full(Person.key_of(email), codes=[CODE]):
        return
    write_letter(CODE, to_email=email, to_name=name, language=language, cohort=cohort, person_name=name, link_until=in_half_an_hour(), **about)


def in_half_an_hour():
    return timezone.now() + timedelta(minutes=settings.SIGN_IN_LINK_MINUTES)


def send_password_link(person):
    """Staff belong to no single guidebook, so this letter is worded here."""
    if address_is_full(person.email_key, codes=[PASSWORD_CODE]):
        return
    with translation.override(person.language):
        subject = _("Choose a password for Hallway")
        body = render_to_string("cohorts/emails/password_link.txt", {"name": one_line(person.name), "minutes": settings.SIGN_IN_LINK_MINUTES})
    Letter.objects.create(
        code=PASSWORD_CODE, to_email=person.email, to_name=one_line(person.name)[:200], language=person.language, subject=subject, body=body,
        person=person, link_purpose=Link.Purpose.PASSWORD, link_until=in_half_an_hour(), link_uses=1,
    )  # fmt: skip


def cohort_of(person):
    """A cohort this person has to do with, for the wording of the letter: the newest."""
    mine = Cohort.objects.filter(memberships__person=person) | Cohort.objects.filter(applications__person=person)
    mine |= Cohort.objects.filter(staff_roles__person=person) | Cohort.objects.filter(endorsements__supervisor=person)
    mine |= Cohort.objects.filter(endorsements__supervisor_key__in=person.address_keys)
    mine |= Cohort.objects.filter(memberships__person__supervised_by__supervisor=person)
    return mine.order_by("-opened_at").first()
