"""Moving a meeting as an act of staff: what follows in words, and taking it back."""

from datetime import date, time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, leave_after_all
from cohorts.models import Letter, StaffAct
from evaluations.models import Response
from lib import dates
from meetings.models import DirectorSession, LogisticsItem, Meeting

from .calling import call_off_as, calling_of
from .reschedule_meeting import last_day_to_object, reschedule, time_of, when

SUNDAY = 7


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
    }
    outcome = Outcome(
        button=button_of(done),
        done=_("Meeting %(n)s is saved.") % {"n": meeting.number},
        consequences=[
            time_consequence(meeting, old_time, done),
            *place_consequences(meeting, before),
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


def answers_consequence(number, *, is_other_day):
    if is_other_day:
        asked = ngettext("answer is asked for again", "answers are asked for again", number)
        return Consequence(number, asked, [], _("They were given for the old day."))
    kept = ngettext("answer is kept", "answers are kept", number)
    return Consequence(number, kept, [], _("Each counts until it is changed."))


def lock_meeting(pk):
    related = Meeting.objects.select_related("cohort__network", "cohort__region", "part", "of")
    return related.select_for_update(of=("self",)).get(pk=pk)


def odd_times(meeting):
    """Questions about a new day and hour: a Sunday, a holiday, an end after midnight, which is a
    slip of am and pm more often than meant.
    """
    found = []
    if meeting.on.isoweekday() == SUNDAY:
        found.append(Consequence(None, _("The new date is a Sunday")))
    if meeting.holiday:
        found.append(on_holiday(meeting))
    if meeting.ends_at.date() > meeting.on:
        words = _("It ends after midnight, at %(clock)s") % {"clock": dates.clock(meeting.ends_at)}
        found.append(Consequence(None, words, [], _("Look at the hour again: am or pm?")))
    return found


def on_holiday(meeting):
    words = {"day": dates.long_day(meeting.on), "holiday": meeting.holiday}
    return Consequence(None, _("%(day)s is %(holiday)s") % words, [], _("Keep this date?"))


def as_json(columns):
    return {
        name: value.isoformat() if isinstance(value, date | time) else value
        for name, value in columns.items()
    }


def button_of(done):
    if not done.is_moved:
        return _("Save it, and send no letter")
    if not done.letters:
        return _("Move it, and send no letter")
    return ngettext(
        "Move it, and send %(n)s letter", "Move it, and send %(n)s letters", done.letters
    ) % {"n": done.letters}


def time_consequence(meeting, old_time, done):
    if done.is_correction:
        was = _("It stood as %(when)s.") % {"when": when(meeting, old_time)}
        now = _("meeting was on %(when)s") % {"when": when(meeting, time_of(meeting))}
        return Consequence(1, now, [], was)
    return Consequence(
        1 if done.is_moved else 0,
        _("meeting moves to %(when)s") % {"when": when(meeting, time_of(meeting))},
        [],
        _("It was %(when)s.") % {"when": when(meeting, old_time)},
    )


def place_consequences(meeting, before):
    """One for each column other than date and time that changes, with what it was."""
    labels = {
        "setting": _("How people meet"),
        "mandatory": _("Who comes"),
        "place_name": _("Place"),
        "place_address": _("Address"),
        "link_url": _("Link"),
        "phone": _("Phone on the day"),
    }
    now = display_columns(meeting, {name: getattr(meeting, name) for name in before})
    was = display_columns(meeting, before)
    return [
        Consequence(
            None,
            f"{label}: {now[name] or _('none')}",
            [],
            _("It was: %(was)s.") % {"was": was[name] or _("none")},
        )
        for name, label in labels.items()
        if name in before and now[name] != was[name]
    ]


def display_columns(meeting, columns):
    found = dict(columns)
    if "setting" in found:
        found["setting"] = Meeting(setting=found["setting"]).get_setting_display()
    if "mandatory" in found:
        found["mandatory"] = _("Everybody is expected") if found["mandatory"] else _("Optional")
    return found


def consequences_of_date(meeting, done):
    by = dates.day(last_day_to_object(meeting))
    return [
        Consequence(
            done.members,
            ngettext("member is told", "members are told", done.members),
            [],
            _("The letter says the old date and the new one, and asks for word by %(day)s.")
            % {"day": by},
        ),
        unreachable(meeting),
        Consequence(
            done.directors,
            ngettext(
                "director who signed is told", "directors who signed are told", done.directors
            ),
            [],
            _("They may object by %(day)s.") % {"day": by},
        ),
        Consequence(
            len(done.tasks),
            ngettext("task moves with it", "tasks move with it", len(done.tasks)),
            [
                _("%(task)s: %(day)s (was %(was)s)")
                % {"task": task.title, "day": dates.day(task.due_on), "was": dates.day(was)}
                for task, was in done.tasks
            ],
            _("Each keeps its distance to the day."),
        ),
        sessions_consequence(done.sessions),
        Consequence(
            len(done.replaced),
            ngettext(
                "letter about an earlier date is not sent",
                "letters about an earlier date are not sent",
                len(done.replaced),
            ),
            [],
            _("The new letter says all of it."),
        ),
    ]


def sessions_consequence(sessions):
    """sessions: [(director session, date before)]."""
    return Consequence(
        len(sessions),
        ngettext(
            "session of directors moves with it",
            "sessions of directors move with it",
            len(sessions),
        ),
        [
            _("%(session)s: %(day)s (was %(was)s)")
            % {"session": row.title, "day": dates.day(row.on), "was": dates.day(was)}
            for row, was in sessions
        ],
    )


def unreachable(meeting):
    day = meeting.members_of_the_day().select_related("person").in_name_order()
    names = [row.person.name for row in day if not row.person.email]
    return Consequence(
        len(names),
        ngettext("member has no address", "members have no address", len(names)),
        names,
        _("Call: %(names)s.") % {"names": ", ".join(names)},
    )


def move_obstacle(act):
    """What has happened on the new date, so that it cannot be taken back; "" if nothing has."""
    meeting = Meeting.objects.get(pk=act.undo_data["meeting"])
    words = {"n": meeting.number, "day": dates.day(meeting.on)}
    if meeting.is_held or meeting.attendances.filter(noted_at__gte=act.done_at).exists():
        return _("Who came to meeting %(n)s is noted already, so it stays on %(day)s.") % words
    if Response.objects.filter(evaluation__meeting=meeting).exists():
        return _("Meeting %(n)s has been evaluated already, so it stays on %(day)s.") % words
    return ""


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
    number = Letter.objects.filter(pk__in=data["replaced"]).queue_again()
    undone = _("Meeting %(n)s is on %(when)s again.") % {
        "n": meeting.number,
        "when": when(meeting, time_of(meeting)),
    }
    return f"{undone} {leave_after_all(number)}" if number else undone


def from_json(name, value):
    kind = {"on": date, "starts": time}.get(name)
    return kind.fromisoformat(value) if kind else value
