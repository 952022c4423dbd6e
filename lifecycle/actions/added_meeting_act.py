"""Adding a meeting as an act of staff: a webinar, a make-up, the second half of a meeting."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from lib import dates
from meetings.actions.added_meetings import (
    add_make_up,
    add_webinar,
    added_is_used,
    join_halves,
    split_meeting,
    split_refusal,
)
from meetings.models import AgendaSegment, Meeting

from .call_off_act import announce, button_of, letters_again, told_consequences, when_of
from .reschedule_act import lock_meeting
from .reschedule_consequences import on_holiday
from .reschedule_meeting import time_of

#: A half of fewer minutes is pointed out.
SHORT_HALF = 45

#: Why a meeting cannot be split, in words.
SPLIT_REFUSALS = {
    "added": gettext_lazy("Only a meeting of the guidebook can be split."),
    "called off": gettext_lazy("It is called off. Set another date instead."),
    "closed": gettext_lazy("Its attendance is closed. Add a make-up instead."),
    "split": gettext_lazy("It is split already."),
    "short": gettext_lazy(
        "None of its blocks begins later than the first, so there is nothing to split."
    ),
}


def webinar(act, cohort, **fields):
    """Add a webinar, and tell the members. Returns the Outcome."""
    return tell_of(act, add_webinar(cohort, **fields), _("Add it"))


def make_up(act, meeting, **fields):
    """Add a make-up of this meeting, and tell those who were not there. Returns the Outcome."""
    added = add_make_up(lock_meeting(meeting.pk), **fields)
    outcome = tell_of(act, added, _("Add it"))
    outcome.consequences.insert(1, expected_at(added, meeting))
    outcome.consequences.append(Consequence(None, _("It begins with the same agenda")))
    return outcome


def expected_at(added, meeting):
    """Whom a make-up of this meeting expects."""
    number = added.roster().count()
    expected = ngettext("member is expected", "members are expected", number)
    absent = _("Those who were not at meeting %(n)s itself. Whoever comes came to that one.")
    return Consequence(number, expected, [], absent % {"n": meeting.number})


def split(act, meeting, *, block, on, starts):
    """Hold the second half on another day. Returns the Outcome; raises ActRefused."""
    meeting = lock_meeting(meeting.pk)
    if reason := split_refusal(meeting):
        raise ActRefused(SPLIT_REFUSALS[reason])
    before, undo = time_of(meeting), {"minutes": meeting.minutes, "pinned": pins(meeting, block)}
    half = split_meeting(meeting, block=block, on=on, starts=starts)
    half.cohort = meeting.cohort
    told = {str(meeting.position): before} if time_of(meeting) != before else {}
    outcome = tell_of(act, half, _("Split it"), told=told)
    act.undo_data |= undo
    outcome.consequences.insert(1, held_then(half, block, minutes=meeting.minutes))
    outcome.consequences += consequences_of_halves(meeting, half)
    return outcome


def pins(meeting, block):
    """[[primary key, fixed start]] of the blocks from this one on that have one, as JSON."""
    rows = meeting.segments.filter(position__gte=block.position, pinned_start__isnull=False)
    return [[row.pk, row.pinned_start.isoformat()] for row in rows]


def held_then(half, block, *, minutes):
    """The blocks of the second half, from this one on. minutes: of the first half now."""
    return Consequence(
        half.segments.count(),
        ngettext("block is held then", "blocks are held then", half.segments.count()),
        [str(row.title) for row in half.segments.in_order()],
        _("From “%(title)s” on. The first half takes %(minutes)s minutes now.")
        % {"title": block.title, "minutes": minutes},
    )


def consequences_of_halves(*halves):
    as_one = _("Both halves together count as one meeting, for who came to both")
    return [*short_halves(*halves), Consequence(None, as_one)]


def short_halves(*halves):
    """A Consequence for each half that is so short that it was hardly meant."""
    return [
        Consequence(
            half.minutes,
            _("minutes only for meeting %(n)s") % {"n": half.number},
            [],
            _("Choose another block if the halves are to be more alike."),
        )
        for half in halves
        if half.minutes < SHORT_HALF
    ]


def tell_of(act, added, button, told=None):
    """Write to those who are expected at an added meeting. Returns the Outcome."""
    added = lock_meeting(added.pk)
    members, directors = announce(act, added, told=told)
    words = {"n": added.number, "when": when_of(added)}
    added_now = Consequence(1, _("meeting is added: %(n)s, %(when)s") % words)
    holiday = [on_holiday(added)] if added.holiday else []
    return Outcome(
        button=button_of(button, members + directors),
        done=_("Meeting %(n)s is on %(when)s.") % words,
        consequences=[added_now, *holiday, *told_consequences(added, members, directors)],
        stays=_("The other meetings stay as they are."),
    )


def take_back_added(act):
    """The meeting that was added is gone, its blocks are where they were. Raises ActRefused."""
    added, data = lock_meeting(act.undo_data["meeting"]), act.undo_data
    if added_is_used(added):
        raise ActRefused(_("Somebody has answered, or is noted there already."))
    if "minutes" in data:
        join_halves(added, minutes=data["minutes"])
        restore_pins(data["pinned"])
    number, day = added.number, dates.day(added.on)
    Meeting.objects.filter(pk=added.pk).delete()
    undone = _("Meeting %(n)s on %(day)s is gone again.") % {"n": number, "day": day}
    return " ".join([undone, *letters_again(act)])


def restore_pins(pinned):
    for pk, starts in pinned:
        AgendaSegment.objects.filter(pk=pk).update(pinned_start=starts)
