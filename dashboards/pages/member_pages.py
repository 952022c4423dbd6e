"""What the pages of a member show, also after they left, in a fixed number of queries."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cohorts.pages.people_to_call import people_to_call
from lib import dates
from meetings.attendance_requirement import attendance_progress
from meetings.models import Reply
from meetings.pages.rsvp import rsvp_summary
from recruitment.pages.renewals import part_to_renew

from .meeting_status import NextAction, evaluation_action
from .meetings_of_cohort import load_meetings, relative_day

#: The page of a meeting shows a member at most so many actions.
MAX_ACTIONS = 3


def member_meeting(meeting, meetings, *, membership):
    """One meeting of the cohort: when and where, what to do now, and whom to call.

    meetings: all of the cohort, from load_meetings, this one among them.
    """
    cohort = meeting.cohort
    replies = {
        r.meeting_id: r for r in Reply.objects.filter(membership=membership, meeting__cohort=cohort)
    }
    actions = member_actions(membership, meeting, meetings, replies)[:MAX_ACTIONS]
    return {
        "cohort": cohort,
        "membership": membership,
        "meeting": meeting,
        "when": relative_day(meeting),
        "reply": replies.get(meeting.pk),
        "first": actions[0] if actions and actions[0].href else None,
        "actions": actions[1:] if actions and actions[0].href else actions,
        "to_call": people_to_call(cohort),
        "came": own_attendance(membership, meeting),
        "rsvp": rsvp_summary(meeting),
    }


def own_attendance(membership, meeting):
    """This member's attendance record of the meeting, or None."""
    return membership.attendances.filter(meeting=meeting).first()


def member_actions(membership, following, meetings, replies):
    """Actions in the order of their importance.

    following: the meeting that the page is about; replies: {meeting id: Reply}.
    """
    begun = [m for m in meetings if m.has_begun and m.position <= following.position]
    evaluate = evaluation_action(membership, begun[-1]) if begun else None
    renewal = renewal_action(membership)
    actions = [action for action in (evaluate, renewal) if action]
    if not following.has_begun and following.pk not in replies:
        actions.append(reply_action(following))
    if following.before_work and not following.has_begun:
        actions.append(NextAction(_("Before the meeting"), str(following.before_work), ""))
    return actions


def renewal_action(membership):
    """Saying whether one goes on with the part that is open, while one has not."""
    part = part_to_renew(membership)
    if part is None or not part.takes_applications:
        return None
    if membership.renewals.filter(cohort_part=part).exists():
        return None
    text = _("Your seat is kept for you until %(day)s. One click, whatever the answer is.")
    return NextAction(
        _("Say whether you go on with %(part)s") % {"part": part.part},
        text % {"day": dates.day(part.apply_by)},
        reverse("recruitment:renewal"),
    )


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


def own_record(cohort, *, membership):
    """A member's own attendance, also after they left."""
    attendances = own_attendances(membership)
    return {
        "cohort": cohort,
        "membership": membership,
        "attendances": attendances,
        "progress": attendance_progress(membership, load_meetings(cohort), attendances),
        "to_call": people_to_call(cohort),
    }
