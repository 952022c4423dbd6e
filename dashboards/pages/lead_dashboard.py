"""What the dashboard of regional leads and state staff shows, in a fixed number of queries."""

from django.db.models import Q
from django.utils import timezone

from cohorts.models import Letter

from .meeting_status import meeting_status
from .meetings_of_cohort import load_meetings
from .next_meeting import open_meeting


def lead_dashboard(cohort, *, access):
    """Recruitment, and the meetings that were held with their status."""
    meetings = load_meetings(cohort)
    return {
        "cohort": cohort,
        "meeting": open_meeting(meetings),
        "held_meetings": [(m, meeting_status(m, access)) for m in meetings if m.is_held],
        "recruiting": recruitment_summary(cohort),
    }


def recruitment_summary(cohort):
    """Numbers of the part that takes applications now, None if there is none.

    notice_late: days since the date on which applicants should have heard, negative before it.
    """
    part = cohort.recruiting_part
    if part is None:
        return None
    applications = part.applications.active()
    return {
        "part": part,
        "notice_late": (timezone.localdate() - part.notice_on).days if part.notice_on else 0,
        "all": applications.count(),
        "signed": applications.signed().distinct().count(),
        "waiting": applications.awaiting_endorsement().count(),
        "failed": Letter.objects.filter(cohort=cohort).undelivered().count(),
        "seats": cohort.seats.count(),
        "taken": cohort.seats.filter(~Q(taken_at=None)).count(),
        "undecided": applications.undecided().count(),
    }
