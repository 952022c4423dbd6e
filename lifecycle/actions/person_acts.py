"""Mending a person as an act of staff: what follows, in words."""

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from people.actions.change_person import change_person


def edit_person(person, *, by, reason, changes):
    """Correct name, order, phone and language."""
    noted = change_person(person, by=by, reason=reason, **changes)
    if not noted:
        raise ActRefused("Nothing differs from what is stored.")
    name = changes.get("name", person.name)
    return Outcome(
        button="Save the correction",
        done=f"What is stored about {name} is corrected.",
        consequences=[sentence_of(change) for change in noted],
        stays="What was printed or sent before keeps what it says. No letter is written.",
    )


def sentence_of(change):
    """A PersonChange as a line of the look."""
    field = change.get_field_display().lower()
    if not change.after:
        return Consequence(1, f"{field} is taken away", [], f"It was {change.before}.")
    was = f"It was {change.before}." if change.before else "There was none."
    return Consequence(1, f"{field} becomes {change.after}", [], was)
