"""The letter that asks for an evaluation: to everybody who evaluates, never only to those who have not."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cohorts.letters.compose import write_letter
from cohorts.models import Letter, MembershipLink
from people.models import Link

CODE = "evaluation-invitation"
LINK_LASTS = timedelta(days=60)


def last_invited_at(evaluation):
    """When the letters were last written, or None."""
    meeting = evaluation.meeting
    letters = Letter.objects.filter(cohort=meeting.cohort, code=CODE, meeting_position=meeting.position)
    return letters.order_by("-queued_at").values_list("queued_at", flat=True).first()


def was_invited_today(evaluation):
    at = last_invited_at(evaluation)
    return at is not None and timezone.now() - at < timedelta(hours=20)


@transaction.atomic
def invite_everybody(evaluation, *, by):
    """Write to everybody who evaluates, whether they have answered or not; returns how many letters.

    At most once a day, so that a second press of the button writes nothing.
    """
    meeting = type(evaluation.meeting).objects.select_for_update().get(pk=evaluation.meeting.pk)
    if not evaluation.is_open or was_invited_today(evaluation):
        return 0
    reachable = evaluation.people().exclude(person__email="").select_related("person", "cohort")
    for membership in reachable:
        invite(membership, meeting, by=by)
    return len(reachable)


def invite(membership, meeting, *, by):
    person = membership.person
    link = MembershipLink.make(
        Link.Purpose.EVALUATE, membership, until=timezone.now() + LINK_LASTS, meeting_position=meeting.position
    )
    return write_letter(
        CODE,
        to_email=person.email,
        to_name=person.name,
        language=person.language,
        cohort=meeting.cohort,
        membership=membership,
        person=person,
        meeting_position=meeting.position,
        link=link,
        person_name=person.name,
        meeting_title=meeting.title,
        facilitator_name=by.name,
    )
