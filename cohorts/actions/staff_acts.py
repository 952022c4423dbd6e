"""Acts of staff: done after a look at what follows, and taken back while their letters wait.

A verb that acts is a function of the StaffAct, or of None where it writes to nobody. It does
everything, and returns an Outcome that says what it did. A look calls the same function and
undoes it (`perform`), so it cannot say anything else than what will happen.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Letter, StaffAct


class ActRefused(ValueError):
    """Nothing was done; the message is a sentence for the reader."""


@dataclass(frozen=True)
class Consequence:
    """One thing that follows: how many, of what, who, and what else there is to say.

    A number of 0 is not shown; None is shown without a number.
    """

    number: int | None
    sentence: str
    names: list = field(default_factory=list)
    detail: str = ""


@dataclass
class Outcome:
    """What an act does, in words.

    button: the act and its size, such as "Give 3 seats and send 3 letters". done: the sentence
    when it is done. ends: whether it ends something, so its button is not the filled one.
    stays: what somebody might fear and does not happen.
    """

    button: str
    done: str
    consequences: list
    ends: bool = False
    stays: str = ""
    letters: list = field(default_factory=list)

    @property
    def digest(self):
        """A hash of everything that is shown; another hash means that something else follows."""
        shown = [self.button, [asdict(row) for row in self.consequences], self.stays]
        letters = [
            [letter.code, letter.to_email, letter.language, letter.subject, letter.body]
            for letter in self.letters
        ]
        return hashlib.sha256(json.dumps([shown, letters]).encode()).hexdigest()[:16]


def perform(verb, *, digest="", kind=None, cohort=None, by=None, form_key=None):
    """Call the verb and keep what it did only if that is what the digest of a look says.

    verb: a function of the StaffAct (of None without a kind) that returns an Outcome.
    Returns (outcome, the act if it was done or True, None or False if it was not). Whatever the
    verb changed in objects of the caller is not undone, so read them again after a look.
    """
    with transaction.atomic():
        act = kind and StaffAct.objects.create(
            kind=kind, cohort=cohort, by=by, form_key=form_key, sentence=""
        )
        outcome = verb(act)
        outcome.consequences = [row for row in outcome.consequences if row.number != 0]
        outcome.letters = list(act.letters.order_by("to_name", "pk")) if act else []
        is_done = outcome.digest == digest
        if is_done and act:
            act.finish(sentence=outcome.done)
        if not is_done:
            transaction.set_rollback(True)
    return outcome, is_done and (act or True)


@transaction.atomic
def take_back(act, *, by, undo):
    """Undo the act and drop its letters. Returns what was undone, in sentences.

    undo: a function of the StaffAct that undoes everything but its letters, says in sentences what
    it undid ("" for nothing else), and raises ActRefused when something was built on it since.
    Raises ActRefused also when the ten minutes are over, or when it was taken back already.
    """
    act, now = StaffAct.objects.select_for_update().get(pk=act.pk), timezone.now()
    refuse_unless_it_waits(act, now)
    dropped = act.letters.drop_queued()
    undone = undo(act)
    act.undone_at, act.undone_by, act.undo_data = now, by, {}
    act.save(update_fields=["undone_at", "undone_by", "undo_data"])
    return " ".join(filter(None, [_("Taken back."), undone, will_not_leave(dropped)]))


def refuse_unless_it_waits(act, now):
    """Raise ActRefused for an act that was taken back, or whose letters leave. Locks them."""
    if act.undone_at:
        raise ActRefused(_("This was taken back already."))
    letters = act.letters.select_for_update().exclude(status=Letter.Status.DROPPED)
    if not act.waits_at(now) or any(letter.attempts for letter in letters):
        raise ActRefused(_("The ten minutes are over, so its letters are on their way."))


def will_not_leave(number):
    """The sentence about letters that are dropped with their act; "" for none."""
    if not number:
        return ""
    sentence = ngettext("%(n)s letter will not leave.", "%(n)s letters will not leave.", number)
    return sentence % {"n": number}


def leave_after_all(number):
    """The sentence about letters that the act had dropped, and that are queued again."""
    return ngettext(
        "%(n)s earlier letter leaves after all.", "%(n)s earlier letters leave after all.", number
    ) % {"n": number}


# --- what outcomes say of letters -----------------------------------------------------------------


def count_of(number, one, many):
    """ "1 letter" or "3 letters"."""
    return f"{number} {one if number == 1 else many}"


def and_send(act):
    """The end of a button: " and send 3 letters", or nothing when the act writes to nobody."""
    letters = act.letters.count()
    return f" and send {count_of(letters, 'letter', 'letters')}" if letters else ""
