"""Which letter templates a guidebook must have, and the {placeholders} that each may use.

A placeholder that is not listed here would reach the reader unfilled, so the editor refuses it.
"""

from string import Formatter

#: What every letter can fill in, and what letters about one part of a cohort can.
COMMON = {"person_name", "cohort_name", "network_name", "region_name", "link"}
PART = {
    "deadline",
    "notice_date",
    "first_meeting",
    "meetings_list",
    "part_name",
    "hours_total",
    "commitments_list",
    "facilitator_name",
}
APPLICATION = COMMON | PART | {"director_name", "site_name", "agency_name"}

#: {code of a letter template: its placeholders}. A guidebook must have a template for each code.
PLACEHOLDERS = {
    "application-copy": APPLICATION | {"answers_list"},
    "signoff-request": APPLICATION,
    "signoff-renewal": APPLICATION,
    "signoff-seated": APPLICATION | {"people_list"},
    "signoff-reminder": APPLICATION,
    "signoff-successor": APPLICATION - {"deadline", "notice_date"},
    "signoff-given": APPLICATION,
    "signoff-declined": APPLICATION,
    "signoff-not-mine": APPLICATION,
    "offer": APPLICATION,
    "waitlist": APPLICATION,
    "not-offered": APPLICATION,
    "meeting-reminder": COMMON
    | {"meeting_title", "meeting_when", "meeting_place", "facilitator_name", "answer_by"},
    "evaluation-invitation": COMMON | {"meeting_title", "facilitator_name", "last_day"},
    "sign-in-link": COMMON,
    "application-dates": APPLICATION,
    "renewal": COMMON | PART,
    "renewal-signed": APPLICATION,
    "renewal-declined": APPLICATION,
    "dates-moved": COMMON | PART,
    "meeting-called-off": COMMON
    | {"meeting_title", "meeting_when", "meetings_list", "facilitator_name", "reason", "what_next"},
}

#: Letters that ask the reader to do something, which needs the link.
REQUIRE_LINK = {
    "application-copy",
    "signoff-request",
    "signoff-renewal",
    "signoff-seated",
    "signoff-reminder",
    "signoff-not-mine",
    "signoff-successor",
    "meeting-reminder",
    "evaluation-invitation",
    "sign-in-link",
    "renewal",
}

#: {code: its title in the editor}.
TITLES = {
    "application-copy": "We have the application, with a copy",
    "signoff-request": "A director is asked to sign",
    "signoff-renewal": "A director is asked to sign for a member who goes on",
    "signoff-seated": "A director is asked to sign for people who are seated",
    "signoff-reminder": "A director is reminded",
    "signoff-successor": "Another director is asked to sign for a member",
    "signoff-given": "The director signed",
    "signoff-declined": "The director did not sign",
    "signoff-not-mine": "The director says: not my staff",
    "offer": "A seat is given",
    "waitlist": "On the waiting list",
    "not-offered": "No seat this time",
    "meeting-reminder": "Before a meeting",
    "evaluation-invitation": "After a meeting, the evaluation",
    "sign-in-link": "A link to sign in",
    "application-dates": "Dates of recruiting have changed",
    "renewal": "A member is asked to go on with a part",
    "renewal-signed": "The director signed for a member who goes on",
    "renewal-declined": "The director did not sign for a member who would go on",
    "dates-moved": "Dates have changed",
    "meeting-called-off": "A meeting is called off",
}


def placeholders_in(text):
    """The names of the placeholders in a text.

    Raises ValueError where braces do not match, or where one holds more than a name,
    such as {name!r} or {name:>9}.
    """
    found = set()
    for _, name, spec, conversion in Formatter().parse(text):
        if spec or conversion:
            raise ValueError(name)
        if name is not None:
            found.add(name)
    return found


def unknown_placeholders(code, text):
    """Placeholders of the text that the letter of this code cannot fill in, sorted.

    Raises ValueError as above.
    """
    return sorted(placeholders_in(text) - PLACEHOLDERS.get(code, COMMON))
