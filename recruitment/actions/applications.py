"""Applying: what a public form may do, and what the applicant does later by a private link."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.letters.compose import address_is_full
from lib.text import normalize_email

from ..letters import words_about, write_to_applicant
from ..models import Application, ApplicationAnswer
from .endorsements import ask_again, ask_director

#: What a director signs for hangs on these: changing one asks again.
ASKS_AGAIN = ["agency_name", "site_name", "director_name", "director_email"]


def submit(cohort_part, *, form_key, fields, answers, language):
    """Take an application. Returns (application, is new).

    The same form sent again, or a second application from the same address, makes nothing new: whoever
    reads that address gets a copy of the first one, and the sender learns nothing.
    """
    found = find(cohort_part, form_key=form_key, email=fields["email"])
    if found is None:
        try:
            return create(cohort_part, form_key=form_key, fields=fields, answers=answers, language=language), True
        except IntegrityError:
            found = find(cohort_part, form_key=form_key, email=fields["email"])
    if found.form_key != form_key:
        send_copy(found)
    return found, False


def find(cohort_part, *, form_key, email):
    same_form = Application.objects.filter(form_key=form_key)
    same_address = Application.objects.active().filter(cohort_part=cohort_part, email_key=normalize_email(email))
    return same_form.first() or same_address.first()


@transaction.atomic
def create(cohort_part, *, form_key, fields, answers, language):
    application = Application.objects.create(cohort_part=cohort_part, form_key=form_key, language=language, **fields)
    write_answers(application, answers)
    send_copy(application)
    if application.asks_sign_off:
        ask_director(application)
    return application


def write_answers(application, answers):
    """answers: {question: (text, chosen)}. What was there before is replaced."""
    application.answers.all().delete()
    ApplicationAnswer.objects.bulk_create(
        ApplicationAnswer(application=application, question=question, text=text, chosen=chosen)
        for question, (text, chosen) in answers.items()
        if text or chosen
    )


def send_copy(application):
    """A copy to the applicant with the link to the own page; none when the address has had its letters for today."""
    if not address_is_full(application.email_key):
        write_to_applicant(application, "application-copy", **words_about(application, language=application.language))


@transaction.atomic
def change(application, *, fields, answers):
    """Change answers. Another site, agency or director asks for the signature again; everything else changes freely.

    Returns whether the director is asked again. Raises ValueError once it is decided or the deadline has passed.
    """
    application = Application.objects.select_for_update(of=("self",)).select_related("cohort_part__cohort__network", "cohort_part__part").get(pk=application.pk)
    if not may_change(application):
        raise ValueError(_("This application can no longer be changed here."))
    asks_again = application.asks_sign_off and any(name in fields and differs(name, getattr(application, name), fields[name]) for name in ASKS_AGAIN)
    for name, value in fields.items():
        setattr(application, name, value)
    application.changed_at = timezone.now()
    application.save()
    write_answers(application, answers)
    if asks_again:
        ask_again(application, detail="application changed")
    return asks_again


def differs(name, before, now):
    return normalize_email(before) != normalize_email(now) if name == "director_email" else before != now


def may_change(application):
    return application.can_be_changed and application.cohort_part.still_takes_what_was_begun


@transaction.atomic
def correct(application, *, by, name, director_name="", director_email=""):
    """The lead repairs a slip in a name or an address. Another address of the director asks again."""
    application = Application.objects.select_for_update(of=("self",)).select_related("cohort_part__cohort__network", "cohort_part__part").get(pk=application.pk)
    asks_again = application.asks_sign_off and differs("director_email", application.director_email, director_email)
    application.name, application.director_name, application.director_email = name, director_name, director_email
    application.changed_at = timezone.now()
    application.save()
    if asks_again:
        ask_again(application, by=by, detail="address corrected")
    elif application.endorsement:
        application.endorsements.waiting().update(supervisor_name=director_name)
    return asks_again


@transaction.atomic
def withdraw(application):
    """Take the application back; somebody who has a seat gives it back."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.membership_id and application.membership.is_current:
        application.membership.leave(by=application.person, reason="Gave the seat back on the application page")
    else:
        application.withdraw()
