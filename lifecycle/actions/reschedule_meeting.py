"""Changing date, time or place of a meeting, and the letters about a new date."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from cohorts.letters.compose import write_to_member
from cohorts.models import CohortPart, Letter
from lib import dates
from meetings.letter_placeholders import part_placeholders
from people.models import Link
from recruitment.letters import write_letter_to_director
from recruitment.models import SupervisorEndorsement

CODE = "dates-moved"
#: Days within which a director may object to the new date, or a member may reply.
DAYS_TO_OBJECT = 14


@transaction.atomic
def reschedule(meeting, **changes):
    """Change columns of date, time and place (see Meeting.move).

    Returns how many letters are queued.

    Members get a letter only about another day or time; another address is in the next
    reminder and in the calendar. Directors get one only about a mandatory meeting, because
    these are what they signed for.
    """
    if not meeting.move(**changes):
        return 0
    outdated_letters(meeting).delete()
    contexts = {language: context_in(language, meeting) for language in ("en", "es")}
    letters = write_to_directors(meeting, contexts) if meeting.mandatory else 0
    return letters + write_to_members(meeting, contexts)


def outdated_letters(meeting):
    """Unsent letters about dates of this part; a new letter lists all its dates,
    so it replaces them.
    """
    positions = meeting.cohort.meetings.filter(part=meeting.part).values("position")
    waiting = Letter.objects.filter(
        cohort=meeting.cohort, code=CODE, status=Letter.Status.QUEUED, attempts=0
    )
    of_directors = {"application_letter__endorsement__application__cohort_part__part": meeting.part}
    return waiting.filter(Q(**of_directors) | Q(meeting_position__in=positions))


def link_expiry(meeting):
    """When the link of the letter expires: after DAYS_TO_OBJECT or at the meeting,
    but not within a day.
    """
    tomorrow = timezone.now() + timedelta(days=1)
    return min(timezone.now() + timedelta(days=DAYS_TO_OBJECT), max(meeting.starts_at, tomorrow))


def context_in(language, meeting):
    part = CohortPart.objects.select_related("cohort__network", "part").get(
        cohort=meeting.cohort, part=meeting.part
    )
    with translation.override(language):
        return part_placeholders(part) | {
            "deadline": dates.day(timezone.localtime(link_expiry(meeting), meeting.zone))
        }


def write_to_directors(meeting, contexts):
    """One letter to each director who signed, however many members they signed for.

    Returns how many.
    """
    part = {
        "application__cohort_part__cohort": meeting.cohort,
        "application__cohort_part__part": meeting.part,
    }
    given = SupervisorEndorsement.objects.active().filter(**part, given_at__isnull=False)
    related = given.select_related(
        "application__cohort_part__cohort__network", "application__cohort_part__part"
    )
    directors = {e.supervisor_key: e for e in related.order_by("pk")}
    for endorsement in directors.values():
        context = contexts.get(endorsement.application.language, contexts["en"])
        write_letter_to_director(
            endorsement,
            CODE,
            until=link_expiry(meeting),
            **context | {"person_name": endorsement.supervisor_name},
        )
    return len(directors)


def write_to_members(meeting, contexts):
    members = [m for m in meeting.roster() if m.person.email]
    for membership in members:
        write_date_letter(meeting, membership, contexts)
    return len(members)


def write_date_letter(meeting, membership, contexts):
    """A letter with a link to the reply page."""
    language = membership.person.language if membership.person.language in contexts else "en"
    write_to_member(
        CODE,
        membership,
        cohort=meeting.cohort,
        meeting_position=meeting.position,
        purpose=Link.Purpose.REPLY,
        until=link_expiry(meeting),
        language=language,
        **contexts[language],
    )
