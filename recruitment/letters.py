"""Letters to applicants and directors: the values of their placeholders,
and the link each carries.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cohorts.letters.compose import LINK, address_is_full, write_letter
from cohorts.models import Letter
from lib import dates
from lib.near_names import fits_name
from lib.text import WEB_ADDRESS_OR_MARKUP
from meetings.letter_placeholders import bullet_list, part_placeholders
from people.models import Link, Person

from .director_language import chosen_language, language_of_director
from .models import Application, ApplicationLetter, ApplicationLink, SupervisorEndorsement

#: Asks a director for whom a roster has seated, at first and as a reminder.
SEATED, RENEWAL = "signoff-seated", "signoff-renewal"
#: An applicant's link is usable for at least this long after the letter.
MINIMUM_LINK_LIFE = timedelta(days=14)


def letter_context(application, *, language):
    """{placeholder: value} for every letter about joining, in this language."""
    with translation.override(language):
        return part_placeholders(application.cohort_part) | {
            "person_name": application.name,
            "director_name": application.director_name,
            "site_name": application.site_name,
            "agency_name": application.agency_name,
        }


def answers_list(application, *, language):
    """What an application says, for the copy that its applicant gets.

    The address may be mistyped and the form is public. So what staff read only once there is a
    seat stays out, and so does text with a web address, which would make the letter a carrier of
    advertisements.
    """
    with translation.override(language):
        lines = map(as_line, what_is_said(application))
        return bullet_list(f"{label} {text}" for label, text in lines if text)


def what_is_said(application):
    """[(label, text)] in the active language; an empty text where nothing is said."""
    answers = application.answers.select_related("question").exclude(question__sensitive=True)
    return [
        (_("Your email"), application.email),
        (_("Phone"), application.phone),
        (_("County"), application.county and str(application.county)),
        (_("Your director's email"), application.asks_sign_off and application.director_email),
        *[(answer.question.label, readable_answer(answer)) for answer in answers],
        *[
            (criterion.text, _("Yes") if met else _("Not ticked"))
            for criterion, met in application.criteria_answered()
        ],
    ]


def as_line(line):
    label, text = str(line[0]), line[1]
    return label if label.endswith(("?", ".", ":")) else f"{label}:", text


def readable_answer(answer):
    text = "\n  ".join(answer.display().split("\n"))
    return _("You find this answer on your page.") if WEB_ADDRESS_OR_MARKUP.search(text) else text


@transaction.atomic
def write_to_applicant(application, code, *, act=None, shared=False, **placeholders):
    """Queue a letter to the applicant with a link to their own application. Returns the Letter.

    act: the StaffAct that writes it. shared: whether others will read the address, too, who are not
    known yet. placeholders: values beyond, or instead of, those of `letter_context`.
    """
    until = max(application.cohort_part.status_links_until, timezone.now() + MINIMUM_LINK_LIFE)
    link = ApplicationLink.make(
        Link.Purpose.APPLICATION,
        application,
        until=until,
        address=application.email,
        person=application.person,
    )
    letter = write_letter(
        code,
        to_email=application.email,
        to_name=application.name,
        language=application.language,
        cohort=application.cohort,
        person=application.person,
        link=link,
        act=act,
        shared=shared or others_read_mailbox_of(application),
        **letter_context(application, language=application.language) | placeholders,
    )
    ApplicationLetter.objects.create(letter=letter, application=application)
    return letter


def others_read_mailbox_of(application):
    """Whether somebody of another name is known, or applied, at the applicant's address."""
    known = Person.objects.read_by(application.email).exclude(pk=application.person_id)
    applied = Application.objects.active().filter(email_key=application.email_key)
    names = [
        *known.values_list("name", flat=True),
        *applied.exclude(pk=application.pk).values_list("name", flat=True),
    ]
    return any(not fits_name(application.name, name) for name in names)


def write_to_director(endorsement, code, *, language=None, act=None):
    """Queue a letter to the director, with a link usable as long as the answer counts.

    Returns the Letter; None when no answer would count any more or the address has had
    its letters for today.
    """
    until = endorsement.application.endorsement_until
    if until is None or address_is_full(endorsement.supervisor_key):
        return None
    language = language or language_of_director(
        endorsement.application, email=endorsement.supervisor_email
    )
    more = {"deadline": last_day_before(until, endorsement.application.cohort, language)}
    if endorsement.application.membership_id:
        code, more["people_list"] = SEATED, bullet_list(names_seated(endorsement))
    elif endorsement.application.renews_id:
        code = RENEWAL
    return write_letter_to_director(
        endorsement, code, until=until, language=language, act=act, **more
    )


def names_seated(endorsement):
    """Those with a seat for whom this director has not answered yet; the link opens them all."""
    waiting = SupervisorEndorsement.objects.waiting().filter(
        supervisor_key=endorsement.supervisor_key,
        application__cohort_part=endorsement.application.cohort_part_id,
        application__membership__left_on=None,
        application__membership__isnull=False,
    )
    return waiting.order_by("application__sort_name").values_list("application__name", flat=True)


def last_day_before(until, cohort, language):
    """The last whole day before this moment, as letters name it."""
    with translation.override(language):
        return dates.day(timezone.localdate(until - timedelta(minutes=1), cohort.zone))


@transaction.atomic
def write_letter_to_director(endorsement, code, *, until, language=None, act=None, **placeholders):
    """Queue a letter to the director, whatever the daily limit. Returns the Letter.

    until: when its link expires. placeholders: values beyond, or instead of,
    those of `letter_context`.
    """
    application = endorsement.application
    language = language or language_of_director(application, email=endorsement.supervisor_email)
    context = letter_context(application, language=language) | {
        "director_name": endorsement.supervisor_name
    }
    link = ApplicationLink.make(
        Link.Purpose.SIGN_OFF, application, until=until, address=endorsement.supervisor_email
    )
    letter = write_letter(
        code,
        to_email=endorsement.supervisor_email,
        to_name=endorsement.supervisor_name,
        language=language,
        cohort=application.cohort,
        link=link,
        act=act,
        **context | placeholders,
    )
    ask_language(letter)
    ApplicationLetter.objects.create(
        letter=letter, application=application, endorsement=endorsement
    )
    return letter


def ask_language(letter):
    """Say on top of a director's first letter in a language, in the other one, how to get letters
    in that.

    Once for each language only, and not to a director who has chosen.
    """
    same = Letter.objects.filter(to_key=letter.to_key, language=letter.language)
    earlier = same.exclude(pk=letter.pk)
    if LINK not in letter.body or chosen_language(letter.to_key) or earlier.exists():
        return
    letter.body = f"{way_from(letter.language)}\n\n{letter.body}"
    letter.save(update_fields=["body"])


def way_from(language):
    """How to get letters in the other language, in that one."""
    if language == "es":
        with translation.override("en"):
            return _("In English: open the link, choose “English”, press “Write to me in English”.")
    with translation.override("es"):
        return _("In Spanish: open the link, choose “Español”, press “Write to me in Spanish”.")


def letters_about(application):
    """Every letter about this application, newest first."""
    return Letter.objects.filter(application_letter__application=application).order_by(
        "-queued_at", "-pk"
    )


def letters_of(endorsement):
    """Every letter about this sign-off, newest first."""
    return Letter.objects.filter(application_letter__endorsement=endorsement).order_by(
        "-queued_at", "-pk"
    )
