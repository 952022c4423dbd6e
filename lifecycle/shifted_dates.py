"""The days of a cohort that is opened like another one: as far from the first meeting as there."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from lib import dates
from meetings.models import DirectorSession, Meeting

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class ShiftedDate:
    """A meeting or a director session of the older cohort, and its day in the new one.

    moved: why it is not on the day that its distance gives, a sentence for each week it moved.
    holiday: that its day, which somebody chose, is one, as a sentence; "" if it is not.
    """

    row: Meeting | DirectorSession
    on: date
    moved: list = field(default_factory=list)
    holiday: str = ""

    @property
    def weeks_moved(self):
        """By how much, in words."""
        return "a week" if len(self.moved) == 1 else f"{len(self.moved)} weeks"


def first_meeting_of(source):
    """The first meeting of the guidebook in this cohort; the others are counted from it."""
    return source.meetings.of_the_plan().order_by("position").first()


def shift_meetings(source, first_on):
    """[ShiftedDate] of all meetings, in the order of their days there.

    The first one is on this day. Every other keeps its distance to it, so that it is on its own
    weekday if the first one is; on a holiday it moves by a week, and so does a meeting of the
    guidebook that would not come after the one before it.
    """
    first = first_meeting_of(source)
    found, before = [], None
    for meeting in source.meetings.select_related("of", "part").in_order():
        if meeting.pk == first.pk:
            holiday = holiday_sentence(source.network, first_on)
            shifted = ShiftedDate(meeting, first_on, holiday=holiday)
        else:
            not_before = before if meeting.is_of_the_plan else None
            day = first_on + (meeting.on - first.on)
            shifted = ShiftedDate(meeting, *free_day(source.network, day, not_before=not_before))
        if meeting.is_of_the_plan:
            before = shifted
        found.append(shifted)
    return found


def free_day(network, day, *, not_before=None, step=WEEK):
    """(the first day from this one on, in such steps, that is no holiday; why each other is not).

    not_before: the ShiftedDate after which it has to be, or None.
    """
    moved = []
    while reason := holiday_sentence(network, day) or order_sentence(day, not_before):
        moved.append(reason)
        day += step
    return day, moved


def holiday_sentence(network, day):
    name = network.holiday_on(day)
    return f"{dates.day(day)} is {name}." if name else ""


def order_sentence(day, before):
    if before is None or day > before.on:
        return ""
    return f"Meeting {before.row.number} is on {dates.day(before.on)} only."


def shift_sessions(source, days):
    """[ShiftedDate] of the director sessions, in their order.

    days: {key of a meeting there: its day in the new cohort}. A session keeps its distance to the
    meeting it follows, else to the first one of its part; on a holiday it moves by a week, away
    from that meeting. One that follows a meeting which is left out is left out, too.
    """
    meetings = {meeting.pk: meeting for meeting in source.meetings.all()}
    found = []
    for session in source.director_sessions.order_by("position"):
        anchor = meetings.get(session.after_meeting_id) or first_of_part(session, meetings, days)
        if anchor is None or anchor.pk not in days:
            continue
        if session.on is None:
            found.append(ShiftedDate(session, None))
            continue
        step = WEEK if session.on >= anchor.on else -WEEK
        day = days[anchor.pk] + (session.on - anchor.on)
        found.append(ShiftedDate(session, *free_day(source.network, day, step=step)))
    return found


def first_of_part(session, meetings, days):
    of_part = [
        meeting
        for meeting in meetings.values()
        if meeting.part_id == session.part_id and meeting.pk in days
    ]
    return min(of_part, key=lambda meeting: meeting.on, default=None)


def shift_deadlines(source, first_on):
    """(last day to apply, day on which applicants hear) of the first part, as far before its first
    meeting as there; each None where it has none there.
    """
    part = source.part(1)
    shift = first_on - first_meeting_of(source).on
    return tuple(day and day + shift for day in (part.apply_by, part.notice_on))
