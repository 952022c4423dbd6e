"""People of all the cohorts in which somebody recruits."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lib import record_walk
from lib.exports import export_response
from lib.list_table import ListTable
from lib.paging import total_from_filters
from lib.query import MAX_SEARCH_LENGTH, search_text
from lib.record_walk import carried_query

from ..exports.people import PersonResource
from ..pages.people import (
    counts,
    filter_cohorts,
    name_columns,
    people_of,
    regions_of,
    state_filters,
    with_cohort_names,
    with_memberships,
)
from ..permissions import recruiter_required


def chosen_cohorts(request, cohorts):
    """(the cohorts that ?region= and ?cohort= select, the regions to choose from)."""
    regions = regions_of(cohorts)
    region = next(
        (region for region in regions if str(region.pk) == request.GET.get("region")), None
    )
    return filter_cohorts(
        cohorts, query=request.GET.get("cohort", "")[:MAX_SEARCH_LENGTH], region=region
    ), regions


def about_cohorts(cohorts):
    """Arguments of `export_response` that say which cohorts the rows are about."""
    scope = cohorts.common_scope()
    return {"slug": scope.slug, "scope": scope} if scope else {}


def chosen_people(request, cohorts):
    return people_of(cohorts, state=request.GET.get("state", ""), query=search_text(request.GET))


@recruiter_required
@require_safe
def person_list(request, cohorts):
    cohorts, regions = chosen_cohorts(request, cohorts)
    chips = state_filters(counts(cohorts))
    table = person_table(request, cohorts, chips)
    name_columns(table.page)
    context = {
        "table": table,
        "page": table.page,
        "list_query": carried_query(request.GET),
        "chips": chips,
        "regions": regions,
    }
    return render(request, "cohorts/person_list.html", context)


def person_table(request, cohorts, chips):
    """chips: those of the states, for the numbers of rows."""
    people = with_memberships(chosen_people(request, cohorts), cohorts)
    return ListTable(
        PersonResource(),
        with_cohort_names(people, cohorts),
        request.GET,
        total=total_from_filters(chips, request.GET),
        whole=chips[0]["count"],
        export=reverse("cohorts:person-export", args=["csv"]),
    )


def place_in_list(request, cohorts, person):
    """Context of components/record_walk.html for somebody who is in the list of these cohorts."""
    chosen, _regions = chosen_cohorts(request, cohorts)
    return record_walk.place_in_list(
        PersonResource(),
        with_cohort_names(chosen_people(request, chosen), chosen),
        with_cohort_names(people_of(cohorts), cohorts),
        person,
        request.GET,
        list_address=reverse("cohorts:person-list"),
    )


@recruiter_required
@require_safe
def person_export(request, cohorts, ending):
    cohorts, _regions = chosen_cohorts(request, cohorts)
    rows = with_cohort_names(chosen_people(request, cohorts), cohorts)
    return export_response(
        PersonResource(), rows, ending=ending, sent=request.GET, **about_cohorts(cohorts)
    )
