"""Writing once more to a director who has not answered."""

from django.db import transaction

from ..letters import letters_of, write_to_director
from ..models import EndorsementAction

Kind = EndorsementAction.Kind


@transaction.atomic
def remind(endorsement, *, by, act=None):
    """Write to the director once more, and return what is noted of it.

    Raises ValueError with the reason when no letter may go.
    """
    if reason := reminder_refusal(endorsement):
        raise ValueError(reason)
    code = "signoff-reminder" if letters_of(endorsement).exists() else "signoff-request"
    letter = write_to_director(endorsement, code, act=act)
    if letter is None:
        raise ValueError("This address has had its letters for today. Try again tomorrow, or call.")
    return endorsement.note(Kind.REMINDED, by=by)


def reminder_refusal(endorsement):
    """Why no reminder would lead to a signature, as a sentence; empty when one can."""
    application = endorsement.application
    if endorsement.state != "waiting":
        return "This director has answered."
    if not application.is_choosable and not application.endorsement_can_count:
        return "This application is decided or withdrawn."
    if not application.endorsement_can_count:
        return "The deadline has passed. The link would not open any more."
    return ""
