"""Nobody can work out a count of a small group, with everything a role may read
and everything it knows.

For 200 invented networks the reader is the strongest there is: state staff, who see every
cohort, region and network page, kept every page from the day of each release on, know which
releases each total holds, and know one cohort or one whole region by heart. What any other role
reads is a part of that. The solver then asks of every hidden group how many values its size and
each of its counts can still have.
"""

import random
from dataclasses import dataclass

import pytest

from evaluations.results.small_groups import ReleaseCounts, VisibleCounts, suppress_small_groups

from .solving import System

SEEDS = range(200)
#: A count narrowed to fewer values than this counts as given away.
VALUES = 3
CELLS = {"agreed": [(None, 2), (None, 3)], "moved": [(1, 1), (1, 2), (2, 2)]}


@dataclass(frozen=True)
class Place:
    cohort: int
    region: int | None


def network_of(seed):
    """A random network: {release: (place, part)} in the order of release, many groups small,
    some answers skipped.
    """
    dice = random.Random(seed)
    found = {}
    for cohort in range(dice.randint(2, 6)):
        place = Place(cohort, dice.choice([1, 1, 2, 3, None]))
        for _ in range(dice.choice([1, 1, 1, 2])):
            key = len(found)
            found[key] = (
                place,
                part_of(key, dice.choice([dice.randint(0, 9), dice.randint(8, 24)]), dice),
            )
    return found


def part_of(key, respondents, dice):
    counts = {}
    for code, cells in CELLS.items():
        liked, answers = dice.choice(cells), 0
        for _ in range(respondents):
            if dice.random() < 0.15:
                continue
            cell = (code, *(liked if dice.random() < 0.7 else dice.choice(cells)))
            counts[cell] = counts.get(cell, 0) + 1
            answers += 1
    return ReleaseCounts(key, respondents, respondents, counts)


def pages_of(network, k, show):
    """Every page that state staff may have kept: each cohort, region and the network,
    after each release.
    """
    for day in range(1, len(network) + 1):
        so_far = list(network.values())[:day]
        for kind in ["cohort", "region"]:
            for one in {getattr(place, kind) for place, _ in so_far} - {None}:
                yield show([part for place, part in so_far if getattr(place, kind) == one], k=k)
        yield show([part for _, part in so_far], k=k)


def knowledge(network):
    """What a reader may know by heart: nothing, one cohort, one region."""
    yield set()
    for kind in ["cohort", "region"]:
        for one in {getattr(place, kind) for place, _ in network.values()} - {None}:
            yield {key for key, (place, _) in network.items() if getattr(place, kind) == one}


def system_of(network, pages, known, k, code):
    """What was read and what is known about one question, as unknowns and sums."""
    system, cells = System(), CELLS[code]
    for key, (_, part) in network.items():
        names = [system.unknown((key, *cell)) for cell in cells]
        skipped = system.unknown((key, "skipped"))
        if key in known:
            for cell in cells:
                system.add_up([(key, *cell)], *[part.counts.get((code, *cell), 0)] * 2)
            system.add_up([*names, skipped], part.respondents, part.respondents)
            continue
        if part.respondents < k:
            system.add_up([*names, skipped], 0, k - 1)
        elif part.answers.get(code, 0) < k:
            system.add_up(names, 0, k - 1)
    for page in pages:
        held = [part.release for part in page.groups]
        everybody = [(key, *cell) for key in held for cell in cells] + [
            (key, "skipped") for key in held
        ]
        system.add_up(everybody, page.respondents, page.respondents)
        answered = [part.release for part in page.groups_with(code)]
        for cell in cells if answered else []:
            system.add_up(
                [(key, *cell) for key in answered], *[page.counts.get((code, *cell), 0)] * 2
            )
    return system


def leaks(network, k, show=suppress_small_groups):
    """(release, code, count) that somebody can narrow to fewer than three values."""
    pages = list(
        {
            tuple(part.release for part in page.groups): page
            for page in pages_of(network, k, show)
            if not page.is_hidden
        }.values()
    )
    for known in knowledge(network):
        for code, cells in CELLS.items():
            system = system_of(network, pages, known, k, code).solved()
            for key, (_, part) in network.items():
                is_small = part.respondents < k
                if key in known or not (is_small or part.answers.get(code, 0) < k):
                    continue
                counts = [[(key, *cell)] for cell in cells] + [[(key, *cell) for cell in cells]]
                if is_small:
                    counts.append([(key, *cell) for cell in cells] + [(key, "skipped")])
                for names in counts:
                    if len(system.values_of(tuple(names), VALUES)) < VALUES:
                        yield key, code, names


@pytest.mark.parametrize("k, seeds", [(10, SEEDS), (5, SEEDS[:60])])
def test_no_count_of_a_small_group_can_be_worked_out(k, seeds):
    assert {seed: found for seed in seeds if (found := list(leaks(network_of(seed), k)))} == {}


def everybody_in_the_total(parts, *, k):
    """The mutant: the group's own page is hidden while it is small, yet totals take it in."""
    whole = tuple(parts)
    return VisibleCounts(k, whole if sum(part.respondents for part in whole) >= k else ())


def small_questions_in_the_total(parts, *, k):
    """The mutant that hides small groups but not the questions that few answered,
    in totals of several parts.
    """
    large = tuple(part for part in parts if part.respondents >= k)
    return suppress_small_groups(large, k=k) if len(large) < 2 else VisibleCounts(k, large)


def hidden_only_beside_a_sibling(parts, *, k):
    """The mutant that suppresses siblings but forgets time:
    small groups enter once together they reach k.
    """
    whole = list(parts)
    small = sum(part.respondents for part in whole if part.respondents < k)
    return VisibleCounts(k, tuple(part for part in whole if small >= k or part.respondents >= k))


@pytest.mark.parametrize(
    "mutant", [everybody_in_the_total, small_questions_in_the_total, hidden_only_beside_a_sibling]
)
def test_the_solver_finds_the_leak_of_a_weaker_rule(mutant):
    assert any(next(leaks(network_of(seed), 10, mutant), None) for seed in SEEDS)


def test_the_networks_are_worth_attacking():
    """Most hold a small group beside large ones."""
    sizes = [[part.respondents for _, part in network_of(seed).values()] for seed in SEEDS]
    assert sum(min(group) < 10 <= max(group) for group in sizes) > len(SEEDS) / 2


def test_the_solver_solves():
    system = System()
    for name in "abc":
        system.unknown(name, 0, 4)
    system.add_up("abc", 9, 9)
    assert system.possible_values("a", enough=9) == {1, 2, 3, 4}
    system.add_up("ab", 8, 8)
    assert system.possible_values("c", enough=9) == {1}
    system.add_up("c", 2, 2)
    assert system.possible_values("c", enough=9) == set()
