"""The letter that invites to an evaluation.

It goes to everybody who evaluates: who has not answered yet is not stored,
so nobody can be left out. Who has no letter yet can get one by itself: it was
noted after the letters went out that they were there.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Subquery
from django.utils import timezone, translation

from cohorts.letters.compose import write_to_member
from cohorts.models import Letter
from lib import dates
from meetings.models import Meeting
from people.models import Link

#: An invitation within this time counts as today's, so that a second click writes no second letter.
INVITATION_INTERVAL = timedelta(hours=20)
CODE = "evaluation-invitation"
LINK_LIFETIME = timedelta(days=60)


def last_invited_at(evaluation):
    """When the last invitation was queued (datetime), or None."""
    meeting = evaluation.meeting
    letters = Letter.objects.filter(
        cohort=meeting.cohort, code=CODE, meeting_position=meeting.position
    )
    return letters.order_by("-queued_at").values_list("queued_at", flat=True).first()


def was_invited_today(evaluation):
    return is_too_soon_after(last_invited_at(evaluation))


def is_too_soon_after(invited_at):
    """Whether everybody had a letter at this moment and gets no second one yet; None: no letter."""
    return invited_at is not None and timezone.now() - invited_at < INVITATION_INTERVAL


def latest_letter(*, cohort, position):
    """Subquery: when the last invitation was queued. cohort, position: OuterRefs of the meeting."""
    letters = Letter.objects.filter(code=CODE, cohort=cohort, meeting_position=position)
    return Subquery(letters.order_by("-queued_at").values("queued_at")[:1])


def without_letter(evaluation):
    """Memberships that evaluate and were not written to, though others were, by name."""
    meeting = evaluation.meeting
    letters = Letter.objects.filter(
        cohort=meeting.cohort, code=CODE, meeting_position=meeting.position
    ).exclude(status=Letter.Status.DROPPED)
    if not letters.exists():
        return []
    left_out = evaluation.people().exclude(pk__in=letters.values("membership"))
    return list(left_out.select_related("person", "cohort").in_name_order())


@transaction.atomic
def invite_those_without(evaluation, *, by, act=None):
    """Write a letter to each of `without_letter` who has an address; returns their memberships."""
    Meeting.objects.select_for_update().get(pk=evaluation.meeting.pk)
    if not evaluation.is_open:
        return []
    reachable = [row for row in without_letter(evaluation) if row.person.email]
    for membership in reachable:
        invite(membership, evaluation, by=by, act=act)
    return reachable


@transaction.atomic
def invite_everybody(evaluation, *, by, act=None):
    """Write a letter to everybody who evaluates and has an address; returns their memberships.

    Nobody if the evaluation is not open or letters were queued today. The meeting's row is locked
    meanwhile, so that two concurrent calls do not both write.
    """
    Meeting.objects.select_for_update().get(pk=evaluation.meeting.pk)
    if not evaluation.is_open or was_invited_today(evaluation):
        return []
    reachable = evaluation.people().exclude(person__email="").select_related("person", "cohort")
    for membership in reachable:
        invite(membership, evaluation, by=by, act=act)
    return reachable


def invite(membership, evaluation, *, by, act=None):
    """Queue one letter, signed by the facilitator `by`, with a new personal link; returns it."""
    meeting = evaluation.meeting
    return write_to_member(
        CODE,
        membership,
        cohort=meeting.cohort,
        meeting_position=meeting.position,
        purpose=Link.Purpose.EVALUATE,
        until=timezone.now() + LINK_LIFETIME,
        act=act,
        **placeholders_of(evaluation, membership, by=by),
    )


def placeholders_of(evaluation, membership, *, by):
    """What the letter to this member says of the evaluation, the day in their language."""
    with translation.override(membership.person.language):
        last_day = dates.long_day(evaluation.last_day)
    title = evaluation.meeting.title
    return {"meeting_title": title, "last_day": last_day, "facilitator_name": by.name}
