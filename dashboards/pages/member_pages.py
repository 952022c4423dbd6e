"""What the pages of a member show, also after they left, in a fixed number of queries."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cohorts.actions.duties import own_duties
from cohorts.pages.people_to_call import people_to_call
from lib import dates
from meetings.graduation_rule import attendance_progress
from meetings.models import Attendance, Reply
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
    answered = Reply.objects.for_the_day().filter(membership=membership, meeting__cohort=cohort)
    replies = {reply.meeting_id: reply for reply in answered}
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
    begun = [m for m in meetings if m.has_begun and m.starts_at <= following.starts_at]
    evaluate = evaluation_action(membership, begun[-1]) if begun else None
    actions = list(filter(None, [evaluate, renewal_action(membership), duty_action(membership)]))
    is_ahead = not following.has_begun and not following.is_called_off
    if is_ahead and following.pk not in replies:
        actions.append(reply_action(following))
    if following.before_work and is_ahead:
        actions.append(NextAction(_("Before the meeting"), str(following.before_work), ""))
    return actions


def renewal_action(membership):
    """Saying whether one goes on with the part that is open, while one has not; after a no, the way
    back.
    """
    part = part_to_renew(membership)
    if part is None or not part.takes_applications:
        return None
    said = membership.renewals.filter(cohort_part=part)
    if said.filter(withdrawn_at=None).exists():
        return None
    title, text = renewal_texts(was_declined=said.exists())
    values = {"part": part.part, "day": dates.day(part.apply_by)}
    return NextAction(title % values, text % values, reverse("recruitment:renewal"))


def renewal_texts(*, was_declined):
    """(title, text) of the action, with %(part)s and %(day)s."""
    if was_declined:
        return (
            _("You said that you do not go on with %(part)s"),
            _("Until %(day)s you can change your mind."),
        )
    return (
        _("Say whether you go on with %(part)s"),
        _("Your seat is kept for you until %(day)s. One click, whatever the answer is."),
    )


def duty_action(membership):
    """Answering whether one takes on a duty, while one is asked."""
    if not membership.is_current:
        return None
    asked, _held = own_duties(membership)
    if not asked:
        return None
    return NextAction(
        _("Say whether you take on a duty"),
        " · ".join(str(request.duty) for request in asked),
        reverse("community:duty-answer", args=[membership.cohort.slug]),
    )


def reply_action(meeting):
    href = reverse("meetings:reply", args=[meeting.cohort.slug, meeting.position])
    text = _("Meeting %(n)s is on %(day)s. One tap, and what you need.")
    return NextAction(
        _("Say whether you are coming"),
        text % {"n": meeting.number, "day": dates.day(meeting.on)},
        href,
    )


def own_attendances(membership):
    """A member's attendance records with meeting and site, in the order of meetings, and with what
    was opened again; also of places in other cohorts from which this one goes on.
    """
    places = [membership, *membership.linked_places()]
    related = ["meeting__part", "meeting__cohort", "meeting__of", "site"]
    records = Attendance.objects.filter(membership__in=places).select_related(*related)
    in_order = records.order_by("meeting__on", "meeting__starts", "meeting__position")
    return list(in_order.prefetch_related("meeting__reopenings"))


def own_record(cohort, *, membership):
    """A member's own attendance, also after they left."""
    attendances = own_attendances(membership)
    return {
        "cohort": cohort,
        "membership": membership,
        "attendances": attendances,
        "came": sum(attendance.status in Attendance.ATTENDED for attendance in attendances),
        "progress": attendance_progress(membership, load_meetings(cohort), attendances),
        "to_call": people_to_call(cohort),
    }
