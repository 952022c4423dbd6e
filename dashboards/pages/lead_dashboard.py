"""What the dashboard of regional leads and state staff shows, in a fixed number of queries."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Letter
from lifecycle.actions.publish import missing_meanwhile
from recruitment.pages import application_board

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
        "missing": [
            (item, reverse(item.page, args=[cohort.slug])) for item in missing_meanwhile(cohort)
        ],
        "recruiting": recruitment_summary(cohort),
    }


def recruitment_summary(cohort):
    """Numbers of the part that takes applications now, None if there is none; of applications
    as the filters of the board count them, without the withdrawn.

    notice_late: days since the date on which applicants should have heard, negative before it.
    """
    part = cohort.recruiting_part
    if part is None:
        return None
    number = application_board.counts(application_board.with_state(part.applications.all()))
    undecided = sum(number.get(state, 0) for state in application_board.UNDECIDED)
    decided = sum(number.get(state, 0) for state in application_board.DECIDED)
    return {
        "part": part,
        "notice_late": (timezone.localdate() - part.notice_on).days if part.notice_on else 0,
        "all": undecided + decided,
        "signed": number.get("signed", 0),
        "waiting": number.get("waiting", 0),
        "failed": Letter.objects.filter(cohort=cohort).undelivered().count(),
        "seats": cohort.seats.count(),
        "taken": cohort.seats.filter(~Q(taken_at=None)).count(),
        "undecided": undecided,
    }
