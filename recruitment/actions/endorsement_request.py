"""Requesting a sign-off from a director."""

from django.utils import translation
from django.utils.translation import gettext as _

from cohorts.letters.compose import under_greeting

from ..director_language import language_of_director
from ..endorsement_terms import build_terms, sentences_of_new_request
from ..letters import write_to_director
from ..models import EndorsementAction, SupervisorEndorsement


def request_endorsement(application, *, by=None, name=None, email=None, language=None, act=None):
    """Create a sign-off request and queue the letter to the director,
    if that address may get one today.

    name, email: of the director, where they differ from what the application says. language: of
    the letter to a director whose language nobody knows.
    """
    language = language_of_director(application, email=email or "", fallback=language or "")
    endorsement = create_request(application, by=by, name=name, email=email, language=language)
    letter = write_to_director(endorsement, "signoff-request", language=language, act=act)
    before = SupervisorEndorsement.objects.signed_before([endorsement]).get(endorsement.pk)
    if letter and before:
        say_that_it_is_again(letter, endorsement, before)
    return endorsement


def say_that_it_is_again(letter, endorsement, before):
    """Say in the subject and under the greeting that the director signed before, and what has
    changed since; else it looks like the first one once more.
    """
    with translation.override(letter.language):
        again = sentences_of_new_request(endorsement, before)
        subject = _("Please sign again for %(name)s: the application changed")
        letter.subject = subject % {"name": endorsement.application.name}
    letter.body = under_greeting(letter.body, again)
    letter.save(update_fields=["subject", "body"])


def create_request(application, *, language, by=None, name=None, email=None, detail=""):
    """A sign-off request without a letter. detail: noted with it, such as where it is asked."""
    endorsement = SupervisorEndorsement.objects.create(
        application=application,
        supervisor_name=name or application.director_name,
        supervisor_email=email or application.director_email,
        bound=build_terms(application, language=language),
    )
    endorsement.note(EndorsementAction.Kind.REQUESTED, by=by, detail=detail)
    return endorsement
