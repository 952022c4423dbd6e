"""Applications of all the cohorts in which somebody recruits."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from cohorts.permissions import recruiter_required
from cohorts.views.people import about_cohorts, chosen_cohorts
from lib.exports import export_response
from lib.paging import paginate, total_from_filters

from ..exports.applications import ApplicationEverywhereResource
from ..pages import all_applications, application_board
from .applications import get_filters


@recruiter_required
@require_safe
def application_all(request, cohorts):
    cohorts, regions = chosen_cohorts(request, cohorts)
    everything = all_applications.applications_of(cohorts)
    chips = application_board.status_filters(application_board.counts(everything))
    filtered = all_applications.filter_applications(everything, **get_filters(request))
    rows = application_board.with_related(filtered)
    page = paginate(rows, request.GET, total=total_from_filters(chips, request.GET))
    context = {
        "page": page,
        "rows": [application_board.board_row(application) for application in page],
        "chips": chips,
        "sorts": [
            {"word": label, "value": value}
            for value, (label, order) in all_applications.SORTS.items()
        ],
        "regions": regions,
    }
    return render(request, "recruitment/application_all.html", context)


@recruiter_required
@require_safe
def application_all_export(request, cohorts, ending):
    cohorts, _regions = chosen_cohorts(request, cohorts)
    everything = all_applications.applications_of(cohorts)
    rows = all_applications.filter_applications(everything, **get_filters(request))
    return export_response(
        ApplicationEverywhereResource(), rows, ending=ending, **about_cohorts(cohorts)
    )
