"""Whose results somebody asked for: which cohorts are added up, and behind which veil."""

from dataclasses import dataclass

from django.db.models import Count, Max
from django.http import Http404
from django.utils.translation import gettext as _

from cohorts.models import Cohort

from .results import Results, build_results
from .tallies import Tallies, read_tallies
from .veils import NETWORK, OuterVeil, OwnVeil


@dataclass
class Reading:
    """Results of one place, with what is needed to read further: the tallies and the veil."""

    results: Results
    tallies: Tallies
    veil: OwnVeil | OuterVeil
    cycles: list

    def of(self, kind, pk, cohort_ids):
        """The results of a smaller place inside this one, behind the same veil."""
        results = self.results
        return build_results(
            self.tallies,
            cohort_ids,
            guidebook=results.guidebook,
            cycle=results.cycle,
            threshold=results.threshold,
            hides=self.veil.over(kind, pk),
        )


def read_cohort(cohort, *, is_own, whole="region"):
    """One cohort, for its own facilitators or for those above it (`whole`: what they may look at besides)."""
    cycle = {"guidebook": cohort.guidebook.slug, "cycle": cohort.cycle}
    if is_own:
        threshold = cohort.network.cohort_threshold
        tallies = read_tallies(Cohort.objects.filter(pk=cohort.pk), late_from=threshold)
        veil = OwnVeil(tallies, threshold=threshold)
    else:
        around = cohorts_of_cycle(cohort.network.cohorts, **cycle)
        if whole != NETWORK:
            around = around.filter(region=cohort.region_id)
        tallies, veil, threshold = behind_outer_veil(around, cohort.network, whole)
    results = build_results(tallies, [cohort.pk], **cycle, threshold=threshold, hides=veil.over("cohort", cohort.pk))
    return Reading(results, tallies, veil, [cycle])


def read_region(region, *, whole="region", guidebook=None, cycle=None):
    """A region for its lead, or for the network's staff. Raises Http404 for a cycle that is not there."""
    cycles = cycles_of(region.cohorts.filter(network=region.network))
    chosen = choose(cycles, guidebook, cycle)
    around = cohorts_of_cycle(region.network.cohorts, **chosen)
    if whole != NETWORK:
        around = around.filter(region=region)
    tallies, veil, threshold = behind_outer_veil(around, region.network, whole)
    ids = tallies.cohorts_of(region.pk)
    results = build_results(tallies, ids, **chosen, threshold=threshold, hides=veil.over("region", region.pk))
    return Reading(results, tallies, veil, cycles)


def read_network(network, *, guidebook=None, cycle=None):
    """The whole network. Raises Http404 for a cycle that is not there."""
    cycles = cycles_of(network.cohorts)
    chosen = choose(cycles, guidebook, cycle)
    tallies, veil, threshold = behind_outer_veil(cohorts_of_cycle(network.cohorts, **chosen), network, NETWORK)
    results = build_results(tallies, list(tallies.cohorts), **chosen, threshold=threshold, hides=veil.over(NETWORK, None))
    return Reading(results, tallies, veil, cycles)


def behind_outer_veil(cohorts, network, whole):
    threshold = network.outside_threshold
    tallies = read_tallies(cohorts, late_from=threshold)
    regions = {pk: tallies.cohorts_of(pk) for pk in tallies.region_ids}
    exact = whole == NETWORK and network.exact_totals
    return tallies, OuterVeil(tallies, threshold=threshold, regions=regions, whole=whole, exact=exact), threshold


def cohorts_of_cycle(cohorts, *, guidebook, cycle):
    return cohorts.filter(guidebook__slug=guidebook, cycle=cycle)


def cycles_of(cohorts):
    """What can be chosen: guidebook and cycle, the one with most counted evaluations first."""
    found = cohorts.values("guidebook__slug", "cycle").annotate(
        counted=Count("meetings__evaluation__releases", distinct=True), newest=Max("opened_at")
    )
    return [{"guidebook": row["guidebook__slug"], "cycle": row["cycle"]} for row in found.order_by("-counted", "-newest")]


def choose(cycles, guidebook, cycle):
    """The first cycle that fits what was asked for."""
    for one in cycles:
        if guidebook in (None, "", one["guidebook"]) and cycle in (None, "", one["cycle"]):
            return one
    if guidebook or cycle:
        raise Http404(_("There are no results of that guidebook and cycle here."))
    return {"guidebook": None, "cycle": None}
