"""What moving a meeting comes to, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.actions.staff_acts import Consequence
from lib import dates
from meetings.models import Meeting

from .reschedule_meeting import last_day_to_object, time_of, when

SUNDAY = 7


def answers_consequence(number, *, is_other_day):
    if is_other_day:
        asked = ngettext("answer is asked for again", "answers are asked for again", number)
        return Consequence(number, asked, [], _("They were given for the old day."))
    kept = ngettext("answer is kept", "answers are kept", number)
    return Consequence(number, kept, [], _("Each counts until it is changed."))


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


def button_of(done, *, also=0):
    """also: how many letters leave beside those about the date."""
    n = done.letters + also
    if not n:
        unmoved, moved = _("Save it, and send no letter"), _("Move it, and send no letter")
        return moved if done.is_moved else unmoved
    if not done.is_moved:
        return ngettext("Save it, and send %(n)s letter", "Save it, and send %(n)s letters", n) % {
            "n": n
        }
    return ngettext("Move it, and send %(n)s letter", "Move it, and send %(n)s letters", n) % {
        "n": n
    }


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


def room_consequence(meeting, before):
    """What goes off the list of tasks when a meeting has no room any more."""
    left_out = []
    if "setting" in before and not meeting.has_room:
        left_out = list(meeting.logistics.filter(in_room=True, done_at=None))
    return Consequence(
        len(left_out),
        ngettext(
            "task for a room is off the list", "tasks for a room are off the list", len(left_out)
        ),
        [task.title for task in left_out],
        _("They are on it again once the meeting has a room again."),
    )


def ticked_consequence(ticked):
    return Consequence(
        len(ticked),
        ngettext("task is ticked", "tasks are ticked", len(ticked)),
        [task.title for task in ticked],
    )


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
