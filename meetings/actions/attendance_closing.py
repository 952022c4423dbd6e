"""Closing the attendance of a meeting, an act of staff."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from cohorts.models import Letter, StaffAct

from ..models import Attendance, Meeting, Reply
from .meeting_reminders import REMINDER_CODE


def close_attendance(meeting, *, by, nobody_came=False):
    """Close attendance. Raises ActRefused before the meeting has begun, when it is closed, and when
    nobody is marked, unless `nobody_came` says that this is right.
    """
    meeting = Meeting.objects.select_related("cohort").get(pk=meeting.pk)
    if refusal := closing_refusal(meeting, nobody_came=nobody_came):
        raise ActRefused(refusal)
    no_mark, away = consequences_of_no_mark(meeting), describe_away(meeting)
    meeting.close_attendance(by=by)
    here, dropped = meeting.attendances.attended().count(), drop_outdated_letters(meeting)
    return closing_outcome(meeting, here, [*away, *no_mark, letters_dropped(dropped)])


def closing_refusal(meeting, *, nobody_came):
    """Why attendance cannot be closed, as a sentence; "" if it can."""
    if not meeting.has_begun:
        return _("Attendance can be closed once the meeting has begun.")
    if meeting.is_held:
        return _("Attendance is closed already.")
    if nobody_is_marked(meeting) and not nobody_came:
        return _("Nobody is marked. Say first whether really nobody came.")
    return ""


def consequences_of_no_mark(meeting):
    """What becomes of those without a mark, and who of them had said that they do not come."""
    unmarked = without_mark(meeting)
    announced = unmarked.filter(said_not_coming(meeting))
    return [
        becoming_absent([row.person.name for row in unmarked]),
        not_coming([row.person.name for row in announced]),
    ]


def becoming_absent(names):
    sentence = ngettext("without a mark becomes absent", "without a mark become absent", len(names))
    return Consequence(len(names), sentence, names, ", ".join(names))


def not_coming(names):
    sentence = ngettext(
        "without a mark had answered “Not coming”",
        "without a mark had answered “Not coming”",
        len(names),
    )
    detail = _("%(names)s. To excuse them, keep it open and mark them Excused.")
    return Consequence(len(names), sentence, names, detail % {"names": ", ".join(names)})


def letters_dropped(number):
    sentence = ngettext(
        "letter about its date is not sent any more",
        "letters about its date are not sent any more",
        number,
    )
    return Consequence(number, sentence, detail=_("They still waited, and the meeting is over."))


def closing_outcome(meeting, here, others):
    """here: how many were there. others: the Consequences for whoever was not, and of letters."""
    numbers = {"here": here, "away": meeting.attendances.count() - here}
    came = Consequence(here, ngettext("was here", "were here", here))
    then = Consequence(None, _("The evaluation can be closed from then on"))
    return Outcome(
        button=_("Close attendance: %(here)s here, %(away)s not here") % numbers,
        done=_("Attendance of meeting %(n)s is closed.") % {"n": meeting.number},
        consequences=[came, *others, then],
        stays=_(
            "Who was expected is fixed from now on. To correct a mark, open it again and say why. "
            "Nobody is written to."
        ),
    )


def drop_outdated_letters(meeting):
    """Drop letters that still wait and only say when this meeting is. Returns how many."""
    moves = StaffAct.objects.waiting().filter(
        cohort=meeting.cohort, kind=StaffAct.Kind.MEETING_MOVE, undo_data__meeting=meeting.pk
    )
    only_this = [act.pk for act in moves if set(act.undo_data["told"]) <= {str(meeting.position)}]
    is_reminder = Q(cohort=meeting.cohort, code=REMINDER_CODE, meeting_position=meeting.position)
    return Letter.objects.filter(is_reminder | Q(act__in=only_this)).drop_queued()


def nobody_is_marked(meeting):
    """Whether nobody is noted as having been there, and somebody has no mark at all."""
    if meeting.attendances.known_on_the_day().exists():
        return False
    return without_mark(meeting).exists()


def without_mark(meeting):
    """Memberships of the roster that have no mark."""
    return meeting.roster().exclude(pk__in=meeting.attendances.values("membership"))


def said_not_coming(meeting):
    return Q(
        replies__meeting=meeting,
        replies__answered_for=meeting.on,
        replies__answer=Reply.Answer.NOT_COMING,
    )


def describe_away(meeting):
    """A Consequence for each mark of those who were not there themselves, with their names."""
    marks = meeting.attendances.exclude(status__in=Attendance.ATTENDED)
    by_name = marks.select_related("membership__person").order_by("membership__person__sort_name")
    names, sentence = {}, _("marked already: %(mark)s")
    for mark in by_name:
        names.setdefault(mark.get_status_display(), []).append(mark.membership.person.name)
    return [
        Consequence(len(people), sentence % {"mark": mark}, people, ", ".join(people))
        for mark, people in sorted(names.items())
    ]
