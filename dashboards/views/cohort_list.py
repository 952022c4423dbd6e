from django.shortcuts import render
from django.views.decorators.http import require_safe

from cohorts.models import Cohort, StaffRole
from lib.paging import paginate, total_from_filters
from lib.query import search_text

from ..pages.cohort_list import annotate_cohorts, filter_cohorts, status_filters


@require_safe
def cohort_list(request):
    visible = Cohort.objects.visible_to(request.user)
    chips = status_filters(visible)
    cohorts = filter_cohorts(
        visible, status=request.GET.get("state", ""), query=search_text(request.GET)
    )
    page = paginate(cohorts, request.GET, size=30, total=total_from_filters(chips, request.GET))
    annotate_cohorts(page, request.user)
    context = {"page": page, "chips": chips} | allowed_actions(request.user)
    return render(request, "dashboards/cohort_list.html", context)


def allowed_actions(person):
    """Which links the page offers, by the kinds of the person's current roles."""
    kinds = set(StaffRole.objects.current().filter(person=person).values_list("kind", flat=True))
    return {
        "may_open": kinds & {StaffRole.Kind.LEAD, StaffRole.Kind.STATE_STAFF},
        "makes_guidebooks": StaffRole.Kind.STATE_STAFF in kinds,
        "recruits": kinds & set(StaffRole.RECRUITS),
    }
