"""The one next action of somebody who runs or oversees cohorts, over all of them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.access import FACILITATOR, LEAD, RUNS_IT
from lib import dates
from meetings.agenda_times import AgendaTimes

from ..pages.checklist import checklist
from ..pages.lead_dashboard import recruitment_summaries
from ..pages.meetings_of_cohort import relative_day

#: What a meeting lacks is the next action from so many days before it on.
DAYS_BEFORE = 60


@dataclass(frozen=True)
class StaffAction:
    title: str
    words: str
    act: str
    href: str
    #: It is happening now.
    now: bool = False


def staff_action(entries, tasks=(), lacks=()):
    """The StaffAction of these CohortToday, or None. The most urgent kind comes first: the day
    itself, attendance that was left open, the latest of the DueTasks, what the next meeting lacks,
    recruitment.

    lacks: what the next meeting of all that the reader facilitates lacks, as from `next_lacks`.
    """
    run = [entry for entry in entries if entry.access.is_one_of(FACILITATOR)]
    lead = [entry for entry in entries if entry.access.is_one_of(LEAD)]
    urgent = [day_itself(run), open_attendance(run), late_task(tasks)]
    for found in [*urgent, what_is_missing(run, lacks), recruiting(lead)]:
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


def recruiting(entries):
    cohorts = [entry.cohort for entry in entries if entry.cohort.is_recruiting]
    summaries = recruitment_summaries(cohorts)
    for cohort in cohorts:
        if not cohort.is_published:
            return not_public(cohort)
        summary = summaries[cohort.pk]
        if summary and (words := recruitment_sentences(summary)):
            title = recruitment_title(cohort, summary)
            href = reverse("recruitment:application-list", args=[cohort.slug])
            return StaffAction(title, words, _("Open the applications"), href)
    return None


def not_public(cohort):
    href = reverse("lifecycle:cohort-publish", args=[cohort.slug])
    return StaffAction(
        _("%(cohort)s is not public yet") % {"cohort": cohort},
        _("Nobody can apply before it is published."),
        _("What is missing"),
        href,
    )


def recruitment_title(cohort, summary):
    if summary["part"].takes_applications:
        return _("%(cohort)s recruits") % {"cohort": cohort}
    if summary["undecided"]:
        return _("%(cohort)s: %(n)s to decide") % {"cohort": cohort, "n": summary["undecided"]}
    return _("%(cohort)s takes no more applications") % {"cohort": cohort}


def recruitment_sentences(summary):
    """What waits, in sentences; empty if nothing does."""
    delays, to_decide = sentences_of_delays(summary), summary["undecided"]
    if not summary["part"].takes_applications and (delays or to_decide):
        return " ".join(sentences_of_deadline(summary) + delays)
    return " ".join(delays)


def sentences_of_deadline(summary):
    """When applications closed, and by when applicants were to hear, while that is ahead."""
    part = summary["part"]
    sentences = [_("Applications closed on %(day)s.") % {"day": dates.day(part.apply_by)}]
    if summary["undecided"] and part.notice_on and summary["notice_late"] <= 0:
        promised = _("An answer is promised for %(day)s.") % {"day": dates.day(part.notice_on)}
        sentences.append(promised)
    return sentences


def sentences_of_delays(summary):
    waiting, failed = summary["waiting"], summary["failed"]
    late = summary["undecided"] if summary["notice_late"] > 0 else 0
    sentences = []
    if waiting:
        text = ngettext("%(n)s waits for a director.", "%(n)s wait for their directors.", waiting)
        sentences.append(text % {"n": waiting})
    if failed:
        text = ngettext(
            "%(n)s letter was not delivered.", "%(n)s letters were not delivered.", failed
        )
        sentences.append(text % {"n": failed})
    if late:
        text = ngettext(
            "%(n)s applicant waits for a late answer.",
            "%(n)s applicants wait for a late answer.",
            late,
        )
        sentences.append(text % {"n": late})
    return sentences


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
