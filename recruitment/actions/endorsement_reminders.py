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
    if endorsement.state != "waiting":
        raise ValueError("This director has answered.")
    application = endorsement.application
    if not application.is_choosable and not application.endorsement_can_count:
        raise ValueError("This application is decided or withdrawn.")
    if not application.endorsement_can_count:
        raise ValueError("The deadline has passed. The link would not open any more.")
    reminded_before = letters_of(endorsement).exists()
    letter = write_to_director(
        endorsement, "signoff-reminder" if reminded_before else "signoff-request", act=act
    )
    if letter is None:
        raise ValueError("This address has had its letters for today. Try again tomorrow, or call.")
    return endorsement.note(Kind.REMINDED, by=by)
