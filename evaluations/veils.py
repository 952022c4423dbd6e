"""What one reader is not shown, figure by figure: the rule of `hiding` over the cohorts this reader may look at."""

from collections import Counter
from functools import cache

from .arithmetic import AGREED, before_after, complete, matrix_of
from .hiding import Group, hide_in_network, hide_in_region, pooled
from .models import Question

NETWORK = "network"


class OwnVeil:
    """For a cohort's own facilitators, who see nothing but their cohort: only its size counts."""

    def __init__(self, tallies, *, threshold):
        self.tallies, self.threshold = tallies, threshold

    def over(self, kind, pk):
        def hides(spot, question):
            tally = self.tallies.of.get((pk, spot.key))
            if tally is None or tally.responses < self.threshold:
                return True
            return question is not None and sum(whole_answers(question, tally).values()) < self.threshold

        return hides


class OuterVeil:
    """For everybody above a cohort: no small group may be worked out from the groups around it.

    `regions`: {region id: cohort ids} this reader may look at; `whole`: "network" or "region".
    """

    def __init__(self, tallies, *, threshold, regions, whole, exact=False):
        self.tallies, self.threshold, self.regions, self.whole, self.exact = tallies, threshold, regions, whole, exact
        self.hidden = cache(self.hidden)

    def over(self, kind, pk):
        """hides(spot, question) for the network, one region or one cohort."""

        def hides(spot, question):
            hidden = self.hidden(spot.key, None)
            if question is not None and (kind, pk) not in hidden:
                hidden = self.hidden(spot.key, question.code)
            return (kind, pk) in hidden

        return hides

    def hidden(self, key, code):
        """Every (kind, id) that is not shown of this meeting, or of one question of it."""
        spot = next(spot for spot in self.tallies.spots if spot.key == key)
        questions = [question for question in spot.questions if code in (None, question.code)]
        forced = self.hidden(key, None) if code else frozenset()
        regions = {region: {pk: self.group(pk, key, questions, code) for pk in pks} for region, pks in self.regions.items()}
        return frozenset(forced | self.settle(regions, forced))

    def settle(self, regions, forced):
        cells = {cell for cohorts in regions.values() for group in cohorts.values() for cell in group.cells}
        found = {"cohort": set(), "region": set(), NETWORK: set()}
        if self.whole == NETWORK:
            already = {pk for kind, pk in forced if kind != NETWORK}
            found["cohort"], found["region"], is_shown = hide_in_network(
                tagged(regions), k=self.threshold, cells=cells, exact=self.exact, forced=frozenset(forced)
            )
            return found["cohort"] | found["region"] | (set() if is_shown else {(NETWORK, None)})
        hidden = set()
        for region, cohorts in tagged(regions).items():
            cohorts_hidden, is_shown = hide_in_region(cohorts, k=self.threshold, cells=cells, forced=frozenset(forced))
            hidden |= cohorts_hidden | (set() if is_shown else {region})
        return hidden

    def group(self, cohort_id, key, questions, code):
        """The people of one cohort behind a figure, or behind all figures of the meeting."""
        tally = self.tallies.of.get((cohort_id, key))
        if tally is None:
            return Group()
        cells = Counter()
        for question in questions:
            cells.update(cells_of(question, tally))
        n = tally.responses if code is None else sum(sum(whole_answers(question, tally).values()) for question in questions)
        return Group(n, cells)


def tagged(regions):
    """Keys that say what they are, so that a region and a cohort of the same number are two."""
    return {("region", region): {("cohort", pk): group for pk, group in cohorts.items()} for region, cohorts in regions.items()}


def whole_answers(question, tally):
    pairs = {question.code} if question.kind == Question.Kind.BEFORE_NOW else set()
    return complete({key: count for key, count in tally.counts.items() if key[0] == question.code}, before_now=pairs)


def cells_of(question, tally):
    """{cell: how many}: what a reader sees of this question, zeros too."""
    counts = whole_answers(question, tally)
    if question.kind != Question.Kind.BEFORE_NOW:
        agreed = sum(count for (_, _, now), count in counts.items() if now in AGREED)
        return {(question.code, "agreed"): agreed, (question.code, "not"): sum(counts.values()) - agreed}
    found = before_after(counts, question.code)
    cells = {"up": found.movement.moved_up, "same": found.movement.same, "down": found.movement.moved_down}
    cells |= {("before", level): count for level, count in found.before.as_json().items()}
    cells |= {("after", level): count for level, count in found.after.as_json().items()}
    table = matrix_of(counts, question.code)
    cells |= {(before, now): count for before, row in enumerate(table) for now, count in enumerate(row)}
    return {(question.code, cell): count for cell, count in cells.items()}


__all__ = ["NETWORK", "OuterVeil", "OwnVeil", "pooled"]
