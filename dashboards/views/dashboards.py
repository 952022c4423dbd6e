from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cohorts.access import CURRENT_MEMBERS, FACILITATOR, GREETER, LEAD, STATE, WITHDRAWN
from cohorts.permissions import cohort_page
from meetings.views.attendance import render_attendance

from ..pages.lead_dashboard import lead_dashboard
from ..pages.meetings_of_cohort import load_meetings
from ..pages.member_pages import own_record
from ..pages.next_meeting import check_in_meeting, open_meeting
from .meetings import render_meeting


@require_safe
@cohort_page(FACILITATOR, LEAD, STATE, GREETER, WITHDRAWN, *CURRENT_MEMBERS)
def cohort_detail(request, cohort):
    """The first page of a cohort for the strongest role the reader has in it: its next meeting,
    for those who oversee it recruitment and the meetings held.
    """
    access = request.access
    if access.is_one_of(LEAD, STATE) and not access.is_one_of(FACILITATOR):
        context = lead_dashboard(cohort, access=access)
        return render(request, "dashboards/dashboard_lead.html", context)
    if access.is_one_of(GREETER) and not access.is_one_of(FACILITATOR):
        return check_in(request, cohort)
    if access.is_one_of(FACILITATOR, *CURRENT_MEMBERS):
        return next_meeting_page(request, cohort)
    context = own_record(cohort, membership=access.membership)
    return render(request, "dashboards/dashboard_withdrawn.html", context)


def next_meeting_page(request, cohort):
    meetings = load_meetings(cohort)
    meeting = open_meeting(meetings)
    if meeting is None:
        return render(request, "dashboards/cohort_without_meetings.html", {"cohort": cohort})
    return render_meeting(request, meeting.position, meetings)


def check_in(request, cohort):
    """A greeter's only page: attendance of the meeting to check people in for.

    Answers 403 when there is none.
    """
    meeting = check_in_meeting(load_meetings(cohort))
    if meeting is None:
        raise PermissionDenied(_("There is no meeting to greet people at."))
    request.meeting = meeting
    return render_attendance(request, meeting)
