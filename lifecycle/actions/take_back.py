"""Taking back an act of staff, of whatever package, while its letters wait."""

from cohorts.actions import staff_acts
from cohorts.actions.letter_acts import take_back_resend
from cohorts.models import StaffAct
from meetings.actions.meeting_acts import take_back_reminder
from recruitment.actions.decision_acts import take_back_decision
from recruitment.actions.endorsement_acts import take_back_reminders
from recruitment.actions.interest_acts import take_back_notice
from recruitment.actions.offer_acts import take_back_offer
from recruitment.actions.roster_undo import take_back_roster

from .added_meeting_act import take_back_added
from .call_off_act import take_back_call_off, take_back_call_on
from .change_cohort import take_back_change
from .end_recruiting import take_back_end
from .open_part import take_back_part
from .reschedule_act import move_obstacle, take_back_move


def only_letters(act):
    """Nothing but letters followed from the act."""
    return ""


#: {kind: what undoes it, but for its letters, and says so}; the other kinds leave at once.
UNDO = {
    StaffAct.Kind.OFFER: take_back_offer,
    StaffAct.Kind.WAITING_LIST: take_back_decision,
    StaffAct.Kind.NO_SEAT: take_back_decision,
    StaffAct.Kind.DIRECTOR_REMINDER: take_back_reminders,
    StaffAct.Kind.MEETING_MOVE: take_back_move,
    StaffAct.Kind.COHORT_CHANGE: take_back_change,
    StaffAct.Kind.RECRUITING_END: take_back_end,
    StaffAct.Kind.PART_OPEN: take_back_part,
    StaffAct.Kind.MEETING_ADD: take_back_added,
    StaffAct.Kind.MEETING_CALL_OFF: take_back_call_off,
    StaffAct.Kind.MEETING_CALL_ON: take_back_call_on,
    StaffAct.Kind.MEETING_REMINDER: take_back_reminder,
    StaffAct.Kind.INTEREST_NOTICE: take_back_notice,
    StaffAct.Kind.LETTER_RESEND: take_back_resend,
    StaffAct.Kind.ROSTER: take_back_roster,
}

#: {kind: what stands in the way of taking it back, as a sentence, "" for nothing}, where a page can
#: know it cheaply; the others are refused when they are pressed.
OBSTACLES = {StaffAct.Kind.MEETING_MOVE: move_obstacle}


def can_be_offered(act):
    """Whether a page offers to take the act back: nothing is known to stand in the way."""
    obstacle = OBSTACLES.get(act.kind)
    return not (obstacle and obstacle(act))


def take_back(act, *, by):
    """Undo the act and drop its letters; returns what was undone, in sentences.

    Raises ActRefused.
    """
    return staff_acts.take_back(act, by=by, undo=UNDO.get(act.kind, only_letters))
