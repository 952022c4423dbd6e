"""Looking up releases, the impact report, and figures printed elsewhere."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cohorts.access import cohorts_supervised_by

from ..models import PublishedFigure
from ..permissions import (
    first_network,
    led_regions,
    network_roles,
    release_page,
    report_page,
    results_for,
)
from ..results.comments import by_question, comments_of_network
from ..results.published_figures import impossible_rows, printed_meetings
from ..results.results_home import CohortTable, cohort_rows, readable_regions
from ..results.results_table import releases_by_day, table_rows
from ..results.retention import retention
from ..results.scope import area_results, result_of_meeting
from ..results.sentences import summary_of
from .results import chosen_results

QUOTES_IN_REPORT = 6


@require_safe
def results_home(request):
    """The network, regions and cohorts whose results this person may read."""
    page, rows = cohort_rows(request.user, request.GET)
    context = {
        "network_role": network_roles(request.user).first(),
        "regions": list(readable_regions(request.user)),
        "led": led_regions(request.user),
        "page": page,
        "table": CohortTable(rows),
    }
    return render(request, "evaluations/results_home.html", context)


@release_page
@require_safe
def release_detail(request, release):
    """What a release number on paper stands for: what was counted, out of what,
    by which rule, when.
    """
    meeting = release.evaluation.meeting
    results = results_for(request.access, meeting.cohort)
    context = {
        "release": release,
        "meeting": meeting,
        "cohort": meeting.cohort,
        "network": meeting.cohort.network,
        "result": result_of_meeting(results, meeting),
        "k": results.threshold,
        "is_exact": results.is_exact,
    }
    return render(request, "evaluations/release_detail.html", context)


@require_safe
@report_page
def results_report(request, network, region):
    """The impact report of a network, or of a region where one is given."""
    results = chosen_results(request, network, region)
    counts, rows = results.counts, table_rows(results)
    supervised = cohorts_supervised_by(request.user, network.cohorts.all())
    context = {
        "network": network,
        "region": region,
        "regions": [region] if region else regions_of(counts.cohorts.values()),
        "results": results,
        "summary": summary_of(results, rows),
        "k": results.threshold,
        "who": members_word(results),
        "retention": retention(
            list(counts.cohorts), visible=counts.visible_meetings(results.threshold)
        ),
        "impossible": impossible_rows(network),
        "invented": counts.has_demo_cohorts,
        "release_days": releases_by_day(results),
        "quotes": [] if region else quotes(network, results, supervised),
    }
    return render(request, "evaluations/results_report.html", context)


def regions_of(cohorts):
    return sorted(
        {cohort.region for cohort in cohorts if cohort.region}, key=lambda region: region.number
    )


def members_word(results):
    """What the guidebook calls its members."""
    guidebook = results.newest_guidebook
    return (guidebook and str(guidebook.members_word)) or _("the members")


def quotes(network, results, supervised):
    """[(question, comments)] of the first comments that may be quoted,
    in the order of their hashed tokens.
    """
    comments = comments_of_network(
        network, cycle=results.cycle, guidebook=results.guidebook, without=supervised
    )
    picked = comments.order_by("token")[:QUOTES_IN_REPORT]
    return by_question(sorted(picked, key=lambda comment: comment.question.code))


@login_not_required
@require_safe
def results_published(request):
    """Figures printed elsewhere; beside them those counted here,
    for readers who may see the network's results.
    """
    figures = PublishedFigure.objects.select_related("network")
    network = first_network(request.user) if request.user.is_authenticated else None
    results = area_results(network) if network else None
    agreed = [f.percents[0] for f in figures if f.row == PublishedFigure.Row.AGREED]
    context = {
        "lowest": min(agreed, default=None),
        "highest": max(agreed, default=None),
        "printed": list(printed_meetings(figures, results)),
        "rows": len(figures),
        "impossible": sum(not figure.is_possible for figure in figures),
        "results": results,
        "may_compare": network is not None,
        "invented": results is not None and results.counts.has_demo_cohorts,
        "source": figures[0].source if figures else "",
    }
    return render(request, "evaluations/results_published.html", context)
