"""People of all the cohorts in which somebody recruits."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from lib.exports import export_response
from lib.paging import paginate, total_from_filters

from ..exports import PersonResource
from ..pages import all_people
from ..pages.all_people import cohorts_asked_for, sent_words
from ..permissions import recruiter_required


def people_asked_for(request, cohorts):
    return all_people.people_of(cohorts, state=request.GET.get("state", ""), words=sent_words(request, "q"))


@recruiter_required
@require_safe
def person_list(request, cohorts):
    cohorts, regions = cohorts_asked_for(request, cohorts)
    chips = all_people.chips(all_people.counts(cohorts))
    people = all_people.with_places(people_asked_for(request, cohorts), cohorts)
    page = paginate(people, request.GET, total=total_from_filters(chips, request.GET))
    return render(request, "cohorts/person_list.html", {"page": page, "chips": chips, "regions": regions})


@recruiter_required
@require_safe
def person_export(request, cohorts, ending):
    cohorts = cohorts_asked_for(request, cohorts)[0]
    rows = all_people.with_names_of_places(people_asked_for(request, cohorts), cohorts)
    return export_response(PersonResource(), rows, name="people", ending=ending)
