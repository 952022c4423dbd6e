"""People of all the cohorts in which somebody recruits."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from lib.exports import export_response
from lib.paging import paginate, total_from_filters
from lib.query import MAX_SEARCH_LENGTH, search_text

from ..exports.people import PersonResource
from ..pages import all_people
from ..permissions import recruiter_required


def filter_cohorts(request, cohorts):
    """(the cohorts that ?region= and ?cohort= select, the regions to choose from)."""
    regions = all_people.regions_of(cohorts)
    region = next((region for region in regions if str(region.pk) == request.GET.get("region")), None)
    return all_people.filter_cohorts(
        cohorts, query=request.GET.get("cohort", "")[:MAX_SEARCH_LENGTH], region=region
    ), regions


def filter_people(request, cohorts):
    return all_people.people_of(cohorts, state=request.GET.get("state", ""), query=search_text(request.GET))


@recruiter_required
@require_safe
def person_list(request, cohorts):
    cohorts, regions = filter_cohorts(request, cohorts)
    chips = all_people.state_filters(all_people.counts(cohorts))
    people = all_people.with_memberships(filter_people(request, cohorts), cohorts)
    page = paginate(people, request.GET, total=total_from_filters(chips, request.GET))
    return render(request, "cohorts/person_list.html", {"page": page, "chips": chips, "regions": regions})


@recruiter_required
@require_safe
def person_export(request, cohorts, ending):
    cohorts, _regions = filter_cohorts(request, cohorts)
    rows = all_people.with_cohort_names(filter_people(request, cohorts), cohorts)
    return export_response(PersonResource(), rows, name="people", ending=ending)
