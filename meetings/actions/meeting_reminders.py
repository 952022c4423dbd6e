"""The reminder before a meeting: a letter with a link to the reply page, for each member
who has not replied.
"""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone, translation

from cohorts.letters.compose import names_of_facilitators, write_to_member
from cohorts.models import Letter
from people.models import Link

from ..letter_placeholders import meeting_placeholders
from ..models import MeetingHasBegun

REMINDER_CODE = "meeting-reminder"


@transaction.atomic
def send_reminders(meeting, *, act=None):
    """Write a reminder to each member in `members_to_remind`. Returns their memberships.

    Raises MeetingHasBegun, also when it is called off.
    """
    if meeting.has_begun or meeting.is_called_off:
        raise MeetingHasBegun
    type(meeting).objects.select_for_update().get(pk=meeting.pk)
    facilitator_names = names_of_facilitators(meeting.cohort)
    memberships = members_to_remind(meeting)
    for membership in memberships:
        write_reminder(meeting, membership, facilitator_names, act)
    return memberships


def members_to_remind(meeting):
    """Members of the roster without a reply for that day who have an email address.

    Left out are those who got this reminder within a day, and addresses that got
    LETTERS_PER_ADDRESS_PER_DAY letters.
    """
    recent = letters_of_last_day()
    reminded = set(reminders_within(recent, meeting).values_list("membership", flat=True))
    without_reply = who_has_not_answered(meeting)
    waiting = [m for m in without_reply if m.person.email and m.pk not in reminded]
    to_them = recent.filter(to_key__in=[m.person.email_key for m in waiting])
    mail = Counter(to_them.values_list("to_key", flat=True))
    return [m for m in waiting if mail[m.person.email_key] < settings.LETTERS_PER_ADDRESS_PER_DAY]


def who_has_not_answered(meeting):
    """Members of the roster without a reply for the day on which the meeting is."""
    return meeting.roster().exclude(pk__in=meeting.replies.for_the_day().values("membership"))


def letters_of_last_day():
    since = timezone.now() - timedelta(days=1)
    return Letter.objects.filter(queued_at__gte=since).exclude(status=Letter.Status.DROPPED)


def reminders_within(letters, meeting):
    return letters.filter(
        code=REMINDER_CODE, meeting_position=meeting.position, cohort=meeting.cohort
    )


def reminded_lately(meeting):
    """{"n": how many got this reminder within a day, "at": when the last of them was written}."""
    reminders = reminders_within(letters_of_last_day(), meeting)
    return reminders.aggregate(n=Count("membership", distinct=True), at=Max("queued_at"))


def write_reminder(meeting, membership, facilitator_names, act=None):
    with translation.override(membership.person.language):
        placeholders = meeting_placeholders(meeting)
    write_to_member(
        REMINDER_CODE,
        membership,
        cohort=meeting.cohort,
        meeting_position=meeting.position,
        purpose=Link.Purpose.REPLY,
        until=meeting.starts_at,
        act=act,
        facilitator_name=facilitator_names,
        **placeholders,
    )
