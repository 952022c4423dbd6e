"""What a director signs for: exact commitments, dates, site and agency, at one moment (decision 14)."""

import hashlib
import json
from datetime import date

from django.utils import translation

from meetings.letters import total_hours

#: A sign-off holds for these; if one of them changes, it was signed for something else.
BINDS = ["commitments", "meetings", "sessions", "site", "agency"]


def what_is_asked(application, *, language):
    """The whole of what a director of this application is asked now, as plain values that can be kept."""
    cohort, part = application.cohort, application.part
    meetings = list(cohort.meetings.filter(part=part, mandatory=True).order_by("position"))
    with translation.override(language):
        return {
            "language": language,
            "part": str(part.name),
            "site": application.site_name,
            "agency": application.agency_name,
            "hours": total_hours(meetings),
            "meetings": [meeting_asked(meeting, cohort) for meeting in meetings],
            "commitments": [{"id": c.pk, "text": str(c.text)} for c in part.commitments.filter(audience="director")],
            "sessions": [session_asked(session) for session in cohort.director_sessions.filter(part=part).order_by("position")],
        }


def meeting_asked(meeting, cohort):
    return {
        "position": meeting.position,
        "on": meeting.on.isoformat(),
        "starts": meeting.starts.isoformat("minutes"),
        "minutes": meeting.minutes,
        "place": meeting.place_name or cohort.place_name,
    }


def session_asked(session):
    return {
        "position": session.position,
        "title": str(session.title),
        "on": session.on.isoformat() if session.on else "",
        "minutes": session.minutes,
    }


def mark_of(asked):
    """A short mark of what is asked, whatever the language: the form carries it, so that nobody signs for something else."""
    binding = {name: without_words(asked.get(name)) for name in BINDS}
    return hashlib.sha256(json.dumps(binding, sort_keys=True).encode()).hexdigest()[:16]


def without_words(value):
    if not isinstance(value, list):
        return value
    return [{name: part for name, part in row.items() if name not in ("text", "title")} for row in value]


def moved_meetings(bound, now):
    """Meetings whose day, time or length is not what was signed: (as signed, as it is now), by position."""
    signed = {meeting["position"]: meeting for meeting in bound.get("meetings", [])}
    return [
        (with_day(signed[meeting["position"]]), with_day(meeting))
        for meeting in now["meetings"]
        if meeting["position"] in signed and when(signed[meeting["position"]]) != when(meeting)
    ]


def with_day(meeting):
    return meeting | {"day": date.fromisoformat(meeting["on"])}


def days_of(bound):
    """The days that were signed for."""
    return [date.fromisoformat(meeting["on"]) for meeting in bound.get("meetings", [])]


def when(meeting):
    return meeting["on"], meeting["starts"], meeting["minutes"]
