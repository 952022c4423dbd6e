"""The three stages of a meeting as those who run it see them: before, during and after."""

from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.models import Letter
from evaluations.actions.evaluation_invitations import CODE as INVITATION_CODE
from lifecycle.actions.reschedule_meeting import CODE as DATES_CODE
from meetings.actions.meeting_reminders import REMINDER_CODE

from .after_meeting import AfterStep, attendance_step, page_of

BEFORE, DURING, AFTER = "before", "during", "after"


def stage_of(meeting):
    """Which stage it is in now; attendance that is closed, or its end, begins the last one."""
    if meeting.is_held or meeting.is_past:
        return AFTER
    return DURING if meeting.has_begun else BEFORE


def steps_during(meeting, times):
    """[AfterStep] of what is done in the room: who is here, and each activity that needs care.

    Afterwards attendance is among the steps after it.
    """
    roll = {BEFORE: roll_ahead, DURING: attendance_step}.get(stage_of(meeting))
    steps = [roll(meeting)] if roll else []
    steps += [activity_step(meeting, block) for block in times.segments if is_watched(block)]
    return steps


def roll_ahead(meeting):
    href = page_of("meetings:attendance-edit", meeting)
    text = _("Tap Here beside each name, or type the rows of the paper sheet later.")
    return AfterStep(_("Call the roll"), text, href, "off", _("On the day"))


def is_watched(block):
    return bool(block.activity_id and block.activity.needs_safety_monitor)


def activity_step(meeting, block):
    """Who watches over an activity, and whether the space was checked."""
    run = getattr(block, "run", None)
    href = page_of("meetings:activity-run-edit", meeting, block.pk)
    if block.needs_safety_monitor:
        text = _("Nobody is named who watches over it.")
        return AfterStep(str(block.title), text, href, "stop", _("Needed"))
    text = _("%(name)s watches over it.") % {"name": run.safety_monitor}
    if run.hazards_checked_at:
        return AfterStep(str(block.title), text, href, "ok", _("Space checked"))
    return AfterStep(str(block.title), text, href, "wait", _("Check the space"))


def done_by_itself(meeting):
    """[(what Hallway did for this meeting, when)], the earliest first."""
    found = [*letters_sent(meeting), *numbers_fixed(meeting)]
    if meeting.first_closed_at and meeting.has_evaluation:
        found.append((_("The evaluation opened for those who were here"), meeting.first_closed_at))
    return sorted(found, key=lambda row: row[1])


def letters_sent(meeting):
    letters = Letter.objects.filter(cohort=meeting.cohort_id, meeting_position=meeting.position)
    known = letters.filter(code__in=LETTERS).exclude(status=Letter.Status.DROPPED).order_by()
    for row in known.values("code").annotate(n=Count("pk"), last=Max("queued_at")):
        yield LETTERS[row["code"]](row["n"]), row["last"]


def reminders_sent(number):
    words = ngettext(
        "%(n)s reminder sent, which asks for access and food",
        "%(n)s reminders sent, which ask for access and food",
        number,
    )
    return words % {"n": number}


def dates_told(number):
    words = ngettext("%(n)s member told another date", "%(n)s members told another date", number)
    return words % {"n": number}


def invitations_sent(number):
    words = ngettext("%(n)s invitation to evaluate", "%(n)s invitations to evaluate", number)
    return words % {"n": number}


#: {code of a letter about one meeting: the sentence for so many of them}
LETTERS = {
    REMINDER_CODE: reminders_sent,
    DATES_CODE: dates_told,
    INVITATION_CODE: invitations_sent,
}


def numbers_fixed(meeting):
    at = meeting.sign_in_numbers.aggregate(first=Min("fixed_at"))["first"]
    if at:
        yield _("Sign-in sheet printed; its numbers stay"), at
