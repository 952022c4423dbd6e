"""Whose results are read: which cohorts are added up, from what size a group is shown,
and whether exactly.
"""

from django.db.models import Count, Max
from django.http import Http404
from django.utils.translation import gettext as _

from guidebooks.models import Guidebook

from ..models import Evaluation
from .build import MeetingResult, Results
from .counts import read_cycle_counts


def cohort_results(cohort, *, is_own) -> Results:
    """Results of one cohort.

    `is_own`: the reader facilitates it, so totals are exact and the lower threshold holds.
    """
    chosen = {"guidebook": cohort.guidebook.slug, "cycle": cohort.cycle}
    network = cohort.network
    cohorts = network.cohorts.filter(pk=cohort.pk)
    threshold = network.cohort_threshold if is_own else network.outside_threshold
    is_exact = is_own or network.exact_totals
    results = build_results(cohorts, chosen, [chosen], threshold=threshold, is_exact=is_exact)
    if is_own:
        add_open_counts(results, cohort)
    return results


def add_open_counts(results, cohort):
    """Say how many have answered so far; until the evaluation closes, only to the facilitators."""
    waiting = {result.slot.position: result for result in results.meetings if result.is_open}
    evaluations = Evaluation.objects.filter(
        meeting__cohort=cohort, meeting__position__in=list(waiting)
    ).select_related("meeting__cohort")
    for evaluation in evaluations.annotate(done=Count("responses")):
        answered = evaluation.done, evaluation.people().count()
        waiting[evaluation.meeting.position].answered = answered


def area_results(network, region=None, *, guidebook=None, cycle=None) -> Results:
    """Results of a network, or of one of its regions, in the chosen guidebook (slug) and cycle.

    Without a choice: the cycle with the most releases.
    Raises Http404 for a choice that does not exist.
    """
    cohorts = network.cohorts.filter(region=region) if region else network.cohorts.all()
    cycles = list_cycles(cohorts)
    return build_results(
        cohorts,
        pick_cycle(cycles, guidebook, cycle),
        cycles,
        threshold=network.outside_threshold,
        is_exact=network.exact_totals,
    )


def build_results(cohorts, chosen, cycles, *, threshold, is_exact) -> Results:
    """`chosen`: {"guidebook": slug, "cycle": name}; both None without any cohort."""
    guidebook, cycle = chosen["guidebook"], chosen["cycle"]
    counts = read_cycle_counts(cohorts.filter(guidebook__slug=guidebook, cycle=cycle))
    return Results(counts, cycles, guidebook, cycle, threshold, is_exact).of_cohorts(
        list(counts.cohorts)
    )


def result_of_meeting(results, meeting) -> MeetingResult | None:
    """The result of this meeting, found by its part and its number inside the part."""
    number = meeting.cohort.meetings.filter(
        part=meeting.part, position__lte=meeting.position
    ).count()
    return results.at(meeting.part.number, number)


def list_cycles(cohorts) -> list[dict]:
    """[{"guidebook": slug, "cycle", "name"}], the one with most releases first.

    `name` is "" if there is one only.
    """
    found = cohorts.values("guidebook__slug", "cycle").annotate(
        counted=Count("meetings__evaluation__releases", distinct=True), newest=Max("opened_at")
    )
    rows = found.order_by("-counted", "-newest")
    cycles = [{"guidebook": row["guidebook__slug"], "cycle": row["cycle"]} for row in rows]
    names = guidebook_names(cohorts) if len(cycles) > 1 else {}
    return [choice | {"name": names.get(choice["guidebook"], "")} for choice in cycles]


def guidebook_names(cohorts) -> dict:
    """{slug: name of the newest version among these cohorts}."""
    guidebooks = (
        Guidebook.objects.filter(cohorts__in=cohorts)
        .order_by("slug", "version")
        .only("slug", "name")
    )
    return {guidebook.slug: guidebook.name for guidebook in guidebooks}


def pick_cycle(cycles, guidebook, cycle) -> dict:
    """The first choice that fits the request; raises Http404 if none fits what was asked for."""
    for choice in cycles:
        if guidebook in (None, "", choice["guidebook"]) and cycle in (None, "", choice["cycle"]):
            return choice
    if guidebook or cycle:
        raise Http404(_("There are no results of that guidebook and cycle here."))
    return {"guidebook": None, "cycle": None}
