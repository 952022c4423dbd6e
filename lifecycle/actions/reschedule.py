"""A meeting gets another date, time or place, and everybody who planned with the old one hears of it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from cohorts.letters.compose import write_to_member
from cohorts.models import CohortPart, Letter
from lib import dates
from meetings.letters import part_context
from people.models import Link
from recruitment.letters import write_letter_to_director
from recruitment.models import SupervisorEndorsement

CODE = "dates-moved"
#: How long a director or a member may object.
DAYS_TO_OBJECT = 14


@transaction.atomic
def move_meeting(meeting, *, by, **changes):
    """Change when and where, and write to those concerned. Returns how many letters that makes.

    Only another day or hour is worth a letter; a new room is in the next reminder and in the calendar.
    Directors sign for the meetings that everybody is expected at, so they hear of those.
    """
    if not meeting.move(**changes):
        return 0
    outdated_letters(meeting).delete()
    words = {language: words_in(language, meeting) for language in ("en", "es")}
    told = tell_directors(meeting, words) if meeting.mandatory else 0
    return told + tell_members(meeting, words)


def outdated_letters(meeting):
    """Letters about this part's dates that have not left yet: the new ones say all dates, so these need not go."""
    positions = meeting.cohort.meetings.filter(part=meeting.part).values("position")
    waiting = Letter.objects.filter(cohort=meeting.cohort, code=CODE, status=Letter.Status.QUEUED, attempts=0)
    of_directors = {"application_letter__endorsement__application__cohort_part__part": meeting.part}
    return waiting.filter(Q(**of_directors) | Q(meeting_position__in=positions))


def object_until(meeting):
    tomorrow = timezone.now() + timedelta(days=1)
    return min(timezone.now() + timedelta(days=DAYS_TO_OBJECT), max(meeting.starts_at, tomorrow))


def words_in(language, meeting):
    part = CohortPart.objects.select_related("cohort__network", "part").get(cohort=meeting.cohort, part=meeting.part)
    with translation.override(language):
        return part_context(part) | {"deadline": dates.day(timezone.localtime(object_until(meeting), meeting.zone))}


def tell_directors(meeting, words):
    """One letter for each director who has signed, however many they signed for."""
    part = {"application__cohort_part__cohort": meeting.cohort, "application__cohort_part__part": meeting.part}
    given = SupervisorEndorsement.objects.active().filter(**part, given_at__isnull=False)
    related = given.select_related("application__cohort_part__cohort__network", "application__cohort_part__part")
    directors = {e.supervisor_key: e for e in related.order_by("pk")}
    for endorsement in directors.values():
        about = words.get(endorsement.application.language, words["en"])
        write_letter_to_director(endorsement, CODE, until=object_until(meeting), **about | {"person_name": endorsement.supervisor_name})
    return len(directors)


def tell_members(meeting, words):
    members = [m for m in meeting.roster() if m.person.email]
    for membership in members:
        tell_member(meeting, membership, words)
    return len(members)


def tell_member(meeting, membership, words):
    """A letter with a link to say again whether one comes."""
    language = membership.person.language if membership.person.language in words else "en"
    write_to_member(
        CODE,
        membership,
        cohort=meeting.cohort,
        meeting_position=meeting.position,
        purpose=Link.Purpose.REPLY,
        until=object_until(meeting),
        language=language,
        **words[language],
    )
