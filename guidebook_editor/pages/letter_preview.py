"""A letter of a draft as its reader would get it, with invented people, dates and places."""

from datetime import datetime, time, timedelta
from types import SimpleNamespace

from django.utils import timezone, translation

from cohorts.letters.compose import LenientFormatter, contact_of
from lib import dates
from lib.bilingual import text_in_language
from lib.dates import format_hours
from meetings.letter_placeholders import bullet_list

#: What stands for the placeholders that no row of the draft has: {name: (English, Spanish)}.
INVENTED = {
    "person_name": ("Nora Example", "Nora Ejemplo"),
    "director_name": ("Dana Director", "Dana Directora"),
    "facilitator_name": ("Fay Facilitator", "Fay Facilitadora"),
    "cohort_name": ("Example cohort", "Grupo de ejemplo"),
    "region_name": ("Example region", "Región de ejemplo"),
    "site_name": ("Example Elementary School", "Escuela de ejemplo"),
    "agency_name": ("Example Agency", "Agencia de ejemplo"),
    "meeting_place": ("Example Hall, 1 Example Street", "Salón de ejemplo, 1 Example Street"),
    "answers_list": ("- Why do you apply? I want to learn.", "- ¿Por qué? Quiero aprender."),
    "people_list": ("- Nora Example\n- Olga Example", "- Nora Ejemplo\n- Olga Ejemplo"),
    "reason": ("Snow closes the roads.", "La nieve cierra los caminos."),
    "what_next": ("A new day follows by letter.", "El nuevo día sigue por carta."),
    "link": ("https://hallway.example/l/…", "https://hallway.example/l/…"),
}
CONTACT = SimpleNamespace(contact_name="Connie Contact", contact_line="Connie Contact, 555-0100")
#: How far away the invented first meeting is, and when it begins.
DAYS_AHEAD, STARTS = 60, time(9)


def letter_preview(draft, letter, language, *, meetings):
    """{"subject", "body"} of a LetterTemplate in this language; "" where it is not written in it.

    meetings: the draft's planned meetings, with their parts and guidebook.
    """
    with translation.override(language):
        values = invented_values(draft, language, meetings)
        subject, body = (
            LenientFormatter().vformat(text_in_language(text, language), (), values)
            for text in (letter.subject, letter.body)
        )
        return {"subject": subject, "body": body and body + contact_of(CONTACT)}


def invented_values(draft, language, meetings):
    place = 0 if language == "en" else 1
    first = timezone.localdate() + timedelta(days=DAYS_AHEAD)
    part = meetings[0].part if meetings else None
    own = [meeting for meeting in meetings if meeting.part == part]
    commitments = part.commitments.filter(audience="director") if part else []
    return {name: texts[place] for name, texts in INVENTED.items()} | {
        "network_name": str(draft.network),
        "part_name": str(part.name) if part else "1",
        "commitments_list": bullet_list(commitments),
        **values_of_meetings(own, first),
        **values_of_days(first),
    }


def values_of_meetings(meetings, first):
    """first: the day of the first meeting."""
    days = [first + timedelta(weeks=meeting.weeks_after_first) for meeting in meetings]
    whens = [when(day, meeting) for day, meeting in zip(days, meetings, strict=True)]
    return {
        "meeting_title": str(meetings[0].title) if meetings else "",
        "meeting_when": whens[0] if whens else "",
        "meetings_list": bullet_list(whens),
        "hours_total": format_hours(sum(m.planned_minutes for m in meetings if m.mandatory)),
    }


def values_of_days(first):
    """first: the day of the first meeting."""
    return {
        "first_meeting": dates.day(first),
        "deadline": dates.day(first - timedelta(days=45)),
        "notice_date": dates.day(first - timedelta(days=30)),
        "answer_by": dates.day(first - timedelta(days=1)),
        "last_day": dates.day(first + timedelta(days=14)),
    }


def when(day, meeting):
    starts = datetime.combine(day, STARTS)
    ends = starts + timedelta(minutes=meeting.planned_minutes)
    return f"{dates.day(day)}, {dates.time_range(starts, ends)}"
