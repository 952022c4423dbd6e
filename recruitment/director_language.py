"""The language of letters to a director: asked once, and her own from then on."""

from django.conf import settings
from django.db import transaction

from lib.text import normalize_email
from people.models import Person

from .models import Application, SupervisorEndorsement


def language_of_director(application, *, email="", fallback=""):
    """The language in which letters to the director at this address are written.

    That of her record, else what she chose before she had one, else what the applicant says, else
    what another applicant said, else `fallback`, else the applicant's own. email: the application's
    director if not given.
    """
    key = normalize_email(email) or application.director_key
    return (
        language_of_record(key)
        or chosen_language(key)
        or (application.director_language if key == application.director_key else "")
        or language_said(key)
        or fallback
        or application.language
    )


def chosen_language(email_key):
    """What this director chose last on a sign-off page; "" if nothing."""
    chosen = SupervisorEndorsement.objects.filter(supervisor_key=email_key).exclude(language="")
    return chosen.order_by("-asked_at", "-pk").values_list("language", flat=True).first() or ""


def language_said(email_key):
    """What the newest applicant who knew it said of this director; "" if nobody did."""
    said = Application.objects.filter(director_key=email_key).exclude(director_language="")
    return said.order_by("-pk").values_list("director_language", flat=True).first() or ""


def language_of_record(email_key):
    return Person.objects.with_address(email_key).values_list("language", flat=True).first() or ""


@transaction.atomic
def choose_language(email_key, language):
    """Keep the language of letters to this address: on its sign-offs, and on the person's record.

    Returns whether it is a language that letters are written in.
    """
    if language not in dict(settings.LANGUAGES):
        return False
    SupervisorEndorsement.objects.filter(supervisor_key=email_key).update(language=language)
    for person in Person.objects.with_address(email_key):
        person.set_language(language)
    return True
