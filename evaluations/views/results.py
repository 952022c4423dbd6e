from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cohorts.access import FACILITATOR, LEAD, cohorts_supervised_by
from cohorts.permissions import cohort_page, network_staff_required
from meetings.permissions import meeting_page

from ..models import Evaluation
from ..permissions import READS_RESULTS, reading_for, region_page
from ..results.comments import page_of_words, words_of_cohort, words_of_network, words_of_region
from ..results.exports import as_csv, as_json
from ..results.scope import read_network, read_region

#: Cohorts without a region that one page lists by name.
MOST_COHORTS = 100


@meeting_page(*READS_RESULTS)
@require_safe
def results_meeting(request, meeting):
    evaluation = get_object_or_404(Evaluation, meeting=meeting)
    reading = reading_for(request.access, meeting.cohort)
    number = meeting.cohort.meetings.filter(part=meeting.part, position__lte=meeting.position).count()
    result = reading.results.at(meeting.part.number, number)
    page = page_of(reading, network=meeting.cohort.network) | {"meeting": meeting, "evaluation": evaluation, "result": result}
    page |= {"cohort": meeting.cohort} | own_words(request, meeting.cohort, result, meeting)
    return render(request, "evaluations/results_meeting.html", page | may_read_words(request))


@cohort_page(*READS_RESULTS)
@require_safe
def results_cohort(request, cohort):
    page = page_of(reading_for(request.access, cohort), network=cohort.network)
    return render(request, "evaluations/results_cohort.html", page | {"cohort": cohort, "runs_it": request.access.is_one_of(FACILITATOR, LEAD)})


@cohort_page(*READS_RESULTS)
@require_safe
def results_cohort_json(request, cohort):
    return as_json(reading_for(request.access, cohort).results)


@cohort_page(*READS_RESULTS)
@require_safe
def results_cohort_csv(request, cohort):
    return as_csv(reading_for(request.access, cohort).results, f"results-{cohort.slug}")


@region_page
@require_safe
def results_region(request, region):
    reading = region_reading(request, region)
    page = page_of(reading, network=region.network) | {"region": region, "children": cohorts_of(reading, region)}
    if request.leads:
        supervised = cohorts_supervised_by(request.user, region.cohorts.all())
        results = reading.results
        lines = words_of_region(region, cycle=results.cycle, guidebook=results.guidebook, without=supervised)
        page |= page_of_words(lines, request.GET)
    return render(request, "evaluations/results_region.html", page)


@region_page
@require_safe
def results_region_json(request, region):
    return as_json(region_reading(request, region).results)


@region_page
@require_safe
def results_region_csv(request, region):
    return as_csv(region_reading(request, region).results, f"results-region-{region.number}")


@network_staff_required
@require_safe
def results_state(request, network):
    reading = network_reading(request, network)
    results, supervised = reading.results, cohorts_supervised_by(request.user, network.cohorts.all())
    page = page_of(reading, network=network) | {"children": regions_of(reading), "without_region": cohorts_without_region(reading)}
    lines = words_of_network(network, cycle=results.cycle, guidebook=results.guidebook, without=supervised)
    page |= page_of_words(lines, request.GET)
    return render(request, "evaluations/results_state.html", page)


@network_staff_required
@require_safe
def results_state_json(request, network):
    return as_json(network_reading(request, network).results)


@network_staff_required
@require_safe
def results_state_csv(request, network):
    return as_csv(network_reading(request, network).results, "results")


def region_reading(request, region):
    return read_region(region, **chosen_in(request))


def network_reading(request, network):
    return read_network(network, **chosen_in(request))


def chosen_in(request):
    return {"guidebook": request.GET.get("guidebook"), "cycle": request.GET.get("cycle")}


def page_of(reading, *, network):
    results = reading.results
    query = urlencode({"guidebook": results.guidebook or "", "cycle": results.cycle or ""})
    return {"reading": reading, "results": results, "k": results.threshold, "network": network, "query": query, "invented": reading.tallies.are_invented}


def own_words(request, cohort, result, meeting):
    """The cohort's own facilitators read its words, unless the wall stands."""
    if not result.is_shown or not may_read_words(request)["may_read_words"]:
        return {}
    return page_of_words(words_of_cohort(cohort, meeting=meeting), request.GET)


def may_read_words(request):
    access = request.access
    return {"may_read_words": access.is_one_of(FACILITATOR) and not access.is_supervisor, "is_supervisor": access.is_supervisor}


def cohorts_of(reading, region):
    """The cohorts of a region with what this reader sees of each."""
    tallies = reading.tallies
    ids = tallies.cohorts_of(region.pk)
    return [(tallies.cohorts[pk], reading.of([pk])) for pk in ids]


def regions_of(reading):
    """The regions of a network, in the order of their numbers, with what this reader sees of each."""
    tallies = reading.tallies
    found = {cohort.region for cohort in tallies.cohorts.values() if cohort.region}
    ordered = sorted(found, key=lambda region: region.number)
    return [(region, reading.of(tallies.cohorts_of(region.pk))) for region in ordered]


def cohorts_without_region(reading):
    """Cohorts of the whole network, by name, with what this reader sees of each."""
    found = [cohort for cohort in reading.tallies.cohorts.values() if cohort.region_id is None]
    return [(cohort, reading.of([cohort.pk])) for cohort in sorted(found, key=lambda cohort: (str(cohort), cohort.pk))[:MOST_COHORTS]]
