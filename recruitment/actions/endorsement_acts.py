"""Writing to directors as acts of staff: reminders, and a request at a corrected address."""

from cohorts.actions.consequences import consequence_for
from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, and_send, count_of

from ..models import EndorsementAction
from .applications import correct
from .decisions import lock_applications
from .endorsement_reminders import remind


def remind_directors(act, cohort, applications):
    """Write once more to the director of each of these applications.

    Who cannot be written to is named, and stops nobody else. Raises ActRefused when nobody can.
    """
    locked = lock_applications(cohort, applications)
    refuse_once_closed(locked)
    notes, reasons = remind_each(act, locked)
    if not notes:
        raise ActRefused(" ".join(reasons))
    act.undo_data = {"notes": [note.pk for note in notes]}
    return reminded(notes, reasons)


def refuse_once_closed(applications):
    """Raise ActRefused when no signature for any of them would count."""
    if not any(
        application.cohort_part.takes_applications or application.endorsement_can_count
        for application in applications
    ):
        raise ActRefused(
            "Applications are closed, so a signature would not count any more. Nobody was written "
            "to. Call the directors, or answer the applicants without a seat."
        )


def remind_each(act, applications):
    """([EndorsementAction] of the reminders, [why others get none, as sentences])."""
    notes, reasons = [], []
    for application in applications:
        try:
            notes.append(remind_director(application, by=act.by, act=act))
        except ValueError as refusal:
            reasons.append(f"{application.name}: {refusal}")
    return notes, reasons


def reminded(notes, reasons):
    """The Outcome of reminders. reasons: why others get none."""
    asked = applicants_by_director(notes)
    reminders = count_of(len(notes), "reminder", "reminders")
    number = f"{reminders} to {count_of(len(asked), 'director', 'directors')}"
    first_reason = reasons[0] if reasons else ""
    return Outcome(
        button=f"Send {number}",
        done=f"{number} {'is' if len(notes) == 1 else 'are'} written.",
        consequences=[
            directors_asked(asked, number_of_letters=len(notes)),
            Consequence(len(reasons), "cannot be reminded", reasons, first_reason),
        ],
    )


def directors_asked(asked, *, number_of_letters):
    """asked: as from `applicants_by_director`."""
    one_each = "A director gets one letter for each applicant."
    return consequence_for(
        [f"{director}, for {' and '.join(names)}" for director, names in asked],
        "director is asked once more",
        "directors are asked again",
        one_each if number_of_letters > len(asked) else "",
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
    asked = signature_asked(corrected.get("director_name"), before, number=1 if asked_again else 0)
    again = " We ask at the new address for a signature." if asked_again else ""
    return Outcome(
        button=f"Save the correction{and_send(act)}",
        done=f"Corrected.{again}",
        consequences=[*changes_of(application, corrected), asked],
        stays="" if asked_again else "Nobody is written to.",
    )


def signature_asked(director, before, *, number):
    """What another address means. before: the sign-off at the old one, or None."""
    detail = "The link that was sent to the old address opens nothing any more."
    if before and before.given_at:
        detail += " The signature that was given no longer counts."
    return Consequence(number, f"signature is asked of {director} at the new address", [], detail)


def changes_of(application, corrected):
    """[Consequence] of each column that becomes another. application: as it was before."""
    return [
        Consequence(1, f"the {label} becomes {value}", [], f"It was {old}." if old else "")
        for label, old, value in changed_fields(application, corrected)
    ]


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
