"""Requesting a sign-off from a director."""

from ..endorsement_terms import build_terms
from ..letters import write_to_director
from ..models import EndorsementAction, SupervisorEndorsement


def request_endorsement(application, *, by=None, name=None, email=None, language=None, act=None):
    """Create a sign-off request and queue the letter to the director,
    if that address may get one today.

    name, email, language: of the director, where they differ from what the application says.
    """
    endorsement = SupervisorEndorsement.objects.create(
        application=application,
        supervisor_name=name or application.director_name,
        supervisor_email=email or application.director_email,
        bound=build_terms(application, language=language or application.language),
    )
    endorsement.note(EndorsementAction.Kind.REQUESTED, by=by)
    write_to_director(endorsement, "signoff-request", language=language, act=act)
    return endorsement
