"""A meeting gets another date, time or place, and everybody who planned with the old one hears of it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation

from cohorts.letter_words import words_of_part
from cohorts.letters import write_letter
from cohorts.models import CohortPart, Link
from cop_site.lib import dates

CODE = "dates-moved"
#: How long a director or a member may object.
DAYS_TO_OBJECT = 14


@transaction.atomic
def move_meeting(meeting, *, by, **changes):
    """Change when and where, and write to those concerned. Returns how many letters that makes.

    Only another day or hour is worth a letter; a new room is in the next reminder and in the calendar.
    """
    if not meeting.move(by=by, **changes):
        return 0
    words = {language: words_in(language, meeting) for language in ("en", "es")}
    return tell_directors(meeting, words) + tell_members(meeting, words)


def object_until(meeting):
    tomorrow = timezone.now() + timedelta(days=1)
    return min(timezone.now() + timedelta(days=DAYS_TO_OBJECT), max(meeting.starts_at, tomorrow))


def words_in(language, meeting):
    part = CohortPart.objects.select_related("cohort__network", "part").get(cohort=meeting.cohort, part=meeting.part)
    with translation.override(language):
        return words_of_part(part) | {"deadline": dates.day(timezone.localtime(object_until(meeting), meeting.zone))}


def tell_directors(meeting, words):
    """One letter for each director who has signed, however many they signed for."""
    given = meeting.cohort.endorsements.standing().filter(part=meeting.part, given_at__isnull=False)
    directors = {e.supervisor_key: e for e in given.select_related("supervisor", "application").order_by("pk")}
    for endorsement in directors.values():
        write(
            meeting, words, endorsement.supervisor.language if endorsement.supervisor else endorsement.application.language,
            to_email=endorsement.supervisor_email, to_name=endorsement.supervisor_name, endorsement=endorsement,
            link_purpose=Link.Purpose.SIGN_OFF,
        )  # fmt: skip
    return len(directors)


def tell_members(meeting, words):
    members = [m for m in meeting.roster() if m.person.email]
    for membership in members:
        person = membership.person
        write(
            meeting, words, person.language, to_email=person.email, to_name=person.name, person=person, membership=membership,
            meeting_position=meeting.position, link_purpose=Link.Purpose.REPLY,
        )  # fmt: skip
    return len(members)


def write(meeting, words, language, *, to_name, **letter):
    language = language if language in words else "en"
    write_letter(
        CODE, to_name=to_name, language=language, cohort=meeting.cohort, link_until=object_until(meeting), person_name=to_name,
        **letter, **words[language],
    )  # fmt: skip
