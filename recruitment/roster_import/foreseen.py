"""What reading a long roster in would come to: worked out by a job, kept with the draft, and shown
as the look of a short one is.
"""

from dataclasses import asdict

from cohorts.actions.staff_acts import Consequence, Outcome
from cohorts.models import Letter

LETTER = ("code", "to_email", "to_name", "language", "subject", "body")


def outcome_as_json(outcome):
    return {
        "button": outcome.button,
        "done": outcome.done,
        "stays": outcome.stays,
        "consequences": [asdict(row) for row in outcome.consequences],
        "letters": [[getattr(letter, name) for name in LETTER] for letter in outcome.letters],
    }


def outcome_from_json(foreseen):
    """The Outcome as it was, its letters not saved."""
    letters = [Letter(**dict(zip(LETTER, row, strict=True))) for row in foreseen["letters"]]
    consequences = [Consequence(**row) for row in foreseen["consequences"]]
    said = {name: foreseen[name] for name in ("button", "done", "stays")}
    return Outcome(**said, consequences=consequences, letters=letters)
