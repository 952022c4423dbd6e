"""The reminder before a meeting: a letter with a reply link to each member who has not answered."""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from cohorts.letters.compose import facilitator_name, write_letter
from cohorts.models import Letter, MembershipLink
from lib import dates
from people.models import Link

from ..locations import where
from ..models import MeetingHasBegun

CODE = "meeting-reminder"


@transaction.atomic
def remind(meeting, *, by):
    """Queue the reminder for everybody reachable who has not answered. Returns how many letters that makes.

    Nobody hears twice within a day, and nobody more often than anybody may be written to. Raises MeetingHasBegun.
    """
    if meeting.has_begun:
        raise MeetingHasBegun
    type(meeting).objects.select_for_update().get(pk=meeting.pk)
    facilitator = facilitator_name(meeting.cohort)
    reached = reachable(meeting)
    for membership in reached:
        remind_one(meeting, membership, facilitator)
    return len(reached)


def waiting_for(meeting):
    """Members who belong on the day and have not said whether they come."""
    return meeting.roster().exclude(replies__meeting=meeting)


def reachable(meeting):
    """Of these, the ones with an address that has not had too much mail today, nor this letter."""
    since = timezone.now() - timedelta(days=1)
    recent = Letter.objects.filter(queued_at__gte=since)
    had = set(recent.filter(code=CODE, meeting_position=meeting.position, cohort=meeting.cohort).values_list("membership", flat=True))
    waiting = [m for m in waiting_for(meeting) if m.person.email and m.pk not in had]
    mail = Counter(recent.filter(to_key__in=[m.person.email_key for m in waiting]).values_list("to_key", flat=True))
    return [m for m in waiting if mail[m.person.email_key] < settings.LETTERS_PER_ADDRESS_PER_DAY]


def remind_one(meeting, membership, facilitator):
    person = membership.person
    with translation.override(person.language):
        words = words_of(meeting)
    link = MembershipLink.make(
        Link.Purpose.REPLY, membership, until=meeting.starts_at, meeting_position=meeting.position
    )
    write_letter(
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
        facilitator_name=facilitator,
        **words,
    )


def words_of(meeting):
    """Title, time and place in the language that is active now."""
    return {
        "meeting_title": str(meeting.title),
        "meeting_when": f"{dates.day(meeting.on)}, {dates.from_to(meeting.starts_at, meeting.ends_at)}",
        "meeting_place": where(meeting),
    }
