"""Noting for a member that they go on: somebody was called, or has no address."""

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from recruitment.actions.renewals import RenewalRefused, renew
from recruitment.models import Application


def note_renewal(membership, cohort_part, *, by, **director):
    """The member goes on, as the lead `by` was told. Returns the Outcome; raises ActRefused.

    director: `director_name` and `director_email`, where the part asks for a signature.
    """
    try:
        application = renew(membership, cohort_part, by=by, **director)
    except RenewalRefused as refusal:
        raise ActRefused(str(refusal)) from refusal
    name, is_decided = membership.person.name, application.decision == Application.Decision.RENEWED
    return Outcome(
        button=f"{name} goes on with {cohort_part.part}",
        done=f"{name} goes on." if is_decided else f"{name} goes on once the director has signed.",
        consequences=[
            Consequence(1, "seat is kept", [], f"Seat {membership.seat.number}, {name}."),
            Consequence(
                0 if is_decided else 1,
                f"director is asked to sign: {application.director_name}",
                [],
                f"A letter to {application.director_email} leaves at once, unless this address has "
                "had its letters for today.",
            ),
        ],
        stays=f"{name} is not written to.",
    )
