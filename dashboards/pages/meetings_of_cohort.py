"""All meetings of a cohort with how many came, and days in words."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.models import Evaluation
from lib import dates
from meetings.models import Attendance, AttendanceReopening, Meeting

#: More days than this are said by the date.
FAR = 60


def load_meetings(cohort):
    """All meetings in order; `number_here` is how many attended, `number_noted` how many have
    an attendance record, `has_evaluation` whether there is one to answer, `reopened_at` when
    attendance was opened again the last time, and `reopening_reason` why.
    """
    return with_attendance(cohort.meetings.in_order().select_related("part", "of"))


def with_attendance(meetings):
    here = Count("attendances", filter=Q(attendances__status__in=Attendance.ATTENDED))
    has_evaluation = Exists(Evaluation.objects.filter(meeting=OuterRef("pk")))
    reopenings = AttendanceReopening.objects.filter(meeting=OuterRef("pk"))
    latest = reopenings.order_by("-reopened_at", "-pk")
    return list(
        meetings.annotate(
            number_here=here,
            number_noted=Count("attendances"),
            has_evaluation=has_evaluation,
            reopened_at=Subquery(latest.values("reopened_at")[:1]),
            reopening_reason=Subquery(latest.values("reason")[:1]),
        )
    )


def load_meetings_of(cohorts):
    """{cohort key: its meetings as from load_meetings}, in one query."""
    found = {cohort.pk: [] for cohort in cohorts}
    by_key = {cohort.pk: cohort for cohort in cohorts}
    meetings = Meeting.objects.filter(cohort__in=cohorts).order_by(
        "cohort", "on", "starts", "position"
    )
    for meeting in with_attendance(meetings.select_related("part", "of")):
        meeting.cohort = by_key[meeting.cohort_id]
        found[meeting.cohort_id].append(meeting)
    return found


def relative_day(meeting):
    """ "today", "tomorrow", "in 3 days" or "2 days ago"; further away than FAR days "on Fri,
    Mar 5, 2027"; of one that does not take place on its day, "postponed" or "called off".
    """
    if meeting.is_called_off:
        return meeting.off_word
    days = meeting.days_ahead
    if abs(days) > FAR:
        return _("on %(day)s") % {"day": dates.day(meeting.on)}
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}
    return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
