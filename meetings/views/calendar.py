from django.shortcuts import render
from django.views.decorators.http import require_safe

from cohorts.access import CURRENT_MEMBERS, GREETER, STAFF
from cohorts.permissions import cohort_page, membership_link_page
from people.models import Link

from ..calendars import calendar_response


@require_safe
@cohort_page(*STAFF, *CURRENT_MEMBERS, GREETER)
def cohort_calendar(request, cohort):
    return calendar_response(cohort.meetings.in_order(), cohort=cohort)


@require_safe
@membership_link_page(Link.Purpose.REPLY)
def reply_calendar(request, link):
    """The same file for somebody who came by the reminder's link and has not signed in."""
    if not link.membership.is_current:
        return render(request, "link_expired.html", status=410)
    return calendar_response(
        link.membership.cohort.meetings.in_order(), cohort=link.membership.cohort
    )
