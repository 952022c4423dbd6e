"""Noting for a member that they go on: somebody was called, or has no address."""

from cohorts.actions.staff_acts import Consequence, Outcome
from recruitment.actions.renewals import RenewalRefused, renew
from recruitment.models import Application

from .refusing import refusing


def note_renewal(membership, cohort_part, *, by, **director):
    """The member goes on, as the lead `by` was told. Returns the Outcome; raises ActRefused.

    director: `director_name` and `director_email`, where the part asks for a signature.
    """
    with refusing(RenewalRefused):
        application = renew(membership, cohort_part, by=by, **director)
    name, is_decided = membership.person.name, application.decision == Application.Decision.RENEWED
    return Outcome(
        button=f"{name} goes on with {cohort_part.part}",
        done=f"{name} goes on." if is_decided else f"{name} goes on once the director has signed.",
        consequences=consequences_of_renewal(membership, application, is_decided),
        stays=f"{name} is not written to.",
    )


def consequences_of_renewal(membership, application, is_decided):
    kept = f"Seat {membership.seat.number}, {membership.person.name}."
    asked = f"director is asked to sign: {application.director_name}"
    letter = (
        f"A letter to {application.director_email} leaves at once, unless this address has had "
        "its letters for today."
    )
    return [
        Consequence(1, "seat is kept", [], kept),
        Consequence(0 if is_decided else 1, asked, [], letter),
    ]
