"""Asking directors again who have not answered, with one letter to each however much it says."""

from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.actions.staff_acts import Consequence
from cohorts.letters.compose import under_greeting
from recruitment.actions.ask_again import ask_again
from recruitment.models import EndorsementAction, SupervisorEndorsement

from .reschedule_meeting import CODE, dates_ahead


@dataclass
class AskedAgain:
    """notes: an EndorsementAction of each sign-off; refused: why others are not asked, in
    sentences. letters: to the directors. merged: how many letters about dates are not written,
    because the same director gets one of these, which says the dates, too.
    """

    notes: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    letters: list = field(default_factory=list)
    merged: int = 0

    @property
    def undo_data(self):
        return {
            "notes": [note.pk for note in self.notes],
            "bound": [[note.endorsement_id, note.was_bound] for note in self.notes],
        }


def ask_waiting_directors(part, act, *, everybody=False, moved=()):
    """Ask those who wait for what has changed in this CohortPart; None: nobody.

    everybody: also where only the deadline has changed. moved: [(meeting, Rescheduled)] whose
    letters to directors are written. Returns the AskedAgain.
    """
    if part is None:
        return AskedAgain()
    notes, refused, letters = ask_again(part, by=act.by, act=act, everybody=everybody)
    asked = AskedAgain(notes, refused, letters)
    for letter in letters:
        asked.merged += say_dates_too(letter, act, moved)
    return asked


def say_dates_too(letter, act, moved):
    """Say in the letter what the one about dates would say to the same director, who has signed
    for somebody else, and drop that one. Returns how many are dropped.
    """
    others = act.letters.filter(code=CODE, to_key=letter.to_key, application_letter__isnull=False)
    if not others.exists():
        return 0
    letter.body = under_greeting(letter.body, changed_dates(letter.language, moved))
    letter.save(update_fields=["body"])
    number = others.count()
    others.delete()
    return number


def changed_dates(language, moved):
    """What the letter about dates says, as a paragraph in this language."""
    with translation.override(language):
        said = _("You have signed for somebody in this group already. Its dates have changed:")
        days = "\n".join(dates_ahead(meeting, done.told) for meeting, done in moved if done.told)
    return f"{said}\n{days}"


def asked_again(asked):
    """What it comes to, in words."""
    names, refused = [signed_for_whom(note.endorsement) for note in asked.notes], asked.refused
    again = ngettext("sign-off is asked again", "sign-offs are asked again", len(names))
    as_now = _("They have not answered yet. The letter names the dates as they are now.")
    not_today = ngettext(
        "director cannot be written to today", "directors cannot be written to today", len(refused)
    )
    return [
        Consequence(len(names), again, names, as_now),
        Consequence(len(refused), not_today, refused, _("Remind them tomorrow, or call.")),
    ]


def signed_for_whom(endorsement):
    words = {"director": endorsement.supervisor_name, "name": endorsement.application.name}
    return _("%(director)s, for %(name)s") % words


def forget_asking(data):
    """As if the directors had not been asked: what an act noted of it goes.

    data: the undo data of the act.
    """
    EndorsementAction.objects.filter(pk__in=data.get("notes", [])).delete()
    for pk, bound in data.get("bound", []):
        SupervisorEndorsement.objects.filter(pk=pk).update(bound=bound)
