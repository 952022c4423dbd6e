"""Whose results somebody asked for: which cohorts are added up, from what size a group is shown, and whether exactly."""

from dataclasses import dataclass

from django.db.models import Count, Max
from django.http import Http404
from django.utils.translation import gettext as _

from guidebooks.models import Guidebook

from .build import Results, build_results
from .counts import Tallies, read_tallies


@dataclass
class Reading:
    """Results of one place, and the tallies for reading the places inside it."""

    results: Results
    tallies: Tallies
    cycles: list

    @property
    def guidebook(self):
        """The newest version of the guidebook among these cohorts, or None without any."""
        return max((cohort.guidebook for cohort in self.tallies.cohorts.values()), key=lambda guidebook: guidebook.version, default=None)

    @property
    def has_several_guidebooks(self):
        return len({one["guidebook"] for one in self.cycles}) > 1

    def of(self, cohort_ids):
        """The results of a smaller place inside this one."""
        results = self.results
        chosen = {"guidebook": results.guidebook, "cycle": results.cycle}
        return build_results(self.tallies, cohort_ids, **chosen, threshold=results.threshold, is_exact=results.is_exact)


def read_cohort(cohort, *, is_own):
    """One cohort, for its own facilitators, always exactly, or for those above it."""
    chosen = {"guidebook": cohort.guidebook.slug, "cycle": cohort.cycle}
    network = cohort.network
    threshold = network.cohort_threshold if is_own else network.outside_threshold
    return read(network.cohorts.filter(pk=cohort.pk), chosen, [chosen], threshold, is_own or network.exact_totals)


def read_region(region, *, guidebook=None, cycle=None):
    """Raises Http404 for a cycle that is not there."""
    return read_chosen(region.network.cohorts.filter(region=region), region.network, guidebook, cycle)


def read_network(network, *, guidebook=None, cycle=None):
    """Raises Http404 for a cycle that is not there."""
    return read_chosen(network.cohorts.all(), network, guidebook, cycle)


def read_chosen(cohorts, network, guidebook, cycle):
    cycles = cycles_of(cohorts)
    one = choose(cycles, guidebook, cycle)
    chosen = {"guidebook": one["guidebook"], "cycle": one["cycle"]}
    return read(cohorts, chosen, cycles, network.outside_threshold, network.exact_totals)


def read(cohorts, chosen, cycles, threshold, is_exact):
    tallies = read_tallies(cohorts.filter(guidebook__slug=chosen["guidebook"], cycle=chosen["cycle"]))
    results = build_results(tallies, list(tallies.cohorts), **chosen, threshold=threshold, is_exact=is_exact)
    return Reading(results, tallies, cycles)


def cycles_of(cohorts):
    """What can be chosen: guidebook and cycle, the one with most counted evaluations first."""
    found = cohorts.values("guidebook__slug", "cycle").annotate(
        counted=Count("meetings__evaluation__releases", distinct=True), newest=Max("opened_at")
    )
    cycles = [{"guidebook": row["guidebook__slug"], "cycle": row["cycle"]} for row in found.order_by("-counted", "-newest")]
    names = {row.slug: row.name for row in Guidebook.objects.filter(cohorts__in=cohorts).order_by("slug", "version").only("slug", "name")} if len(cycles) > 1 else {}
    return [one | {"name": names.get(one["guidebook"], "")} for one in cycles]


def choose(cycles, guidebook, cycle):
    """The first cycle that fits what was asked for."""
    for one in cycles:
        if guidebook in (None, "", one["guidebook"]) and cycle in (None, "", one["cycle"]):
            return one
    if guidebook or cycle:
        raise Http404(_("There are no results of that guidebook and cycle here."))
    return {"guidebook": None, "cycle": None}
