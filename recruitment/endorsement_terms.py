"""The terms a director signs: commitments, dates, site and agency as they are at one moment,
and their hash.
"""

import hashlib
import json
from datetime import date

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lib import dates
from meetings.time_commitment import total_hours

#: The terms that are hashed. A signature holds only for these; the other keys are for display.
SIGNED_TERMS = ["commitments", "meetings", "sessions", "site", "agency"]


def build_terms(application, *, language):
    """What the director of this application is asked to sign now,
    as a dict that can be stored as JSON.

    Dates and times are ISO 8601 text in the cohort's zone, lengths are minutes,
    names are in `language`.
    """
    cohort, part = application.cohort, application.part
    expected = cohort.meetings.taking_place().filter(part=part, mandatory=True)
    meetings = list(expected.order_by("position"))
    sessions = cohort.director_sessions.filter(part=part).order_by("position")
    with translation.override(language):
        return {
            "language": language,
            "part": str(part.name),
            "site": application.site_name,
            "agency": application.agency_name,
            "hours": total_hours(meetings),
            "meetings": [meeting_terms(meeting, cohort) for meeting in meetings],
            "commitments": [
                {"id": c.pk, "text": str(c.text)}
                for c in part.commitments.filter(audience="director")
            ],
            "sessions": [session_terms(session) for session in sessions],
        }


def meeting_terms(meeting, cohort):
    return {
        "position": meeting.position,
        "on": meeting.on.isoformat(),
        "starts": meeting.starts.isoformat("minutes"),
        "minutes": meeting.minutes,
        "place": meeting.place_name or cohort.place_name,
    }


def session_terms(session):
    return {
        "position": session.position,
        "title": str(session.title),
        "on": session.on.isoformat() if session.on else "",
        "minutes": session.minutes,
    }


def terms_hash(terms):
    """Language-independent hash of the terms: 16 hexadecimal digits.

    The form posts it back; a different hash means that the terms changed since the page was shown.
    """
    signed = {name: strip_text(terms.get(name)) for name in SIGNED_TERMS}
    return hashlib.sha256(json.dumps(signed, sort_keys=True).encode()).hexdigest()[:16]


def strip_text(value):
    """The rows of a list without their translated text, so that the hash is the same
    in every language.
    """
    if not isinstance(value, list):
        return value
    return [
        {name: part for name, part in row.items() if name not in ("text", "title")} for row in value
    ]


def moved_meetings(signed, now):
    """[(as signed, as it is now)] for meetings whose day, time or length differs;
    both are terms of a meeting.

    Each of the two dicts also has `day`, the date as an object.
    """
    before = {meeting["position"]: meeting for meeting in signed.get("meetings", [])}
    return [
        (add_day(before[meeting["position"]]), add_day(meeting))
        for meeting in now["meetings"]
        if meeting["position"] in before
        and schedule_of(before[meeting["position"]]) != schedule_of(meeting)
    ]


def changed_terms(signed, now):
    """What the applicant changed since the signature, a sentence each."""
    what = [
        ("site", _("The site changed from %(before)s to %(now)s.")),
        ("agency", _("The agency changed from %(before)s to %(now)s.")),
    ]
    return [
        sentence % {"before": signed.get(name, ""), "now": now[name]}
        for name, sentence in what
        if signed.get(name, "") != now[name]
    ]


def sentences_of_new_request(endorsement, before):
    """When a director signed who is asked again, what has changed since, and what to do.

    before: the endorsement that was signed.
    """
    application = endorsement.application
    now = {"site": application.site_name, "agency": application.agency_name}
    signed_at = timezone.localtime(before.given_at, application.cohort.zone)
    signed = _("You signed for %(name)s on %(day)s.") % {
        "name": application.name,
        "day": dates.day(signed_at),
    }
    please = _("What you signed no longer counts. Please sign again.")
    return " ".join([signed, *changed_terms(before.bound, now), please])


def schedule_of(meeting):
    return meeting["on"], meeting["starts"], meeting["minutes"]


def add_day(meeting):
    return meeting | {"day": date.fromisoformat(meeting["on"])}


def signed_dates(terms):
    """The dates of the meetings in these terms."""
    return [date.fromisoformat(meeting["on"]) for meeting in terms.get("meetings", [])]
