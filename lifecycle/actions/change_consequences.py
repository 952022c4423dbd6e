"""What changing a cohort comes to, in words."""

from cohorts.actions.consequences import consequence_for, counted
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
DATE_LABELS = {"apply_by": "Applications close on", "notice_on": "Applicants hear on"}


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
    names = [application.name for application in told]
    return [
        *[changed_date(part, name, before[name]) for name in DATE_LABELS if name in before],
        consequence_for(
            names, "applicant is told", "applicants are told", "Those who have no answer yet."
        ),
    ]


def changed_date(part, name, was):
    sentence = f"{DATE_LABELS[name]} {dates.day(getattr(part, name))}"
    return Consequence(None, sentence, [], f"It was {dates.day(was)}." if was else "")


def consequences_of_moves(moved):
    """moved: as from `reschedule_several`."""
    if not moved:
        return []
    done = total(moved)
    return [
        *[moved_meeting(meeting, before) for meeting, before, _done in moved],
        *[on_holiday(meeting) for meeting, _before, _done in moved if meeting.holiday],
        *told_of_moves(done, first=moved[0][0]),
        moved_tasks(done.tasks),
        sessions_consequence(done.sessions),
        replaced_letters(len(done.replaced)),
    ]


def moved_meeting(meeting, before):
    sunday = " The new date is a Sunday." if meeting.on.isoweekday() == SUNDAY else ""
    return Consequence(
        None,
        f"Meeting {meeting.position} is on {when(meeting, time_of(meeting))}",
        [],
        f"It was {when(meeting, before)}.{sunday}",
    )


def told_of_moves(done, *, first):
    """Who is told, and who cannot be. first: the meeting until which they may object."""
    by = dates.day(last_day_to_object(first))
    asks = f"One letter each, with all dates; it asks for word by {by}."
    one, several = "director who signed is told", "directors who signed are told"
    return [
        counted(done.members, "member is told", "members are told", asks),
        unreachable(first),
        counted(done.directors, one, several, f"They may object by {by}."),
    ]


def moved_tasks(tasks):
    """tasks: [(task, date before)]."""
    days = [f"{task.title}: {dates.day(task.due_on)}" for task, _was in tasks]
    keeps = "Each keeps its distance to the day."
    return consequence_for(days, "task moves with it", "tasks move with it", keeps)


def replaced_letters(number):
    one = "letter about an earlier date is not sent"
    several = "letters about an earlier date are not sent"
    return counted(number, one, several)
