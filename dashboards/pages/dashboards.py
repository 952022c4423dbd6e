"""What each role sees first of a cohort, put together in a fixed number of queries."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Letter
from lib import dates
from meetings.actions.reminders import REMINDER_CODE
from meetings.agenda_timing import AgendaTimes
from meetings.attendance_requirement import attendance_progress
from meetings.models import FollowUp, Reply
from meetings.pages.rsvp_summary import rsvp_summary

from .checklist import gaps_of
from .meeting_status import NextAction, evaluate_next, meeting_status
from .meeting_strip import in_days, meetings_of, rooms_of
from .next_meeting import focus_of

MOST_ACTIONS = 3


def facilitators_page(cohort, *, access):
    """The next meeting: what is missing, who comes, what to arrange, and after the day what followed."""
    meetings = meetings_of(cohort)
    focus = focus_of(meetings)
    words = {"cohort": cohort, "meetings": meetings, "rooms": rooms_of(meetings), "meeting": focus.meeting, "last": focus.last}
    if focus.meeting is not None:
        words |= about_the_meeting(focus.meeting, access)
    if focus.last is not None:
        words["last_sequel"] = meeting_status(focus.last, access)
    return words


def about_the_meeting(meeting, access):
    times, rsvp = AgendaTimes(meeting), rsvp_summary(meeting)
    return {
        "when": in_days(meeting.days_ahead),
        "times": times,
        "gaps": gaps_of(meeting, times) if not meeting.has_begun else [],
        "rsvp": rsvp,
        "newcomers": [row.membership for row in rsvp.rows if joined_for(row.membership, meeting)],
        "reminder": last_reminder(meeting),
        "logistics": [] if meeting.has_begun else meeting.logistics.filter(done_at=None)[:6],
        "logistics_left": meeting.logistics.filter(done_at=None).count(),
        "promises": [] if access.is_supervisor else promises_due(meeting.cohort),
        "sequel": meeting_status(meeting, access) if meeting.has_begun else None,
        "reads_notes": not access.is_supervisor,
    }


def joined_for(membership, meeting):
    """New since the part began that is not the first: somebody the others do not know yet."""
    return meeting.position > 1 and membership.part_id == meeting.part_id and membership.part.number > 1


def last_reminder(meeting):
    return Letter.objects.filter(cohort=meeting.cohort, code=REMINDER_CODE, meeting_position=meeting.position).order_by("-queued_at").first()


def promises_due(cohort, most=8):
    open_ones = FollowUp.objects.filter(meeting__cohort=cohort, kept_at=None).select_related("meeting")
    return list(open_ones.order_by("due_on", "pk")[:most])


def members_page(cohort, *, membership):
    """When, where, and at most three next actions."""
    meetings = meetings_of(cohort)
    ahead = [m for m in meetings if m.days_ahead >= 0 and not m.is_past]
    begun = [m for m in meetings if m.has_begun]
    following = ahead[0] if ahead else None
    said = {reply.meeting_id: reply for reply in Reply.objects.filter(membership=membership, meeting__cohort=cohort)}
    actions, record = actions_of(membership, following, begun, said)[:MOST_ACTIONS], record_of(membership)
    return {
        "cohort": cohort,
        "membership": membership,
        "meeting": following,
        "when": in_days(following.days_ahead) if following else "",
        "said": said.get(following.pk) if following else None,
        "first": actions[0] if actions and actions[0].href else None,
        "actions": actions[1:] if actions and actions[0].href else actions,
        "rooms": rooms_of(meetings),
        "record": record,
        "tallies": attendance_progress(membership, meetings, record),
    }


def actions_of(membership, following, begun, said):
    evaluate = evaluate_next(membership, begun[-1]) if begun else None
    actions = [evaluate] if evaluate else []
    if following and not following.has_begun and following.pk not in said:
        actions.append(are_you_coming(following))
    if following and following.before_work:
        actions.append(NextAction(_("Before the meeting"), str(following.before_work), ""))
    return actions


def are_you_coming(meeting):
    href = reverse("meetings:reply", args=[meeting.cohort.slug, meeting.position])
    words = _("Meeting %(n)s is on %(day)s. One tap, and what you need in the room.") % {"n": meeting.position, "day": dates.day(meeting.on)}
    return NextAction(_("Say whether you are coming"), words, href)


def record_of(membership):
    """A member's own attendance, oldest first."""
    return list(membership.attendances.select_related("meeting", "site").order_by("meeting__position"))


def leads_page(cohort, *, access):
    """Recruitment and what is late in it, then the meetings."""
    meetings = meetings_of(cohort)
    focus = focus_of(meetings)
    followed = [(m, meeting_status(m, access)) for m in meetings if m.is_held]
    return {"cohort": cohort, "rooms": rooms_of(meetings), "meeting": focus.meeting, "followed": followed, "recruiting": recruitment_of(cohort)}


def recruitment_of(cohort):
    """Numbers of the part that recruits now, and what is late. Empty when nothing is."""
    part = cohort.recruiting_part
    if part is None:
        return None
    applications = part.applications.active()
    signed = applications.signed().distinct().count()
    waiting = applications.awaiting_endorsement().count()
    failed = Letter.objects.filter(cohort=cohort).undelivered().count()
    seats, taken = cohort.seats.count(), cohort.seats.filter(~Q(taken_at=None)).count()
    late = (timezone.localdate() - part.notice_on).days if part.notice_on else 0
    return {"part": part, "notice_late": late, "all": applications.count(), "signed": signed, "waiting": waiting, "failed": failed, "seats": seats, "taken": taken,
            "undecided": applications.undecided().count()}  # fmt: skip
