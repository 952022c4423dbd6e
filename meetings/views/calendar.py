from django.shortcuts import render
from django.views.decorators.http import require_safe

from cohorts.models import Link
from cohorts.permissions import cohort_page, link_page
from cohorts.standing import GREETER, IN_THE_ROOM, STAFF

from ..calendars import calendar_response


@require_safe
@cohort_page(*STAFF, *IN_THE_ROOM, GREETER)
def cohort_calendar(request, cohort):
    return calendar_response(cohort.meetings.in_order(), cohort=cohort)


@require_safe
@link_page(Link.Purpose.REPLY)
def reply_calendar(request, link):
    """The same file for somebody who came by the reminder's link and has not signed in."""
    if link.membership is None or not link.membership.is_current:
        return render(request, "link_dead.html", status=410)
    return calendar_response(link.membership.cohort.meetings.in_order(), cohort=link.membership.cohort)
