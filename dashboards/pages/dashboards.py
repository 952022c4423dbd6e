"""The contexts of a cohort's dashboards, one for each role, in a fixed number of queries."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Letter
from lib import dates
from meetings.actions.meeting_reminders import REMINDER_CODE
from meetings.agenda_times import AgendaTimes
from meetings.attendance_requirement import attendance_progress
from meetings.models import FollowUp, Reply
from meetings.pages.rsvp import rsvp_summary

from .checklist import checklist
from .meeting_status import NextAction, evaluation_action, meeting_status
from .meeting_strip import load_meetings, relative_day, strip_items
from .next_meeting import current_meeting, next_meeting_of_member

#: A member's dashboard shows at most so many actions.
MAX_ACTIONS = 3


def facilitator_dashboard(cohort, *, access):
    """The current meeting with its checklist, replies and tasks, and the status of the one before."""
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
    return meeting.position > 1 and membership.part_id == meeting.part_id and membership.part.number > 1


def last_reminder(meeting):
    """The latest reminder letter about this meeting, or None."""
    letters = Letter.objects.filter(cohort=meeting.cohort, code=REMINDER_CODE, meeting_position=meeting.position)
    return letters.order_by("-queued_at").first()


def open_follow_ups(cohort, limit=8):
    follow_ups = FollowUp.objects.filter(meeting__cohort=cohort, kept_at=None).select_related("meeting")
    return list(follow_ups.order_by("due_on", "pk")[:limit])


def member_dashboard(cohort, *, membership):
    """The next meeting, what to do now, and the member's own attendance."""
    meetings = load_meetings(cohort)
    following = next_meeting_of_member(meetings)
    replies = {r.meeting_id: r for r in Reply.objects.filter(membership=membership, meeting__cohort=cohort)}
    actions = member_actions(membership, following, meetings, replies)[:MAX_ACTIONS]
    attendances = own_attendances(membership)
    return {
        "cohort": cohort,
        "membership": membership,
        "meeting": following,
        "when": relative_day(following.days_ahead) if following else "",
        "reply": replies.get(following.pk) if following else None,
        "first": actions[0] if actions and actions[0].href else None,
        "actions": actions[1:] if actions and actions[0].href else actions,
        "strip": strip_items(meetings),
        "attendances": attendances,
        "progress": attendance_progress(membership, meetings, attendances),
    }


def member_actions(membership, following, meetings, replies):
    """Actions in the order of their importance. following: the next meeting or None; replies: {meeting id: Reply}."""
    begun = [m for m in meetings if m.has_begun]
    evaluate = evaluation_action(membership, begun[-1]) if begun else None
    actions = [evaluate] if evaluate else []
    if following and not following.has_begun and following.pk not in replies:
        actions.append(reply_action(following))
    if following and following.before_work:
        actions.append(NextAction(_("Before the meeting"), str(following.before_work), ""))
    return actions


def reply_action(meeting):
    href = reverse("meetings:reply", args=[meeting.cohort.slug, meeting.position])
    text = _("Meeting %(n)s is on %(day)s. One tap, and what you need in the room.")
    return NextAction(
        _("Say whether you are coming"), text % {"n": meeting.position, "day": dates.day(meeting.on)}, href
    )


def own_attendances(membership):
    """A member's attendance records with meeting and site, in the order of meetings."""
    return list(membership.attendances.select_related("meeting", "site").order_by("meeting__position"))


def withdrawn_dashboard(cohort, *, membership):
    """What a member who left still sees: their own attendance."""
    attendances = own_attendances(membership)
    return {
        "cohort": cohort,
        "membership": membership,
        "attendances": attendances,
        "progress": attendance_progress(membership, load_meetings(cohort), attendances),
    }


def lead_dashboard(cohort, *, access):
    """Recruitment, and the meetings that were held with their status."""
    meetings = load_meetings(cohort)
    return {
        "cohort": cohort,
        "strip": strip_items(meetings),
        "meeting": current_meeting(meetings).meeting,
        "held_meetings": [(m, meeting_status(m, access)) for m in meetings if m.is_held],
        "recruiting": recruitment_summary(cohort),
    }


def recruitment_summary(cohort):
    """Numbers of the part that takes applications now, None if there is none.

    notice_late: days since the date on which applicants should have heard, negative before it.
    """
    part = cohort.recruiting_part
    if part is None:
        return None
    applications = part.applications.active()
    return {
        "part": part,
        "notice_late": (timezone.localdate() - part.notice_on).days if part.notice_on else 0,
        "all": applications.count(),
        "signed": applications.signed().distinct().count(),
        "waiting": applications.awaiting_endorsement().count(),
        "failed": Letter.objects.filter(cohort=cohort).undelivered().count(),
        "seats": cohort.seats.count(),
        "taken": cohort.seats.filter(~Q(taken_at=None)).count(),
        "undecided": applications.undecided().count(),
    }
