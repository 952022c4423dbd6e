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
    if not meeting.has_begun:
        raise ActRefused(_("Attendance can be closed once the meeting has begun."))
    if meeting.is_held:
        raise ActRefused(_("Attendance is closed already."))
    if nobody_is_marked(meeting) and not nobody_came:
        raise ActRefused(_("Nobody is marked. Say first whether really nobody came."))
    unmarked = meeting.roster().exclude(pk__in=meeting.attendances.values("membership"))
    absent = [row.person.name for row in unmarked]
    announced = [row.person.name for row in unmarked.filter(said_not_coming(meeting))]
    away = describe_away(meeting)
    meeting.close_attendance(by=by)
    here, dropped = meeting.attendances.attended().count(), drop_outdated_letters(meeting)
    return Outcome(
        button=_("Close attendance: %(here)s here, %(away)s not here")
        % {"here": here, "away": meeting.attendances.count() - here},
        done=_("Attendance of meeting %(n)s is closed.") % {"n": meeting.number},
        consequences=[
            Consequence(here, ngettext("was here", "were here", here)),
            *away,
            Consequence(
                len(absent),
                ngettext(
                    "without a mark becomes absent", "without a mark become absent", len(absent)
                ),
                absent,
                ", ".join(absent),
            ),
            Consequence(
                len(announced),
                ngettext(
                    "without a mark had answered “Not coming”",
                    "without a mark had answered “Not coming”",
                    len(announced),
                ),
                announced,
                _("%(names)s. To excuse them, keep it open and mark them Excused.")
                % {"names": ", ".join(announced)},
            ),
            Consequence(
                dropped,
                ngettext(
                    "letter about its date is not sent any more",
                    "letters about its date are not sent any more",
                    dropped,
                ),
                [],
                _("They still waited, and the meeting is over."),
            ),
            Consequence(None, _("The evaluation can be closed from then on")),
        ],
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
    return meeting.roster().exclude(pk__in=meeting.attendances.values("membership")).exists()


def said_not_coming(meeting):
    return Q(
        replies__meeting=meeting,
        replies__answered_for=meeting.on,
        replies__answer=Reply.Answer.NOT_COMING,
    )


def describe_away(meeting):
    """A Consequence for each mark of those who were not there themselves, with their names."""
    marks = meeting.attendances.exclude(status__in=Attendance.ATTENDED)
    names = {}
    for mark in marks.select_related("membership__person").order_by(
        "membership__person__sort_name"
    ):
        names.setdefault(mark.get_status_display(), []).append(mark.membership.person.name)
    return [
        Consequence(
            len(people),
            _("marked already: %(mark)s") % {"mark": mark},
            people,
            ", ".join(people),
        )
        for mark, people in sorted(names.items())
    ]
