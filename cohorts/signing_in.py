"""Signing in by mail: a link that works once for half an hour; staff use a password and a second factor."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from .letters import address_is_full, write_letter
from .models import Application, Cohort, Link, Person

CODE = "sign-in-link"


def send_sign_in_link(address):
    """Queue a link for whoever is known at this address. Says nothing about whether anybody is."""
    person = Person.objects.with_address(address).filter(is_active=True).first()
    if person and not person.works_with_second_factor and (cohort := cohort_of(person)):
        queue(person.email or address, person.name, person.language, cohort, person=person, link_purpose=Link.Purpose.SIGN_IN, link_uses=1)
        return
    application = Application.objects.active().filter(email_key=Person.key_of(address), person=None).order_by("-submitted_at").first()
    if application:
        queue(
            application.email, application.name, application.language, application.cohort,
            application=application, link_purpose=Link.Purpose.APPLICATION,
        )  # fmt: skip


def queue(email, name, language, cohort, **about):
    if address_is_full(Person.key_of(email), codes=[CODE]):
        return
    until = timezone.now() + timedelta(minutes=settings.SIGN_IN_LINK_MINUTES)
    write_letter(CODE, to_email=email, to_name=name, language=language, cohort=cohort, person_name=name, link_until=until, **about)


def cohort_of(person):
    """A cohort this person has to do with, for the wording of the letter: the newest."""
    mine = Cohort.objects.filter(memberships__person=person) | Cohort.objects.filter(applications__person=person)
    mine |= Cohort.objects.filter(staff_roles__person=person) | Cohort.objects.filter(endorsements__supervisor=person)
    return mine.order_by("-opened_at").first()
