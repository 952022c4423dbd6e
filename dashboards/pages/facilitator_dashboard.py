"""What the dashboard of a cohort's facilitators shows, in a fixed number of queries."""

from cohorts.models import Letter
from meetings.actions.meeting_reminders import REMINDER_CODE
from meetings.agenda_times import AgendaTimes
from meetings.models import FollowUp
from meetings.pages.rsvp import rsvp_summary

from .checklist import checklist
from .meeting_status import meeting_status
from .meeting_strip import load_meetings, relative_day, strip_items
from .next_meeting import current_meeting


def facilitator_dashboard(cohort, *, access):
    """The current meeting with its checklist, replies and tasks,
    and the status of the one before.
    """
    meetings = load_meetings(cohort)
    current = current_meeting(meetings)
    context = {
        "cohort": cohort,
        "meetings": meetings,
        "strip": strip_items(meetings),
        "meeting": current.meeting,
        "last": current.last,
    }
    if current.meeting is not None:
        context |= meeting_context(current.meeting, access)
    if current.last is not None:
        context["last_status"] = meeting_status(current.last, access)
    return context


def meeting_context(meeting, access):
    """The part of a facilitator's dashboard that is about the current meeting."""
    times, rsvp, has_begun = AgendaTimes(meeting), rsvp_summary(meeting), meeting.has_begun
    return {
        "when": relative_day(meeting.days_ahead),
        "times": times,
        "checklist": [] if has_begun else checklist(meeting, times),
        "rsvp": rsvp,
        "newcomers": [row.membership for row in rsvp.rows if is_newcomer(row.membership, meeting)],
        "reminder": last_reminder(meeting),
        "logistics": [] if has_begun else meeting.logistics.filter(done_at=None)[:6],
        "logistics_left": meeting.logistics.filter(done_at=None).count(),
        "follow_ups": [] if access.is_supervisor else open_follow_ups(meeting.cohort),
        "status": meeting_status(meeting, access) if has_begun else None,
        "reads_notes": not access.is_supervisor,
    }


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
    )
    return letters.order_by("-queued_at").first()


def open_follow_ups(cohort, limit=8):
    follow_ups = FollowUp.objects.filter(meeting__cohort=cohort, kept_at=None).select_related(
        "meeting"
    )
    return list(follow_ups.order_by("due_on", "pk")[:limit])
