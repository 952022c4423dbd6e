"""What changing a cohort comes to, in words."""

from cohorts.actions.staff_acts import Consequence, count_of
from lib import dates

from .reschedule_consequences import SUNDAY, on_holiday, sessions_consequence, unreachable
from .reschedule_meeting import last_day_to_object, time_of, when
from .reschedule_several import total

LABELS = {
    "name": "Name",
    "place_name": "Place",
    "place_address": "Address",
    "contact_name": "Contact",
    "contact_email": "Email of the contact",
    "contact_phone": "Phone of the contact",
}


def consequences_of_columns(cohort, before):
    """before: {column: value before} of those that changed."""
    return [
        Consequence(
            None,
            f"{label}: {spoken(getattr(cohort, name))}",
            [],
            f"It was: {spoken(before[name])}.",
        )
        for name, label in LABELS.items()
        if name in before
    ]


def spoken(value):
    """A text; one in two languages as both."""
    texts = getattr(value, "data", value)
    if isinstance(texts, dict):
        return " / ".join(dict.fromkeys(filter(None, texts.values())))
    return str(texts) or "none"


def consequence_of_seats(cohort, before, now):
    difference = count_of(abs(now - before), "seat", "seats")
    free = cohort.seats.free().count()
    return Consequence(
        now,
        f"seats in place of {before}",
        [],
        f"{difference} {'more' if now > before else 'fewer'}. "
        f"{count_of(free, 'seat is', 'seats are')} free then.",
    )


def consequence_of_sessions(sessions):
    """sessions: [(director session, its day before or None)]."""
    return Consequence(
        len(sessions),
        "session of directors has a new day"
        if len(sessions) == 1
        else "sessions of directors have new days",
        [
            f"{row.title}: {dates.day(row.on)}" + (f" (was {dates.day(was)})" if was else "")
            for row, was in sessions
        ],
        "No letter is written about it. Directors read it on their page and in their calendar.",
    )


def consequences_of_dates(part, before, told):
    """before: columns before; told: applications whose applicants are written to."""
    labels = {"apply_by": "Applications close on", "notice_on": "Applicants hear on"}
    return [
        *[
            Consequence(
                None,
                f"{label} {dates.day(getattr(part, name))}",
                [],
                f"It was {dates.day(before[name])}." if before[name] else "",
            )
            for name, label in labels.items()
            if name in before
        ],
        Consequence(
            len(told),
            "applicant is told" if len(told) == 1 else "applicants are told",
            [application.name for application in told],
            "Those who have no answer yet.",
        ),
    ]


def consequences_of_moves(moved):
    """moved: as from `reschedule_several`."""
    if not moved:
        return []
    done, first = total(moved), moved[0][0]
    by = dates.day(last_day_to_object(first))
    return [
        *[
            Consequence(
                None,
                f"Meeting {meeting.position} is on {when(meeting, time_of(meeting))}",
                [],
                f"It was {when(meeting, before)}."
                + (" The new date is a Sunday." if meeting.on.isoweekday() == SUNDAY else ""),
            )
            for meeting, before, _done in moved
        ],
        *[on_holiday(meeting) for meeting, _before, _done in moved if meeting.holiday],
        Consequence(
            done.members,
            "member is told" if done.members == 1 else "members are told",
            [],
            f"One letter each, with all dates; it asks for word by {by}.",
        ),
        unreachable(first),
        Consequence(
            done.directors,
            "director who signed is told"
            if done.directors == 1
            else "directors who signed are told",
            [],
            f"They may object by {by}.",
        ),
        Consequence(
            len(done.tasks),
            "task moves with it" if len(done.tasks) == 1 else "tasks move with it",
            [f"{task.title}: {dates.day(task.due_on)}" for task, _was in done.tasks],
            "Each keeps its distance to the day.",
        ),
        sessions_consequence(done.sessions),
        Consequence(
            len(done.replaced),
            "letter about an earlier date is not sent"
            if len(done.replaced) == 1
            else "letters about an earlier date are not sent",
        ),
    ]
