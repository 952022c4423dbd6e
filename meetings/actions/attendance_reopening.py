"""Opening the attendance of a meeting again, an act of staff."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome

from ..models import Meeting


def reopen_attendance(meeting, *, reason, by, is_lead):
    """Open attendance again. Raises ActRefused when it is open, and for a completed cohort unless
    `is_lead` says that its lead does it.
    """
    meeting = Meeting.objects.select_related("cohort").get(pk=meeting.pk)
    if refusal := reopen_refusal(meeting, is_lead=is_lead):
        raise ActRefused(refusal)
    total, here = meeting.attendances.count(), meeting.attendances.attended().count()
    if not meeting.reopen_attendance(reason=reason, by=by):
        raise ActRefused(_("Attendance is open already."))
    return reopening_outcome(meeting, consequences_of_reopening(total, here, reason))


def reopening_outcome(meeting, consequences):
    number = {"n": meeting.number}
    return Outcome(
        button=_("Open attendance of meeting %(n)s again") % number,
        done=_("Attendance of meeting %(n)s is open again.") % number,
        consequences=consequences,
        stays=_(
            "Who was expected stays fixed. Results that are out do not change. Nobody is written "
            "to. Close it again afterwards."
        ),
    )


def consequences_of_reopening(total, here, reason):
    """total: how many marks there are, here: those of them that say that somebody was here."""
    marks = ngettext("mark can be changed", "marks can be changed", total)
    of_them = _("%(here)s of them say that somebody was here.") % {"here": here}
    shown = _("reason is shown beside every number that comes of it")
    with_date = _("“%(reason)s”, with today’s date.") % {"reason": reason}
    return [Consequence(total, marks, detail=of_them), Consequence(1, shown, detail=with_date)]


def reopen_refusal(meeting, *, is_lead):
    """Why this reader cannot open attendance again, as a sentence; "" if they can."""
    if not meeting.is_held:
        return _("Attendance is open already.")
    if meeting.cohort.is_completed and not is_lead:
        return _(
            "This cohort is completed, and people graduated by this attendance. Only its lead can "
            "open it again."
        )
    return ""
