"""Which letters a guidebook must have, and what each may name in {braces}: everything else would reach people unfilled."""

from string import Formatter

EVERY = {"person_name", "cohort_name", "network_name", "region_name", "link"}
PART = {"deadline", "notice_date", "first_meeting", "meetings_list", "hours_total", "commitments_list", "facilitator_name"}
JOINING = EVERY | PART | {"director_name", "site_name", "agency_name"}

NAMES = {
    "application-received": JOINING,
    "application-copy": JOINING,
    "signoff-request": JOINING,
    "signoff-reminder": JOINING,
    "signoff-given": JOINING,
    "signoff-declined": JOINING,
    "offer": JOINING,
    "waitlist": JOINING,
    "not-offered": JOINING,
    "meeting-reminder": EVERY | {"meeting_title", "meeting_when", "meeting_place", "facilitator_name"},
    "evaluation-invitation": EVERY | {"meeting_title", "facilitator_name"},
    "sign-in-link": EVERY,
    "dates-moved": EVERY | PART,
}

#: Without the link nobody could do what these ask.
NEED_THE_LINK = {"application-received", "signoff-request", "signoff-reminder", "meeting-reminder", "evaluation-invitation", "sign-in-link"}

#: Titles for whoever edits them.
TITLES = {
    "application-received": "An application came in",
    "application-copy": "The applicant's own copy",
    "signoff-request": "A director is asked to sign",
    "signoff-reminder": "A director is reminded",
    "signoff-given": "The director signed",
    "signoff-declined": "The director did not sign",
    "offer": "A seat is offered",
    "waitlist": "On the waiting list",
    "not-offered": "No seat this time",
    "meeting-reminder": "Before a meeting",
    "evaluation-invitation": "After a meeting, the evaluation",
    "sign-in-link": "A link to sign in",
    "dates-moved": "Dates have changed",
}


def names_in(text):
    """The {names} of a text; raises ValueError where its braces do not match or say more than a name."""
    found = set()
    for _, name, spec, conversion in Formatter().parse(text):
        if spec or conversion:
            raise ValueError(name)
        if name is not None:
            found.add(name)
    return found


def unknown_names(code, text):
    return sorted(names_in(text) - NAMES.get(code, EVERY))
