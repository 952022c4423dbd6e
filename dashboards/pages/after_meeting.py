"""What a meeting still needs after it: its attendance, its evaluation, what was promised."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.access import FACILITATOR
from evaluations.actions.evaluation_acts import describe_acts
from evaluations.actions.evaluation_invitations import latest_letter
from evaluations.models import Evaluation, Release
from lib import dates
from meetings.models import FollowUp, LogisticsItem


@dataclass(frozen=True)
class AfterStep:
    """One thing to do after a meeting. pill: its state; word: the state in words."""

    title: str
    text: str
    href: str
    pill: str
    word: str
    #: Done some day, so the meeting is finished without it.
    can_wait: bool = False

    @property
    def is_done(self):
        return self.pill == "ok"


def steps_after(meetings, accesses):
    """{meeting key: [AfterStep]} of meetings that have begun, in three queries however many.

    meetings: from load_meetings, each with its cohort. accesses: {cohort key: CohortAccess} of
    people who run these cohorts.
    """
    evaluations, follow_ups = evaluations_of(meetings), follow_ups_of(meetings)
    left_over = left_over_of(meetings)
    found = {}
    for meeting in meetings:
        access = accesses[meeting.cohort_id]
        steps = [attendance_step(meeting)]
        if meeting.pk in evaluations:
            steps.append(evaluation_step(meeting, evaluations[meeting.pk], access))
        if meeting.pk in follow_ups and not access.is_supervisor:
            steps.append(follow_up_step(meeting, *follow_ups[meeting.pk]))
        if meeting.pk in left_over and not access.is_supervisor:
            steps.append(left_over_step(meeting, left_over[meeting.pk]))
        found[meeting.pk] = steps
    return found


def still_to_do(steps):
    """The AfterSteps that are not done."""
    return [step for step in steps if not step.is_done]


def is_finished(steps):
    """Whether attendance is closed and the results are in; promises are kept later."""
    return all(step.is_done or step.can_wait for step in steps)


def evaluations_of(meetings):
    """{meeting key: its Evaluation, with `done`, how many answered, `is_released` and
    `invited_at`, when the last letter was queued}
    """
    is_released = Exists(Release.objects.filter(evaluation=OuterRef("pk")))
    rows = Evaluation.objects.filter(meeting__in=meetings)
    counted = rows.annotate(
        done=Count("responses"),
        is_released=is_released,
        invited_at=latest_letter(
            cohort=OuterRef("meeting__cohort"), position=OuterRef("meeting__position")
        ),
    )
    return {evaluation.meeting_id: evaluation for evaluation in counted}


def follow_ups_of(meetings):
    """{meeting key: (how many promises are open, how many of them late)}, without those of none."""
    rows = FollowUp.objects.filter(meeting__in=meetings, kept_at=None).order_by()
    is_late = Q(due_on__lt=timezone.localdate())
    counted = rows.values("meeting").annotate(open=Count("pk"), late=Count("pk", filter=is_late))
    return {row["meeting"]: (row["open"], row["late"]) for row in counted}


def left_over_of(meetings):
    """{meeting key: how many tasks to arrange were left open}, without those of none."""
    behind = [meeting for meeting in meetings if meeting.is_behind]
    rows = LogisticsItem.objects.left().filter(meeting__in=behind).order_by()
    return dict(rows.values_list("meeting").annotate(Count("pk")))


def attendance_step(meeting):
    href = page_of("meetings:attendance-edit", meeting)
    if meeting.is_held:
        text = _("%(here)s of %(all)s were here.")
        numbers = {"here": meeting.number_here, "all": meeting.number_noted}
        text = " ".join(filter(None, [text % numbers, reopening_sentence(meeting)]))
        return AfterStep(_("Who was here"), text, href, "ok", _("Closed"))
    text = _("Close it when everybody is noted: then it is known who evaluates.")
    return AfterStep(_("Close attendance"), text, href, "stop", _("Open"))


def reopening_sentence(meeting):
    """When and why attendance was opened again the last time; "" if it never was."""
    if not meeting.reopened_at:
        return ""
    return _("Attendance was opened again on %(day)s: %(reason)s") % {
        "day": dates.day(meeting.reopened_at.astimezone(meeting.zone)),
        "reason": meeting.reopening_reason,
    }


def evaluation_step(meeting, evaluation, access):
    title = _("Evaluation")
    if evaluation.is_released:
        href = page_of("evaluations:results-meeting", meeting)
        return AfterStep(title, _("The results are in."), href, "ok", _("Counted"))
    href = page_of("evaluations:evaluation-detail", meeting)
    if evaluation.has_ended:
        text = _("The evaluation is closed. Results follow.")
        return AfterStep(title, text, href, "info", _("Being counted"))
    if not (meeting.is_held and access.is_one_of(FACILITATOR)):
        until = _("Open until %(day)s.") % {"day": dates.day(evaluation.last_day)}
        return AfterStep(title, until, href, "wait", _("Open"))
    numbers = {"done": evaluation.done, "people": meeting.number_here}
    text = describe_acts(evaluation.invited_at, zone=meeting.zone)
    return AfterStep(title, text, href, "wait", _("Open: %(done)s of %(people)s") % numbers)


def follow_up_step(meeting, number, late):
    title = ngettext("%(n)s promise is open", "%(n)s promises are open", number) % {"n": number}
    text = _("Made at meeting %(n)s.") % {"n": meeting.number}
    href = page_of("meetings:task-list", meeting) + "#promises"
    if late:
        word = ngettext("%(n)s is late", "%(n)s are late", late) % {"n": late}
        return AfterStep(title, text, href, "stop", word, can_wait=True)
    return AfterStep(title, text, href, "off", _("Open"), can_wait=True)


def left_over_step(meeting, number):
    title = ngettext(
        "%(n)s thing to arrange was left open", "%(n)s things to arrange were left open", number
    ) % {"n": number}
    text = _("The meeting is over. Tick what was done, or close them all.")
    href = page_of("meetings:task-list", meeting) + "#arrange"
    return AfterStep(title, text, href, "off", _("Open"), can_wait=True)


def page_of(name, meeting, *more):
    return reverse(name, args=[meeting.cohort.slug, meeting.position, *more])
