"""Results of a meeting, a cohort, a region and a network:
the page, and the same figures as JSON and CSV.
"""

from urllib.parse import urlencode

from django.db.models import Count, Max
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cohorts.access import FACILITATOR, LEAD, RUNS_IT, cohorts_supervised_by
from cohorts.permissions import cohort_page, network_staff_required
from meetings.permissions import meeting_page

from ..actions.close import close_obstacle
from ..actions.evaluation_acts import describe_acts
from ..actions.evaluation_invitations import last_invited_at
from ..models import Evaluation
from ..permissions import READS_RESULTS, region_page, results_for
from ..results.comments import (
    comments_context,
    comments_of_cohort,
    comments_of_network,
    comments_of_region,
)
from ..results.exports import results_response
from ..results.late_members import late_members
from ..results.results_table import opened_meeting, releases_by_day, table_rows
from ..results.scope import area_results, result_of_meeting
from ..results.sentences import summary_of

#: Cohorts without a region that one page lists by name.
MOST_COHORTS = 100


@meeting_page(*READS_RESULTS)
@require_safe
def results_meeting(request, meeting):
    evaluation = get_object_or_404(Evaluation, meeting=meeting)
    results = results_for(request.access, meeting.cohort)
    result = result_of_meeting(results, meeting)
    context = results_context(results, network=meeting.cohort.network) | {
        "cohort": meeting.cohort,
        "meeting": meeting,
        "evaluation": evaluation,
        "result": result,
        "is_supervisor": request.access.is_supervisor,
        "runs_it": request.access.is_one_of(*RUNS_IT),
        "what_is_offered": offered_about(evaluation, meeting),
        "asked": evaluation.form.questions_by_kind() if result.is_ahead else {},
    }
    if result.is_shown and may_read_comments(request.access):
        context |= comments_context(
            comments_of_cohort(meeting.cohort, meeting=meeting), request.GET
        )
    return render(request, "evaluations/results_meeting.html", context)


def offered_about(evaluation, meeting):
    """What its page offers while the evaluation is open; "" where nobody can close it now."""
    evaluation.meeting = meeting
    if not evaluation.is_open or close_obstacle(evaluation):
        return ""
    return describe_acts(last_invited_at(evaluation), zone=meeting.zone)


@cohort_page(*READS_RESULTS)
@require_safe
def results_cohort(request, cohort):
    results = results_for(request.access, cohort)
    context = results_context(results, network=cohort.network) | table_context(
        results, opened=opened_meeting(results, request.GET, newest=True)
    )
    context |= {"cohort": cohort, "runs_it": request.access.is_one_of(FACILITATOR, LEAD)}
    return render(request, "evaluations/results_cohort.html", context)


@cohort_page(*READS_RESULTS)
@require_safe
def results_cohort_export(request, cohort, ending):
    results = results_for(request.access, cohort)
    return results_response(results, ending, slug=cohort.slug, scope=cohort)


@region_page
@require_safe
def results_region(request, region):
    results = chosen_results(request, region.network, region)
    cohorts = [results.counts.cohorts[pk] for pk in results.counts.cohort_ids_of_region(region.pk)]
    context = results_context(results, network=region.network)
    context |= table_context(results, opened=opened_meeting(results, request.GET))
    context |= {"region": region, "cohorts": cohorts}
    if request.leads_region:
        supervised = cohorts_supervised_by(request.user, region.cohorts.all())
        chosen = {"cycle": results.cycle, "guidebook": results.guidebook}
        context |= comments_context(
            comments_of_region(region, **chosen, without=supervised), request.GET
        )
    return render(request, "evaluations/results_region.html", context)


@region_page
@require_safe
def results_region_export(request, region, ending):
    results = chosen_results(request, region.network, region)
    return results_response(results, ending, slug=region.slug, scope=region)


@network_staff_required
@require_safe
def results_state(request, network):
    results = chosen_results(request, network)
    supervised = cohorts_supervised_by(request.user, network.cohorts.all())
    chosen = {"cycle": results.cycle, "guidebook": results.guidebook}
    context = results_context(results, network=network)
    context |= table_context(results, opened=opened_meeting(results, request.GET)) | {
        "regions": results_by_region(results),
        "cohorts_without_region": results_without_region(results),
    }
    context["seats_too_few"] = seats_too_few(network, results)
    context |= comments_context(
        comments_of_network(network, **chosen, without=supervised), request.GET
    )
    return render(request, "evaluations/results_state.html", context)


def seats_too_few(network, results):
    """The seats of the largest cohort, where no figure is shown and cohorts are so small that few
    ever will be; else None.
    """
    if any(result.is_shown for result in results.meetings):
        return None
    cohorts = network.cohorts.annotate(number=Count("seats"))
    largest = cohorts.aggregate(largest=Max("number"))["largest"]
    return largest if largest and largest < 2 * results.threshold else None


@network_staff_required
@require_safe
def results_state_export(request, network, ending):
    results = chosen_results(request, network)
    return results_response(results, ending, slug=network.slug, scope=network)


def chosen_results(request, network, region=None):
    """The results in the guidebook and cycle of the query;
    raises Http404 for a choice that does not exist.
    """
    return area_results(
        network, region, guidebook=request.GET.get("guidebook"), cycle=request.GET.get("cycle")
    )


def results_context(results, *, network):
    query = urlencode({"guidebook": results.guidebook or "", "cycle": results.cycle or ""})
    return {
        "results": results,
        "is_exact": results.is_exact,
        "k": results.threshold,
        "network": network,
        "query": query,
        "invented": results.counts.has_demo_cohorts,
        "late": late_members(results),
    }


def table_context(results, *, opened):
    """The results of all meetings in one table, and one meeting in full under it."""
    rows = table_rows(results)
    return {
        "rows": rows,
        "summary": summary_of(results, rows),
        "opened": opened,
        "release_days": releases_by_day(results),
    }


def may_read_comments(access):
    """The cohort's own facilitators, but nobody who supervises one of its members."""
    return access.is_one_of(FACILITATOR) and not access.is_supervisor


def results_by_region(results):
    """[(region, its results)] in the order of their numbers."""
    counts = results.counts
    regions = {cohort.region for cohort in counts.cohorts.values() if cohort.region}
    ordered = sorted(regions, key=lambda region: region.number)
    return [
        (region, results.of_cohorts(counts.cohort_ids_of_region(region.pk))) for region in ordered
    ]


def results_without_region(results):
    """[(cohort, its results)] of the cohorts of the whole network, by name."""
    cohorts = [cohort for cohort in results.counts.cohorts.values() if cohort.region_id is None]
    ordered = sorted(cohorts, key=lambda cohort: (str(cohort), cohort.pk))
    return [(cohort, results.of_cohorts([cohort.pk])) for cohort in ordered[:MOST_COHORTS]]
