"""Which groups a reader is not shown, so that no small group can be worked out by subtraction (decision 18).

Cohorts add up to regions and regions to the network. What a reader can work out beyond what is shown are the
rests: the network less its shown regions, a region less its shown cohorts. A rest is safe when nobody is in it,
or when it holds at least k people and at least two in every cell, so that each count of a small group inside
could still be three values or more. Where hiding the next smallest group does not help, the total is hidden.
"""

from collections import Counter
from dataclasses import dataclass, field

#: With fewer than two in a cell of a rest, a hidden group's count there could be 0 or 1 only.
CELL_AT_LEAST = 2


@dataclass
class Group:
    """People who answered, and the cells that are shown of them."""

    n: int = 0
    cells: Counter = field(default_factory=Counter)

    def __add__(self, other):
        return Group(self.n + other.n, Counter({cell: self.cells[cell] + other.cells[cell] for cell in {*self.cells, *other.cells}}))


def pooled(groups):
    return sum(groups, Group())


def is_safe_rest(rest, k, *, cells):
    """May a reader be able to work this rest out? `cells`: all cells that are shown of the whole."""
    if rest.n == 0:
        return True
    return rest.n >= k and all(rest.cells[cell] >= CELL_AT_LEAST for cell in cells)


def settle(groups, hidden, *, k, cells, rest=None):
    """Hide more of these groups until their rest is safe: (hidden keys, whether the total may be shown).

    groups: {key: Group}; hidden: keys that are hidden already; rest: what hidden ones leave over, when it is less
    than themselves.
    """
    left_over = rest or groups
    hides = set(hidden)
    for key in [None, *sorted(set(groups) - hides, key=lambda key: (groups[key].n, str(key)))]:
        if key is not None:
            hides.add(key)
        parts = [left_over[key] if key in hidden else groups[key] for key in hides]
        if is_safe_rest(pooled(parts), k, cells=cells):
            return hides, True
    return set(hidden), False


def hide_in_region(cohorts, *, k, cells, forced=frozenset()):
    """(hidden cohorts, whether the region's total is shown) for one region."""
    if pooled(cohorts.values()).n < k:
        return set(cohorts), False
    small = {key for key, group in cohorts.items() if group.n < k} | (set(forced) & set(cohorts))
    return settle(cohorts, small, k=k, cells=cells)


def hide_in_network(regions, *, k, cells, exact, forced=frozenset()):
    """(hidden cohorts, hidden regions, whether the network's total is shown).

    regions: {region: {cohort: Group}}. With `exact` the network's total is shown whenever it holds k people.
    """
    totals = {region: pooled(cohorts.values()) for region, cohorts in regions.items()}
    hidden_cohorts, hidden_regions, rests = set(), set(), {}
    for region, cohorts in regions.items():
        hidden, is_shown = hide_in_region(cohorts, k=k, cells=cells, forced=forced)
        if not is_shown or region in forced:
            hidden_regions.add(region)
            rests[region] = pooled(cohorts[key] for key in hidden)
        hidden_cohorts |= hidden
    if pooled(totals.values()).n < k:
        return hidden_cohorts, hidden_regions, False
    more, is_shown = settle(totals, hidden_regions, k=k, cells=set() if exact else cells, rest=totals | rests)
    for region in more - hidden_regions:
        hidden_cohorts |= set(regions[region])
    return hidden_cohorts, more, is_shown
