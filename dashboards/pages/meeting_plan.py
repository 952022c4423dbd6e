"""What the plan of a meeting shows to those who run the cohort, in a fixed number of queries."""

from django.utils import timezone

from cohorts.models import Letter, SignedFor
from meetings.actions.meeting_reminders import REMINDER_CODE
from meetings.agenda_times import AgendaTimes
from meetings.models import FollowUp
from meetings.pages.rsvp import rsvp_summary
from meetings.pages.tasks import TASKS_SHOWN

from ..actions.make_document import packs_made
from ..document_links import may_print
from ..print_pack import PACK
from .after_meeting import is_finished, steps_after, still_to_do
from .checklist import split_checklist
from .meeting_stages import done_by_itself, stage_of, steps_during
from .meeting_status import meeting_status
from .meetings_of_cohort import relative_day
from .pack_button import pack_button


def meeting_plan(meeting, meetings, access):
    """A meeting with its checklist, replies and tasks, and the one before it if it still needs
    something. meetings: all of the cohort, from load_meetings, this one among them.
    """
    times, rsvp, has_begun = AgendaTimes(meeting), rsvp_summary(meeting), meeting.has_begun
    reads_notes = not access.is_supervisor
    to_arrange = list(meeting.logistics.left()[:TASKS_SHOWN])
    missing, not_needed = split_checklist(meeting, times)
    promised = [] if access.is_supervisor else open_follow_ups(meeting.cohort)
    follow_ups = promised_for(meeting, meetings, promised)
    steps = own_steps(meeting, access) if has_begun else []
    by_itself, done = done_by_itself(meeting), tasks_done(meeting)
    return {
        "cohort": meeting.cohort,
        "meeting": meeting,
        "runs_it": True,
        "when": relative_day(meeting),
        "times": times,
        "minute": meeting.minutes_since_start,
        "stage": stage_of(meeting),
        "checklist": [] if meeting.is_called_off else missing,
        "not_needed": [] if meeting.is_called_off else not_needed,
        "steps_during": steps_during(meeting, times),
        "by_itself": by_itself,
        "done_number": len(by_itself) + len(done) + len(not_needed),
        "rsvp": rsvp,
        "newcomers": [row.membership for row in rsvp.rows if is_newcomer(row.membership, meeting)],
        "directors": SignedFor.objects.filter(cohort=meeting.cohort).count(),
        "reminder": last_reminder(meeting),
        "logistics": to_arrange[:6],
        "tasks_done": done,
        "late": late_tasks(
            [*([] if meeting.is_behind or meeting.is_called_off else to_arrange), *follow_ups]
        ),
        "logistics_left": len(to_arrange),
        "follow_ups": follow_ups,
        "pack_button": pack_button(meeting, access, was_made=bool(packs_made([meeting])))
        if may_print(PACK, access) and PACK.exists_for(meeting) and not meeting.is_held
        else None,
        "unmarked": max(0, rsvp.total - meeting.number_noted),
        "status": meeting_status(meeting, access) if has_begun else None,
        "steps": steps,
        "steps_left": still_to_do(steps),
        "unfinished": unfinished_meeting(meetings, meeting, access),
        "reads_notes": reads_notes,
    }


def tasks_done(meeting):
    """The tasks to arrange that are done, the last one first."""
    done = meeting.logistics.filter(done_at__isnull=False).select_related("done_by")
    return list(done.order_by("-done_at", "pk")[:TASKS_SHOWN])


def promised_for(meeting, meetings, promised):
    """Those of the open FollowUps that stand on the plan of this meeting: what was promised at it,
    and before the next meeting, what was promised at any.
    """
    if all(m.has_begun or m.is_called_off for m in earlier(meetings, meeting)):
        return promised
    return [follow_up for follow_up in promised if follow_up.meeting_id == meeting.pk]


def earlier(meetings, meeting):
    return [m for m in meetings if m.starts_at < meeting.starts_at]


def unfinished_meeting(meetings, meeting, access):
    """(the meeting that was held before this one, its AfterSteps to do) while its attendance is
    open or its results are not in; None when nothing is left to do, or another meeting comes first.
    """
    before = [m for m in earlier(meetings, meeting) if not m.is_called_off]
    begun = [m for m in before if m.has_begun]
    steps = own_steps(begun[-1], access) if begun and begun[-1] is before[-1] else []
    return None if is_finished(steps) else (begun[-1], still_to_do(steps))


def own_steps(meeting, access):
    """The AfterSteps of one meeting from load_meetings."""
    return steps_after([meeting], {meeting.cohort_id: access})[meeting.pk]


def is_newcomer(membership, meeting):
    """Whether they joined for the part of this meeting, in a cohort that has met before."""
    return (
        meeting.position > 1
        and membership.part_id == meeting.part_id
        and membership.part.number > 1
    )


def late_tasks(tasks):
    """Those of the open tasks whose day is over, the latest first."""
    today = timezone.localdate()
    late = [task for task in tasks if task.due_on and task.due_on < today]
    return sorted(late, key=lambda task: task.due_on)


def last_reminder(meeting):
    """The latest reminder letter about this meeting, or None."""
    letters = Letter.objects.filter(
        cohort=meeting.cohort, code=REMINDER_CODE, meeting_position=meeting.position
    ).exclude(status=Letter.Status.DROPPED)
    return letters.order_by("-queued_at").first()


def open_follow_ups(cohort, limit=8):
    follow_ups = FollowUp.objects.filter(meeting__cohort=cohort, kept_at=None).select_related(
        "meeting__cohort", "meeting__of"
    )
    return list(follow_ups.order_by("due_on", "pk")[:limit])
