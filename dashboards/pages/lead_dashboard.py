"""What the dashboard of regional leads and state staff shows, in a fixed number of queries."""

from django.db.models import Q
from django.utils import timezone

from cohorts.models import Letter

from .meeting_status import meeting_status
from .meeting_strip import load_meetings, strip_items
from .next_meeting import current_meeting


def lead_dashboard(cohort, *, access):
    """Recruitment, and the meetings that were held with their status."""
    meetings = load_meetings(cohort)
    return {
        "cohort": cohort,
        "strip": strip_items(meetings),
        "meeting": current_meeting(meetings).meeting,
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
