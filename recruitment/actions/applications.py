"""Applications: what the public form may do, and what the applicant and the lead do later."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.letters.compose import address_is_full
from lib.near_names import fits_name
from lib.text import normalize_email

from ..letters import answers_list, write_to_applicant
from ..models import Application, ApplicationAnswer
from .endorsement_request import request_endorsement
from .endorsement_void import void_and_request_again, withdraw_and_write_for_others

COPY = "application-copy"
#: Changing one of these columns asks the director again, because it is part of what they sign
#: or who signs.
SIGNED_FIELDS = ["agency_name", "site_name", "director_name", "director_email"]


def submit(cohort_part, *, form_key, fields, answers, language):
    """Store an application from the public form. Returns (application, whether it is new).

    fields: columns of Application. answers: as in `write_answers`. form_key: a UUID that each form
    carries. The same form sent twice, or a second application of one person from one address to one
    part, creates nothing: the address gets a copy of the first application, so that the sender
    cannot learn whether it is known. Somebody of another name at that address applies, too.
    """
    same = {"email": fields["email"], "name": fields["name"]}
    found = find(cohort_part, form_key=form_key, **same)
    if found is None:
        try:
            return create(
                cohort_part, form_key=form_key, fields=fields, answers=answers, language=language
            ), True
        except IntegrityError:
            found = find(cohort_part, form_key=form_key, **same)
    if found.form_key != form_key:
        send_copy(found)
    return found, False


def find(cohort_part, *, form_key, email, name):
    same_form = Application.objects.filter(form_key=form_key)
    same_address = Application.objects.active().filter(
        cohort_part=cohort_part, email_key=normalize_email(email)
    )
    same_person = (row for row in same_address if fits_name(name, row.name))
    return same_form.first() or next(same_person, None)


@transaction.atomic
def create(cohort_part, *, form_key, fields, answers, language):
    application = Application.objects.create(
        cohort_part=cohort_part, form_key=form_key, language=language, **fields
    )
    write_answers(application, answers)
    send_copy(application)
    if application.asks_sign_off:
        request_endorsement(application)
    return application


def write_answers(application, answers):
    """Replace the application's answers.

    answers: {question: (text, [chosen values])}; empty ones are not stored.
    """
    application.answers.all().delete()
    ApplicationAnswer.objects.bulk_create(
        ApplicationAnswer(application=application, question=question, text=text, chosen=chosen)
        for question, (text, chosen) in answers.items()
        if text or chosen
    )


def send_copy(application):
    """Queue a copy with the answers and the link to the own application, unless the address has
    had its copies for today. Other letters do not count: whoever applies again is promised one.
    """
    if not address_is_full(application.email_key, codes=[COPY]):
        answers = answers_list(application, language=application.language)
        write_to_applicant(application, COPY, answers_list=answers)


@transaction.atomic
def change(application, *, fields, answers):
    """Store the applicant's changes. Returns whether the director is asked to sign again.

    fields, answers: as in `submit`. Raises ValueError once it is decided or the deadline is over.
    """
    application = lock_application(application)
    if not may_change(application):
        raise ValueError(_("This application can no longer be changed here."))
    sign_again = changes_what_is_signed(application, fields)
    store(application, fields)
    write_answers(application, answers)
    if sign_again:
        void_and_request_again(application, detail="application changed")
    return sign_again


def lock_application(application):
    related = Application.objects.with_cohort_part()
    return related.select_for_update(of=("self",)).get(pk=application.pk)


def changes_what_is_signed(application, fields):
    """Whether a director signs for this application, and one of SIGNED_FIELDS becomes another."""
    return application.asks_sign_off and any(
        name in fields and differs(name, getattr(application, name), fields[name])
        for name in SIGNED_FIELDS
    )


def differs(name, before, now):
    return (
        normalize_email(before) != normalize_email(now)
        if name == "director_email"
        else before != now
    )


def store(application, fields):
    for name, value in fields.items():
        setattr(application, name, value)
    application.changed_at = timezone.now()
    application.save()


def may_change(application):
    """Whether the applicant may still change it: undecided, and before the deadline."""
    return application.can_be_changed and application.cohort_part.still_takes_what_was_begun


@transaction.atomic
def correct(application, *, by, name, director_name="", director_email="", act=None):
    """Correct a name or the director's address. Returns whether the director is asked again.

    Another address voids the sign-off and requests a new one, recorded as done by `by`.
    """
    application = lock_application(application)
    sign_again = changes_what_is_signed(application, {"director_email": director_email})
    director = {"director_name": director_name, "director_email": director_email}
    store(application, {"name": name} | director)
    if sign_again:
        void_and_request_again(application, by=by, detail="address corrected", act=act)
    elif application.endorsement:
        application.endorsements.waiting().update(supervisor_name=director_name)
    return sign_again


@transaction.atomic
def withdraw(application):
    """Withdraw the application; an applicant who has a seat gives it back.

    Raises ValueError when it is withdrawn already, or decided against.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.membership_id and application.membership.is_current:
        application.membership.leave(reason="Gave the seat back on the application page")
    else:
        withdraw_and_write_for_others(application)
