"""The one next action of somebody who runs or oversees cohorts, over all of them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.access import FACILITATOR, RUNS_IT
from lib import dates
from meetings.agenda_times import AgendaTimes

from ..pages.checklist import checklist
from ..pages.meetings_of_cohort import relative_day
from .recruitment import recruiting
from .staff_action import StaffAction

#: What a meeting lacks is the next action from so many days before it on.
DAYS_BEFORE = 60


def staff_action(entries, tasks=(), lacks=()):
    """The StaffAction of these CohortToday, or None. The most urgent kind comes first: the day
    itself, attendance that was left open, the latest of the DueTasks, what the next meeting lacks,
    recruitment.

    lacks: what the next meeting of all that the reader facilitates lacks, as from `next_lacks`.
    """
    run = [entry for entry in entries if entry.access.is_one_of(FACILITATOR)]
    urgent = [day_itself(run), open_attendance(run), late_task(tasks)]
    for found in [*urgent, what_is_missing(run, lacks), recruiting(entries)]:
        if found is not None:
            return found
    return next_plan(run)


def day_itself(entries):
    for entry in entries:
        meeting = entry.meeting
        if meeting and meeting.days_ahead == 0:
            title = _("%(cohort)s meets today") % {"cohort": entry.cohort}
            words = _("Meeting %(n)s: %(title)s.") % names_of(meeting)
            act = _("Finish the roll call") if meeting.number_here else _("Call the roll")
            return StaffAction(title, words, act, roll_of(meeting), now=True)
    return None


def open_attendance(entries):
    for entry in entries:
        for meeting in entry.strip.meetings:
            if meeting.is_past and not meeting.is_held:
                title = _("Close attendance of meeting %(n)s") % names_of(meeting)
                words = _("%(cohort)s met %(when)s. Until it is closed, nobody can evaluate.") % {
                    "cohort": entry.cohort,
                    "when": relative_day(meeting),
                }
                return StaffAction(title, words, _("Finish the roll call"), roll_of(meeting))
    return None


def next_entry(entries):
    """The CohortToday whose meeting is the next of all; None if nothing is ahead.

    entries: of cohorts that the reader runs, in the order of their next meetings.
    """
    return next((entry for entry in entries if entry.meeting), None)


def next_lacks(entries):
    """The items of the checklist of the next meeting of all; only that one is looked at."""
    entry = next_entry(entries)
    return checklist(entry.meeting, AgendaTimes(entry.meeting)) if entry else []


def what_is_missing(entries, missing):
    entry = next_entry(entries)
    if entry is None or entry.meeting.days_ahead > DAYS_BEFORE or not missing:
        return None
    words = _("%(cohort)s, meeting %(n)s, is %(when)s. %(reason)s") % {
        "cohort": entry.cohort,
        "n": entry.meeting.number,
        "when": relative_day(entry.meeting),
        "reason": missing[0].reason,
    }
    return StaffAction(missing[0].title, words, missing[0].title, missing[0].href)


def late_task(tasks):
    late = next((task for task in tasks if task.due_on < timezone.localdate()), None)
    if late is None:
        return None
    due = _("It was due on %(day)s.") % {"day": dates.day(late.due_on)}
    return StaffAction(late.what, f"{late.why} {due}", _("Open the task"), late.href)


def next_plan(entries):
    entry = next((e for e in entries if e.meeting and e.access.is_one_of(*RUNS_IT)), None)
    if entry is None:
        return None
    title = _("Nothing is late")
    words = _("%(cohort)s meets %(when)s.") % {
        "cohort": entry.cohort,
        "when": relative_day(entry.meeting),
    }
    return StaffAction(title, words, _("Open the plan"), entry.meeting.get_absolute_url())


def names_of(meeting):
    return {"n": meeting.number, "title": meeting.title}


def roll_of(meeting):
    return reverse("meetings:attendance-edit", args=[meeting.cohort.slug, meeting.position])
