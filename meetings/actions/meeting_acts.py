"""Acts of staff about a meeting: reminding its members, and removing what belongs to it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from cohorts.models import Letter
from guidebooks.models import TaskEvent

from ..models import LogisticsItem, MeetingHasBegun
from .agenda_blocks import remove_block
from .meeting_reminders import REMINDER_CODE, send_reminders, who_has_not_answered


def remind_members(act, meeting):
    """Write to everybody who has not answered. Raises ActRefused when there is nobody."""
    reminded = send_or_refuse(meeting, act)
    lost = names_of_lost_letters(reminded, act)
    ticked = meeting.logistics.tick(*events_of_reminder(meeting, act), by=act.by)
    act.undo_data = {"ticked": [task.pk for task in ticked]}
    number = len(reminded)
    return Outcome(
        button=ngettext("Send %(n)s reminder", "Send %(n)s reminders", number) % {"n": number},
        done=ngettext("%(n)s reminder is written.", "%(n)s reminders are written.", number)
        % {"n": number},
        consequences=consequences_of_reminder(meeting, reminded, lost, ticked),
        stays=_("Members who have answered get no letter."),
    )


def send_or_refuse(meeting, act):
    """The memberships that were reminded. Raises ActRefused when there are none."""
    try:
        reminded = send_reminders(meeting, act=act)
    except MeetingHasBegun as begun:
        raise ActRefused(_("The meeting has begun. No reminder was sent.")) from begun
    if not reminded:
        raise ActRefused(
            _("There is nobody to remind: all have answered, or had their letters for today.")
        )
    return reminded


def consequences_of_reminder(meeting, reminded, lost, ticked):
    """reminded: memberships. lost: as from `names_of_lost_letters`. ticked: tasks."""
    sentence = ngettext("member is reminded", "members are reminded", len(reminded))
    detail = _("They have not answered yet. Each letter has a link to answer.")
    return [
        Consequence(len(reminded), sentence, [row.person.name for row in reminded], detail),
        silent_without_letter(meeting, reminded),
        lost_letters(lost),
        ticked_tasks(ticked),
    ]


def silent_without_letter(meeting, reminded):
    """Those who have not answered and are not among the memberships that were reminded."""
    silent = who_has_not_answered(meeting).exclude(pk__in=[row.pk for row in reminded])
    names = [row.person.name for row in silent]
    sentence = ngettext(
        "has not answered and gets none", "have not answered and get none", len(names)
    )
    detail = _("They have no address, or had their letters for today. Call: %(names)s.")
    return Consequence(len(names), sentence, names, detail % {"names": ", ".join(names)})


def lost_letters(names):
    sentence = ngettext(
        "of these addresses did not take our last letter",
        "of these addresses did not take our last letter",
        len(names),
    )
    detail = _("Call as well: %(names)s.") % {"names": ", ".join(names)}
    return Consequence(len(names), sentence, names, detail)


def ticked_tasks(tasks, detail=""):
    sentence = ngettext("task is ticked", "tasks are ticked", len(tasks))
    return Consequence(len(tasks), sentence, [str(task) for task in tasks], detail)


def events_of_reminder(meeting, act):
    """The TaskEvents of this reminder; its link leads to the page that asks for access and food."""
    earlier = Letter.objects.filter(
        cohort=meeting.cohort, code=REMINDER_CODE, meeting_position=meeting.position
    )
    earlier = earlier.exclude(act=act).exclude(status=Letter.Status.DROPPED)
    which = TaskEvent.SECOND_REMINDER if earlier.exists() else TaskEvent.FIRST_REMINDER
    return [which, TaskEvent.NEEDS_ASKED]


def names_of_lost_letters(memberships, act):
    """The names of those whose address did not take the last letter before this act."""
    keys = {row.person.email_key: row.person.name for row in memberships}
    earlier = Letter.objects.filter(to_key__in=keys).exclude(act=act)
    over = earlier.filter(status__in=[Letter.Status.SENT, *Letter.UNDELIVERED])
    last = over.order_by("to_key", "-queued_at", "-pk").distinct("to_key")
    return [keys[letter.to_key] for letter in last if letter.is_undelivered]


def take_back_reminder(act):
    """Open the tasks again that the reminder had ticked; returns that as a sentence."""
    number = LogisticsItem.objects.open_again(act.undo_data.get("ticked", []))
    return (
        ngettext("%(n)s task is open again.", "%(n)s tasks are open again.", number) % {"n": number}
        if number
        else ""
    )


def close_left_over(meeting, *, by):
    """Tick what was to be arranged for a meeting that is over. Raises ActRefused."""
    left = list(meeting.logistics.left()) if meeting.is_behind else []
    if not left:
        raise ActRefused(_("Nothing to arrange is open any more."))
    for task in left:
        task.complete(by=by)
    words = {"n": len(left)}
    return Outcome(
        button=ngettext("Close %(n)s task", "Close %(n)s tasks", len(left)) % words,
        done=ngettext("%(n)s task is closed.", "%(n)s tasks are closed.", len(left)) % words,
        consequences=[ticked_tasks(left, _("Each can be opened again: take its tick away."))],
        stays=_("Nobody is written to. Promises stay open until they are kept."),
    )


def remove_task(task):
    title = str(task)
    task.delete()
    return removed(title, _("“%(title)s” is off the list.") % {"title": title})


def remove_budget_line(line):
    title = line.what
    line.delete()
    return removed(title, _("“%(title)s” is no longer in the budget.") % {"title": title})


def remove_agenda_block(block):
    title, minutes = str(block.title), block.minutes
    remove_block(block)
    outcome = removed(title, _("“%(title)s” is no longer on the agenda.") % {"title": title})
    outcome.consequences.append(
        Consequence(
            minutes,
            ngettext("minute goes with it", "minutes go with it", minutes),
            [],
            _("So do both texts and its materials. The blocks after it begin earlier."),
        )
    )
    return outcome


def retire_agreement(agreement):
    title = {"title": str(agreement.title)}
    agreement.retire()
    detail = _("It is on no poster and on no page of the members any more.")
    return Outcome(
        button=_("Retire “%(title)s”") % title,
        done=_("“%(title)s” is retired. What was adopted stays on record.") % title,
        consequences=[Consequence(1, _("agreement holds no longer"), detail=detail)],
        ends=True,
        stays=_("When and where it was adopted stays on record."),
    )


def removed(title, done):
    """The Outcome of something that is gone for good."""
    return Outcome(
        button=_("Remove “%(title)s”") % {"title": title},
        done=done,
        consequences=[Consequence(1, _("“%(title)s” goes for good") % {"title": title})],
        ends=True,
        stays=_("Nobody is written to."),
    )
