"""What a member's dashboard shows, also after they left, in a fixed number of queries."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lib import dates
from meetings.attendance_requirement import attendance_progress
from meetings.models import Reply

from .meeting_status import NextAction, evaluation_action
from .meeting_strip import load_meetings, relative_day, strip_items
from .next_meeting import next_meeting_of_member

#: A member's dashboard shows at most so many actions.
MAX_ACTIONS = 3


def member_dashboard(cohort, *, membership):
    """The next meeting, what to do now, and the member's own attendance."""
    meetings = load_meetings(cohort)
    following = next_meeting_of_member(meetings)
    replies = {
        r.meeting_id: r for r in Reply.objects.filter(membership=membership, meeting__cohort=cohort)
    }
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
    """Actions in the order of their importance.

    following: the next meeting or None; replies: {meeting id: Reply}.
    """
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
        _("Say whether you are coming"),
        text % {"n": meeting.position, "day": dates.day(meeting.on)},
        href,
    )


def own_attendances(membership):
    """A member's attendance records with meeting and site, in the order of meetings."""
    return list(
        membership.attendances.select_related("meeting", "site").order_by("meeting__position")
    )


def withdrawn_dashboard(cohort, *, membership):
    """What a member who left still sees: their own attendance."""
    attendances = own_attendances(membership)
    return {
        "cohort": cohort,
        "membership": membership,
        "attendances": attendances,
        "progress": attendance_progress(membership, load_meetings(cohort), attendances),
    }
