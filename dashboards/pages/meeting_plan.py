"""What the plan of a meeting shows to those who run the cohort, in a fixed number of queries."""

from django.utils import timezone

from cohorts.models import Letter, SignedFor
from meetings.actions.meeting_reminders import REMINDER_CODE
from meetings.agenda_times import AgendaTimes
from meetings.models import FollowUp
from meetings.pages.rsvp import rsvp_summary

from .after_meeting import is_finished, steps_after, still_to_do
from .checklist import checklist
from .meeting_status import meeting_status
from .meetings_of_cohort import relative_day


def meeting_plan(meeting, meetings, access):
    """A meeting with its checklist, replies and tasks, and the one before it if it still needs
    something. meetings: all of the cohort, from load_meetings, this one among them.
    """
    times, rsvp, has_begun = AgendaTimes(meeting), rsvp_summary(meeting), meeting.has_begun
    return {
        "cohort": meeting.cohort,
        "meeting": meeting,
        "when": relative_day(meeting),
        "times": times,
        "minute": meeting.minutes_since_start,
        "checklist": [] if has_begun else checklist(meeting, times),
        "rsvp": rsvp,
        "newcomers": [row.membership for row in rsvp.rows if is_newcomer(row.membership, meeting)],
        "directors": SignedFor.objects.filter(cohort=meeting.cohort).count(),
        "reminder": last_reminder(meeting),
        "logistics": [] if has_begun else meeting.logistics.filter(done_at=None)[:6],
        "late": meeting.logistics.filter(done_at=None, due_on__lt=timezone.localdate()).count(),
        "logistics_left": meeting.logistics.filter(done_at=None).count(),
        "follow_ups": [] if access.is_supervisor else open_follow_ups(meeting.cohort),
        "status": meeting_status(meeting, access) if has_begun else None,
        "steps": own_steps(meeting, access) if has_begun else [],
        "unfinished": unfinished_meeting(meetings, meeting, access),
        "reads_notes": not access.is_supervisor,
    }


def unfinished_meeting(meetings, meeting, access):
    """(the last meeting before this one that has begun, its AfterSteps to do) while its attendance is
    open or its results are not in; None when nothing is left to do there.
    """
    begun = [m for m in meetings if m.has_begun and m.position < meeting.position]
    steps = own_steps(begun[-1], access) if begun else []
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


def last_reminder(meeting):
    """The latest reminder letter about this meeting, or None."""
    letters = Letter.objects.filter(
        cohort=meeting.cohort, code=REMINDER_CODE, meeting_position=meeting.position
    ).exclude(status=Letter.Status.DROPPED)
    return letters.order_by("-queued_at").first()


def open_follow_ups(cohort, limit=8):
    follow_ups = FollowUp.objects.filter(meeting__cohort=cohort, kept_at=None).select_related(
        "meeting"
    )
    return list(follow_ups.order_by("due_on", "pk")[:limit])
