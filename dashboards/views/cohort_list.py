from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cohorts.models import Cohort, StaffRole
from lib.exports import export_response
from lib.list_table import ListTable
from lib.paging import total_from_filters
from lib.query import search_text

from ..exports.cohorts import CohortResource
from ..pages.cohort_list import annotate_cohorts, filter_cohorts, status_filters


@require_safe
def cohort_list(request):
    visible = Cohort.objects.visible_to(request.user)
    chips, actions = status_filters(visible), allowed_actions(request.user)
    table = ListTable(
        CohortResource(),
        chosen_cohorts(request, visible),
        request.GET,
        size=30,
        total=total_from_filters(chips, request.GET),
        whole=chips[0]["count"],
        export=reverse("dashboards:cohort-export", args=["csv"]) if actions["works_here"] else "",
    )
    annotate_cohorts(table.page, request.user)
    context = {"table": table, "page": table.page, "chips": chips} | actions
    return render(request, "dashboards/cohort_list.html", context)


def chosen_cohorts(request, visible):
    return filter_cohorts(
        visible, status=request.GET.get("state", ""), query=search_text(request.GET)
    )


@require_safe
def cohort_export(request, ending):
    rows = chosen_cohorts(request, Cohort.objects.visible_to(request.user))
    return export_response(CohortResource(), rows, ending=ending, sent=request.GET)


def allowed_actions(person):
    """Which links the page offers, by the kinds of the person's current roles."""
    kinds = set(StaffRole.objects.current().filter(person=person).values_list("kind", flat=True))
    return {
        "works_here": bool(kinds),
        "may_open": kinds & {StaffRole.Kind.LEAD, StaffRole.Kind.STATE_STAFF},
        "makes_guidebooks": StaffRole.Kind.STATE_STAFF in kinds,
        "recruits": kinds & set(StaffRole.RECRUITS),
    }
