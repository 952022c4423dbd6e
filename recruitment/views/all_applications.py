"""Applications of all the cohorts in which somebody recruits."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from cohorts.pages.all_people import cohorts_asked_for, sent_words
from cohorts.permissions import recruiter_required
from lib.exports import export_response
from lib.paging import paginate, total_from_filters

from ..exports import ApplicationEverywhereResource
from ..pages import all_applications, application_board


def applications_asked_for(request, applications):
    wanted = {"state": request.GET.get("state", ""), "words": sent_words(request, "q"), "sort": request.GET.get("sort", "")}
    return all_applications.narrowed(applications, **wanted)


@recruiter_required
@require_safe
def application_all(request, cohorts):
    cohorts, regions = cohorts_asked_for(request, cohorts)
    everything = all_applications.applications_of(cohorts)
    chips = application_board.chips(application_board.counts(everything))
    rows = application_board.with_rows(applications_asked_for(request, everything))
    page = paginate(rows, request.GET, total=total_from_filters(chips, request.GET))
    context = {
        "page": page,
        "rows": [application_board.row_of(application) for application in page],
        "chips": chips,
        "sorts": [{"word": word, "value": value} for value, (word, order) in all_applications.SORTS.items()],
        "regions": regions,
    }
    return render(request, "recruitment/application_all.html", context)


@recruiter_required
@require_safe
def application_all_export(request, cohorts, ending):
    everything = all_applications.applications_of(cohorts_asked_for(request, cohorts)[0])
    return export_response(ApplicationEverywhereResource(), applications_asked_for(request, everything), name="applications", ending=ending)
