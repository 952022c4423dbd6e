"""All the cohorts in which somebody recruits: their applications in one list, their people in another."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from cop_site.lib.keyset import known_total, page_of

from .. import board, everywhere
from ..permissions import recruits_page
from ..resources import ApplicationEverywhereResource, PersonResource
from .exporting import exported


def sent_words(request, name):
    return request.GET.get(name, "")[:100]


def cohorts_asked_for(request, cohorts):
    """(the cohorts that the address narrows to, the regions to choose from)."""
    regions = everywhere.regions_of(cohorts)
    region = next((region for region in regions if str(region.pk) == request.GET.get("region")), None)
    return everywhere.narrowed_cohorts(cohorts, words=sent_words(request, "cohort"), region=region), regions


def applications_asked_for(request, applications):
    wanted = {"state": request.GET.get("state", ""), "words": sent_words(request, "q"), "sort": request.GET.get("sort", "")}
    return everywhere.narrowed(applications, **wanted)


@recruits_page
@require_safe
def application_everywhere(request, cohorts):
    cohorts, regions = cohorts_asked_for(request, cohorts)
    everything = everywhere.applications_of(cohorts)
    chips = board.chips(board.counts(everything))
    rows = board.with_rows(applications_asked_for(request, everything))
    page = page_of(rows, request.GET, total=known_total(chips, request.GET))
    context = {
        "page": page,
        "rows": [board.row_of(application) for application in page],
        "chips": chips,
        "sorts": [{"word": word, "value": value} for value, (word, order) in everywhere.SORTS.items()],
        "regions": regions,
    }
    return render(request, "cohorts/application_everywhere.html", context)


@recruits_page
@require_safe
def application_everywhere_export(request, cohorts, ending):
    everything = everywhere.applications_of(cohorts_asked_for(request, cohorts)[0])
    return exported(ApplicationEverywhereResource(), applications_asked_for(request, everything), name="applications", ending=ending)


def people_asked_for(request, cohorts):
    return everywhere.people_of(cohorts, state=request.GET.get("state", ""), words=sent_words(request, "q"))


@recruits_page
@require_safe
def person_list(request, cohorts):
    cohorts, regions = cohorts_asked_for(request, cohorts)
    chips = everywhere.chips(everywhere.counts(cohorts))
    people = everywhere.with_places(people_asked_for(request, cohorts), cohorts)
    page = page_of(people, request.GET, total=known_total(chips, request.GET))
    return render(request, "cohorts/person_list.html", {"page": page, "chips": chips, "regions": regions})


@recruits_page
@require_safe
def person_export(request, cohorts, ending):
    cohorts = cohorts_asked_for(request, cohorts)[0]
    rows = everywhere.with_names_of_places(people_asked_for(request, cohorts), cohorts)
    return exported(PersonResource(), rows, name="people", ending=ending)
