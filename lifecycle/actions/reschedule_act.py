"""Moving a meeting as an act of staff: what follows in words, and taking it back."""

from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, leave_after_all
from cohorts.models import CohortPart, Letter, StaffAct
from evaluations.models import Response
from guidebooks.models import TaskEvent
from lib import dates
from meetings.models import DirectorSession, LogisticsItem, Meeting

from .ask_directors import ask_waiting_directors, asked_again, forget_asking
from .calling import call_off_as, calling_of
from .meeting_expectation import expectation_refusal
from .reschedule_consequences import (
    answers_consequence,
    button_of,
    consequences_of_date,
    odd_times,
    place_consequences,
    room_consequence,
    ticked_consequence,
    time_consequence,
)
from .reschedule_meeting import reschedule, time_of, when

#: A task to tell directors the date is done by a letter that leaves so long before its day.
SHORTLY_BEFORE = timedelta(days=14)


def move_meeting(act, meeting, *, reason="", **changes):
    """Change date, time, length and place of a meeting. Returns the Outcome; raises ActRefused.

    reason: why a day that is over is put right; it is kept with the day that stood there.

    It reads the meeting anew, so that the caller's keeps what is true before the act is done.
    """
    meeting = lock_meeting(meeting.pk)
    before = {name: getattr(meeting, name) for name in changes}
    old_time, off = time_of(meeting), calling_of(meeting)
    answers = meeting.replies.for_the_day().count()
    done = reschedule(meeting, act=act, **changes)
    if done.is_correction and before.get("on", meeting.on) != meeting.on:
        meeting.date_corrections.create(was_on=before["on"], reason=reason, corrected_by=act.by)
    ticked = tick_told(meeting, done, by=act.by)
    asked = ask_directors_of(meeting, done, before, act)
    act.undo_data = {
        "meeting": meeting.pk,
        "position": meeting.position,
        "before": as_json(before),
        "after": as_json(changes),
        "off": off,
        "told": done.told,
        "tasks": [[task.pk, was.isoformat(), task.due_on.isoformat()] for task, was in done.tasks],
        "sessions": [[row.pk, was.isoformat(), row.on.isoformat()] for row, was in done.sessions],
        "replaced": done.replaced,
        **asked.undo_data,
        "ticked": [task.pk for task in ticked],
    }
    outcome = Outcome(
        button=button_of(done, also=len(asked.letters)),
        done=_("Meeting %(n)s is saved.") % {"n": meeting.number},
        consequences=[
            time_consequence(meeting, old_time, done),
            *place_consequences(meeting, before),
            room_consequence(meeting, before),
            *asked_again(asked),
            ticked_consequence(ticked),
        ],
        stays=_("Nothing else changes: the agenda and the other dates stay."),
    )
    if done.is_correction:
        return corrected(outcome, meeting, reason)
    if done.is_moved:
        outcome.consequences += odd_times(meeting)
        outcome.done = _("Meeting %(n)s is on %(when)s now.") % {
            "n": meeting.number,
            "when": when(meeting, time_of(meeting)),
        }
        outcome.consequences += consequences_of_date(meeting, done)
        is_other_day = "on" in before and before["on"] != meeting.on
        outcome.consequences.append(answers_consequence(answers, is_other_day=is_other_day))
    return outcome


def tick_told(meeting, done, *, by):
    """Tick what the letters about another day do: their link asks members for access and food, and
    a date close by is told to directors. Returns the tasks.
    """
    ticked = meeting.logistics.tick(TaskEvent.NEEDS_ASKED, by=by) if done.members else []
    if done.directors:
        near = meeting.logistics.filter(due_on__lte=meeting.cohort.today + SHORTLY_BEFORE)
        ticked += near.tick(TaskEvent.DIRECTORS_TOLD, by=by)
    return ticked


def ask_directors_of(meeting, done, before, act):
    """Directors who have not answered are asked again where what they would sign is another now;
    whoever signed for somebody else gets one letter that says both. Returns the AskedAgain.
    """
    part = CohortPart.objects.select_related("cohort", "part").get(
        cohort=meeting.cohort, part=meeting.part
    )
    is_other = done.is_moved or bool({"place_name", "mandatory"} & before.keys())
    if done.is_correction or not is_other:
        part = None
    asked = ask_waiting_directors(part, act, moved=[(meeting, done)])
    done.directors -= asked.merged
    return asked


def corrected(outcome, meeting, reason):
    """The outcome of putting a day right that is over."""
    outcome.button = _("Correct it, and send no letter")
    outcome.done = _("Meeting %(n)s was on %(when)s.") % {
        "n": meeting.number,
        "when": when(meeting, time_of(meeting)),
    }
    if reason:
        stays = _("“%(reason)s” is kept with the day that stood there.") % {"reason": reason}
        outcome.consequences.append(Consequence(None, stays))
    outcome.stays = _("Attendance, evaluation and who was expected stay. Nobody is written to.")
    return outcome


def lock_meeting(pk):
    related = Meeting.objects.select_related("cohort__network", "cohort__region", "part", "of")
    return related.select_for_update(of=("self",)).get(pk=pk)


def as_json(columns):
    return {
        name: value.isoformat() if isinstance(value, date | time) else value
        for name, value in columns.items()
    }


def move_obstacle(act):
    """What has happened on the new date, so that it cannot be taken back; "" if nothing has."""
    meeting = Meeting.objects.get(pk=act.undo_data["meeting"])
    words = {"n": meeting.number, "day": dates.day(meeting.on)}
    if meeting.is_held or meeting.attendances.filter(noted_at__gte=act.done_at).exists():
        return _("Who came to meeting %(n)s is noted already, so it stays on %(day)s.") % words
    if Response.objects.filter(evaluation__meeting=meeting).exists():
        return _("Meeting %(n)s has been evaluated already, so it stays on %(day)s.") % words
    return expectation_refusal(meeting, act.undo_data["before"].get("mandatory", meeting.mandatory))


def take_back_move(act):
    data = act.undo_data
    meeting = lock_meeting(data["meeting"])
    if obstacle := move_obstacle(act):
        raise ActRefused(obstacle)
    if data["after"] != as_json({name: getattr(meeting, name) for name in data["after"]}):
        raise ActRefused(_("The meeting was changed again since."))
    later = StaffAct.objects.waiting().filter(
        cohort=act.cohort_id, kind=act.kind, done_at__gt=act.done_at
    )
    if any(str(data["position"]) in row.undo_data["told"] for row in later):
        raise ActRefused(
            _("A later letter tells of this date, too. Take back the later change first.")
        )
    meeting.move(**{name: from_json(name, value) for name, value in data["before"].items()})
    if data["off"] and not meeting.is_called_off:
        call_off_as(meeting, data["off"])
    for pk, was, now in data["tasks"]:
        LogisticsItem.objects.filter(pk=pk, due_on=now).update(due_on=was)
    for pk, was, now in data["sessions"]:
        DirectorSession.objects.filter(pk=pk, on=now).update(on=was)
    forget_asking(data)
    LogisticsItem.objects.open_again(data.get("ticked", []))
    number = Letter.objects.filter(pk__in=data["replaced"]).queue_again()
    undone = as_before(meeting)
    return f"{undone} {leave_after_all(number)}" if number else undone


def as_before(meeting):
    """That a meeting has its old day again, or that it has none again, as a sentence."""
    words = {"n": meeting.number, "when": when(meeting, time_of(meeting))}
    if not meeting.is_called_off:
        return _("Meeting %(n)s is on %(when)s again.") % words
    if meeting.postponed:
        return _("Meeting %(n)s is postponed again, and has no new date.") % words
    return _("Meeting %(n)s is called off again.") % words


def from_json(name, value):
    kind = {"on": date, "starts": time}.get(name)
    return kind.fromisoformat(value) if kind else value
