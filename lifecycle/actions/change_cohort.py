"""Changing a cohort that is open: name, place, contact, seats, deadline and dates, in one act."""

from dataclasses import dataclass, field

from cohorts.actions.capacity import set_capacity
from cohorts.actions.consequences import consequence_for
from cohorts.actions.staff_acts import ActRefused, Outcome, and_send, leave_after_all
from cohorts.models import Cohort, CohortPart, Letter
from lib import dates
from meetings.models import Meeting
from people.models import Link
from recruitment.actions.ask_again import tell_applicants

from .ask_directors import ask_waiting_directors, asked_again, forget_asking
from .change_consequences import (
    consequence_of_seats,
    consequence_of_sessions,
    consequences_of_columns,
    consequences_of_dates,
    consequences_of_moves,
)
from .refusing import refusing
from .reschedule_several import reschedule_several, total
from .row_changes import RowChanges, set_back


@dataclass
class CohortChange:
    """What is to be different.

    columns: of the Cohort. seats: how many. part: the CohortPart whose dates change, or None;
    dates: its columns. meetings: {primary key of a meeting: {column: value}}. sessions: {primary
    key of a DirectorSession: its new day}.
    """

    columns: dict = field(default_factory=dict)
    seats: int | None = None
    part: CohortPart | None = None
    dates: dict = field(default_factory=dict)
    meetings: dict = field(default_factory=dict)
    sessions: dict = field(default_factory=dict)

    @property
    def touches_terms(self):
        """Whether what a director signs, or until when, may be another afterwards."""
        is_moved = "place_name" in self.columns or "place_address" in self.columns
        return bool(self.dates or self.meetings or self.sessions or is_moved)

    def __bool__(self):
        rows = self.columns or self.dates or self.meetings or self.sessions
        return bool(rows) or self.seats is not None


def change_cohort(act, cohort, change):
    """Do all of the change, or nothing. Returns the Outcome; raises ActRefused."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    rows, undo = RowChanges(), {}
    consequences = change_columns(cohort, change.columns, rows)
    consequences += change_seats(cohort, change.seats, undo)
    moved = move_meetings(cohort, change.meetings, rows, act)
    set_days = change_sessions(cohort, change.sessions, rows)
    new_dates = change_dates(change.part, change.dates, rows, undo, act) if change.part else []
    asked = ask_directors_of(change, moved, act)
    consequences += [*consequences_of_moves(moved), *set_days, *new_dates, *asked_again(asked)]
    act.undo_data = (
        undo
        | asked.undo_data
        | {
            "rows": rows.rows,
            "replaced": total(moved).replaced,
            "told": total(moved).told,
        }
    )
    letters = act.letters.count()
    return Outcome(
        button=f"Save it{and_send(act) if letters else ', and send no letter'}",
        done=f"{cohort} is changed.",
        consequences=consequences,
        stays="Nothing else changes: applications, answers and agendas stay.",
    )


def change_columns(cohort, columns, rows):
    """A new place of the cohort is also that of meetings ahead that had the old one."""
    old_place = cohort.place_name, cohort.place_address
    before = rows.change(cohort, **columns)
    consequences = consequences_of_columns(cohort, before)
    if not {"place_name", "place_address"} & before.keys():
        return consequences
    there = move_to_new_place(cohort, old_place, rows)
    names = [f"Meeting {meeting.position}, {dates.day(meeting.on)}" for meeting in there]
    one, several = "meeting goes to the new place", "meetings go to the new place"
    no_letter = "Calendars and the next reminder say so; no letter is written about a place."
    return [*consequences, consequence_for(names, one, several, no_letter)]


def move_to_new_place(cohort, old_place, rows):
    """Move meetings ahead that had the old place of the cohort. Returns them."""
    new_place = {"place_name": cohort.place_name, "place_address": cohort.place_address}
    there = [
        meeting
        for meeting in ahead(cohort)
        if meeting.has_room and (meeting.place_name, meeting.place_address) == old_place
    ]
    for meeting in there:
        was = {name: getattr(meeting, name) for name in new_place}
        meeting.move(**new_place)
        rows.note(meeting, was, new_place)
    return there


def ahead(cohort):
    """Meetings of the cohort that are not held yet, locked."""
    meetings = Meeting.objects.select_related("cohort__network", "cohort__region", "part")
    return meetings.filter(cohort=cohort, attendance_closed_at=None).select_for_update(of=("self",))


def change_seats(cohort, seats, undo):
    before = cohort.seats.count()
    if seats is None or seats == before:
        return []
    with refusing(ValueError):
        set_capacity(cohort, seats=seats)
    undo["seats"] = [before, seats]
    return [consequence_of_seats(cohort, before, seats)]


def move_meetings(cohort, changes, rows, act):
    """Move what is to be moved, and note it. Returns as `reschedule_several`."""
    meetings = {row: changes[row.pk] for row in ahead(cohort) if row.pk in changes}
    if len(meetings) < len(changes):
        raise ActRefused("One of these meetings has been held since. Look at the dates once more.")
    before = {
        row.pk: {name: getattr(row, name) for name in columns} for row, columns in meetings.items()
    }
    moved = reschedule_several(meetings, act=act)
    for row, columns in meetings.items():
        rows.note(row, before[row.pk], columns)
    note_what_hangs_on(moved, rows)
    return moved


def note_what_hangs_on(moved, rows):
    """Note the tasks and sessions that moved with their meetings."""
    for _meeting, _time, done in moved:
        for task, was in done.tasks:
            rows.note(task, {"due_on": was}, ["due_on"])
        for session, was in done.sessions:
            rows.note(session, {"on": was}, ["on"])


def change_sessions(cohort, days, rows):
    """Set the days of sessions of directors, after meetings have taken theirs with them."""
    sessions = cohort.director_sessions.filter(pk__in=days).select_for_update()
    ahead = [session for session in sessions if not session.on or session.on >= cohort.today]
    if len(ahead) < len(days):
        raise ActRefused("One of these sessions has been held since. Look at the days once more.")
    changed = [(row, rows.change(row, on=days[row.pk])) for row in ahead]
    return [consequence_of_sessions([(row, was["on"]) for row, was in changed if was])]


def change_dates(part, columns, rows, undo, act):
    """Deadline and notice day. Links of directors end with the deadline, so they move with it, and
    applicants who have no answer are told.
    """
    part = CohortPart.objects.select_related("cohort", "part").get(pk=part.pk)
    closed_at = part.apply_by and part.closes_at
    before = rows.change(part, **columns)
    if not before:
        return []
    if part.closes_at != closed_at:
        keys = move_links(part, closed_at)
        undo["links"] = [keys, closed_at and closed_at.isoformat()]
    told = tell_applicants(part, act=act)
    return consequences_of_dates(part, before, told)


def move_links(part, closed_at):
    """Links of directors that ended then end when the part closes now. Returns their keys."""
    links = Link.objects.filter(
        application_link__application__cohort_part=part,
        purpose=Link.Purpose.SIGN_OFF,
        revoked_at=None,
        expires_at=closed_at,
    )
    keys = list(links.values_list("pk", flat=True))
    Link.objects.filter(pk__in=keys).update(expires_at=part.closes_at)
    return keys


def ask_directors_of(change, moved, act):
    """Ask directors who have not answered once more, where what they would sign or until when is
    another than they were told. Returns the AskedAgain.
    """
    part = change.part if change.part and change.touches_terms else None
    of_part = [(row, done) for row, _time, done in moved if part and row.part_id == part.part_id]
    asked = ask_waiting_directors(
        part, act, everybody="apply_by" in change.dates, moved=of_part[:1]
    )
    if of_part:
        of_part[0][1].directors -= asked.merged
    return asked


def take_back_change(act):
    """Set everything back that the change had changed."""
    data = act.undo_data
    set_back(data["rows"], how={Meeting._meta.label: set_meeting_back})
    if "seats" in data:
        set_seats_back(act.cohort, *data["seats"])
    if "links" in data:
        keys, was = data["links"]
        Link.objects.filter(pk__in=keys).update(expires_at=was)
    forget_asking(data)
    number = Letter.objects.filter(pk__in=data["replaced"]).queue_again()
    undone = "Everything is as it was."
    return f"{undone} {leave_after_all(number)}" if number else undone


def set_seats_back(cohort, seats, now):
    """seats: how many there were before the change. now: how many there were after it."""
    if cohort.seats.count() != now:
        raise ActRefused("The number of seats was changed again since.")
    with refusing(ValueError):
        set_capacity(cohort, seats=seats)


def set_meeting_back(meeting, columns):
    if meeting.is_held or meeting.attendances.exists():
        raise ActRefused(
            f"Who came to meeting {meeting.position} is noted already, so its date stays."
        )
    meeting.move(**columns)
