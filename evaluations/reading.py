"""Whose results somebody asked for: which cohorts are added up, and from what size a group is shown."""

from dataclasses import dataclass

from django.db.models import Count, Max
from django.http import Http404
from django.utils.translation import gettext as _

from .results import Results, build_results
from .tallies import Tallies, read_tallies


@dataclass
class Reading:
    """Results of one place, and the tallies for reading the places inside it."""

    results: Results
    tallies: Tallies
    cycles: list

    def of(self, cohort_ids):
        """The results of a smaller place inside this one."""
        results = self.results
        return build_results(
            self.tallies, cohort_ids, guidebook=results.guidebook, cycle=results.cycle, threshold=results.threshold
        )


def read_cohort(cohort, *, is_own):
    """One cohort, for its own facilitators or for those above it."""
    chosen = {"guidebook": cohort.guidebook.slug, "cycle": cohort.cycle}
    threshold = cohort.network.cohort_threshold if is_own else cohort.network.outside_threshold
    return read(cohort.network.cohorts.filter(pk=cohort.pk), chosen, [chosen], threshold)


def read_region(region, *, guidebook=None, cycle=None):
    """Raises Http404 for a cycle that is not there."""
    return read_chosen(region.network.cohorts.filter(region=region), region.network, guidebook, cycle)


def read_network(network, *, guidebook=None, cycle=None):
    """Raises Http404 for a cycle that is not there."""
    return read_chosen(network.cohorts.all(), network, guidebook, cycle)


def read_chosen(cohorts, network, guidebook, cycle):
    cycles = cycles_of(cohorts)
    chosen = choose(cycles, guidebook, cycle)
    return read(cohorts, chosen, cycles, network.outside_threshold)


def read(cohorts, chosen, cycles, threshold):
    tallies = read_tallies(cohorts.filter(guidebook__slug=chosen["guidebook"], cycle=chosen["cycle"]))
    return Reading(build_results(tallies, list(tallies.cohorts), **chosen, threshold=threshold), tallies, cycles)


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
