"""What moving a meeting comes to, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cohorts.actions.staff_acts import Consequence
from lib import dates
from meetings.models import Meeting

from .reschedule_meeting import last_day_to_object, time_of, when

SUNDAY = 7

#: Columns of a meeting other than date and time, as readers know them.
PLACE_LABELS = {
    "setting": gettext_lazy("How people meet"),
    "mandatory": gettext_lazy("Who comes"),
    "place_name": gettext_lazy("Place"),
    "place_address": gettext_lazy("Address"),
    "link_url": gettext_lazy("Link"),
    "phone": gettext_lazy("Phone on the day"),
}


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
    now = display_columns(meeting, {name: getattr(meeting, name) for name in before})
    was = display_columns(meeting, before)
    return [
        Consequence(
            None,
            f"{label}: {now[name] or _('none')}",
            [],
            _("It was: %(was)s.") % {"was": was[name] or _("none")},
        )
        for name, label in PLACE_LABELS.items()
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
    day = {"day": dates.day(last_day_to_object(meeting))}
    asks = _("The letter says the old date and the new one, and asks for word by %(day)s.") % day
    return [
        members_told(done.members, asks),
        unreachable(meeting),
        directors_told(done.directors, _("They may object by %(day)s.") % day),
        tasks_consequence(done.tasks),
        sessions_consequence(done.sessions),
        replaced_consequence(len(done.replaced)),
    ]


def members_told(number, detail=""):
    return Consequence(number, ngettext("member is told", "members are told", number), [], detail)


def directors_told(number, detail=""):
    told = ngettext("director who signed is told", "directors who signed are told", number)
    return Consequence(number, told, [], detail)


def tasks_consequence(tasks):
    """tasks: [(task, date before)]."""
    move = ngettext("task moves with it", "tasks move with it", len(tasks))
    days = [
        _("%(task)s: %(day)s (was %(was)s)")
        % {"task": task.title, "day": dates.day(task.due_on), "was": dates.day(was)}
        for task, was in tasks
    ]
    return Consequence(len(tasks), move, days, _("Each keeps its distance to the day."))


def sessions_consequence(sessions):
    """sessions: [(director session, date before)]."""
    move = ngettext(
        "session of directors moves with it", "sessions of directors move with it", len(sessions)
    )
    days = [
        _("%(session)s: %(day)s (was %(was)s)")
        % {"session": row.title, "day": dates.day(row.on), "was": dates.day(was)}
        for row, was in sessions
    ]
    return Consequence(len(sessions), move, days)


def replaced_consequence(number):
    dropped = ngettext(
        "letter about an earlier date is not sent",
        "letters about an earlier date are not sent",
        number,
    )
    return Consequence(number, dropped, [], _("The new letter says all of it."))


def unreachable(meeting):
    day = meeting.members_of_the_day().select_related("person").in_name_order()
    names = [row.person.name for row in day if not row.person.email]
    return Consequence(
        len(names),
        ngettext("member has no address", "members have no address", len(names)),
        names,
        _("Call: %(names)s.") % {"names": ", ".join(names)},
    )
