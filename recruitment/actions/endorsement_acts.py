"""Writing to directors as acts of staff: reminders, and a request at a corrected address."""

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, count_of

from ..models import EndorsementAction
from .applications import correct
from .decisions import lock_applications
from .endorsement_reminders import remind


def remind_directors(act, cohort, applications):
    """Write once more to the director of each of these applications.

    Who cannot be written to is named, and stops nobody else. Raises ActRefused when nobody can.
    """
    notes, reasons = [], []
    locked = lock_applications(cohort, applications)
    if not any(
        application.cohort_part.takes_applications or application.endorsement_can_count
        for application in locked
    ):
        raise ActRefused(
            "Applications are closed, so a signature would not count any more. Nobody was written "
            "to. Call the directors, or answer the applicants without a seat."
        )
    for application in locked:
        try:
            notes.append(remind_director(application, by=act.by, act=act))
        except ValueError as refusal:
            reasons.append(f"{application.name}: {refusal}")
    if not notes:
        raise ActRefused(" ".join(reasons))
    act.undo_data = {"notes": [note.pk for note in notes]}
    asked = applicants_by_director(notes)
    reminders = count_of(len(notes), "reminder", "reminders")
    number = f"{reminders} to {count_of(len(asked), 'director', 'directors')}"
    return Outcome(
        button=f"Send {number}",
        done=f"{number} {'is' if len(notes) == 1 else 'are'} written.",
        consequences=[
            Consequence(
                len(asked),
                "director is asked once more" if len(asked) == 1 else "directors are asked again",
                [f"{director}, for {' and '.join(names)}" for director, names in asked],
                "A director gets one letter for each applicant." if len(notes) > len(asked) else "",
            ),
            Consequence(
                len(reasons),
                "cannot be reminded",
                reasons,
                reasons[0] if reasons else "",
            ),
        ],
    )


def applicants_by_director(notes):
    """[(name of a director, names of the applicants they are reminded of)], by address."""
    found = {}
    for endorsement in (note.endorsement for note in notes):
        _name, names = found.setdefault(
            endorsement.supervisor_key, (endorsement.supervisor_name, [])
        )
        names.append(endorsement.application.name)
    return list(found.values())


def remind_director(application, *, by, act):
    endorsement = application.endorsement
    if endorsement is None:
        raise ValueError("No director is asked.")
    return remind(endorsement, by=by, act=act)


def take_back_reminders(act):
    notes = EndorsementAction.objects.filter(pk__in=act.undo_data["notes"])
    asked = applicants_by_director(notes.select_related("endorsement__application"))
    notes.delete()
    return f"{count_of(len(asked), 'director is', 'directors are')} not reminded."


def correct_application(act, application, **corrected):
    """Correct a name or the director's address; another address is asked at once."""
    before = application.endorsement
    asked_again = correct(application, by=act.by, act=act, **corrected)
    changes = [
        Consequence(1, f"the {label} becomes {value}", [], f"It was {old}." if old else "")
        for label, old, value in changed_fields(application, corrected)
    ]
    asked = Consequence(
        1 if asked_again else 0,
        f"signature is asked of {corrected.get('director_name')} at the new address",
        [],
        "The link that was sent to the old address opens nothing any more."
        + (" The signature that was given no longer counts." if before and before.given_at else ""),
    )
    letters = act.letters.count()
    return Outcome(
        button="Save the correction"
        + (f" and send {count_of(letters, 'letter', 'letters')}" if letters else ""),
        done="Corrected. We ask at the new address for a signature."
        if asked_again
        else "Corrected.",
        consequences=[*changes, asked],
        stays="" if asked_again else "Nobody is written to.",
    )


def changed_fields(application, corrected):
    labels = {
        "name": "name of the applicant",
        "director_name": "name of the director",
        "director_email": "address of the director",
    }
    return [
        (labels[field], getattr(application, field), value)
        for field, value in corrected.items()
        if getattr(application, field) != value
    ]
