"""Applications of all the cohorts in which somebody recruits."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cohorts.permissions import recruiter_required
from cohorts.views.people import about_cohorts, chosen_cohorts
from lib.exports import export_response
from lib.record_walk import carried_query

from ..exports.applications import ApplicationEverywhereResource
from ..pages import all_applications, application_board
from ..pages.application_walk import EVERYWHERE
from .applications import application_table, get_filters


@recruiter_required
@require_safe
def application_all(request, cohorts):
    readable = cohorts
    cohorts, regions = chosen_cohorts(request, cohorts)
    everything = all_applications.applications_of(cohorts)
    context = application_table(
        request,
        ApplicationEverywhereResource(),
        everything,
        application_board.status_filters(application_board.counts(everything)),
        readable=readable,
        export=reverse("recruitment:application-all-export", args=["csv"]),
    )
    context |= {"regions": regions, "list_query": carried_query(request.GET, list=EVERYWHERE)}
    return render(request, "recruitment/application_all.html", context)


@recruiter_required
@require_safe
def application_all_export(request, cohorts, ending):
    cohorts, _regions = chosen_cohorts(request, cohorts)
    everything = all_applications.applications_of(cohorts)
    rows = application_board.filter_applications(everything, **get_filters(request))
    return export_response(
        ApplicationEverywhereResource(),
        rows,
        ending=ending,
        sent=request.GET,
        **about_cohorts(cohorts),
    )
