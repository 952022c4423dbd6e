"""Protection of small groups, stated once (decision 18).

The unit is a part: one release of one cohort's meeting. A part of fewer than k respondents is not shown, and it
is in no total either: not its region's, not the network's, not now and not later. A question that fewer than k
people answered inside a shown part is treated the same.

So every figure that anybody reads is a sum of parts of at least k people, and each part is in it for good.
Whatever is subtracted from whatever (a total less its groups, today's total less last month's, one role's page
less another's) is again made of such parts. Nothing of a hidden group is in any of them, so nothing about it can
be worked out, however much a reader knows of the other groups. tests/evaluations/test_small_groups_solver.py
tries to, and shows that letting small groups into totals would give them away.

Why small groups are not pooled until together they reach k: the counts of a pool can be subtracted out, and
where nobody in it was Low, nobody in any of its groups was. Totals therefore say how many groups they leave out.

k is the network's threshold: one for everybody outside the cohort (10), a lower one for the cohort's own
facilitators (5), never under MINIMUM_GROUP_SIZE. An empty group and a hidden one look alike: "fewer than k answers".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from people.models.network import MINIMUM_GROUP_SIZE

from .figures import MATRIX_FROM, Counts, Share, added, percent

#: Where totals are not exact: from so many answers, shares beyond these two are not told apart. Usual practice in
#: education statistics: an extreme share tells about everybody in the group.
EXTREMES = [(300, 1, 99), (100, 2, 98), (40, 5, 95), (20, 10, 90), (0, 20, 80)]


@dataclass(frozen=True)
class Part:
    """One release: how many answered, and how often each whole answer was given.

    `key` is the release, whatever the caller uses for it. A late release counts nobody who came: they were
    counted with the first.
    """

    key: Any
    respondents: int
    attended: int
    counts: Counts

    @cached_property
    def answers(self) -> dict[str, int]:
        """How many answered each question."""
        found: dict[str, int] = {}
        for (code, _, _), count in self.counts.items():
            found[code] = found.get(code, 0) + count
        return found

    def shown_from(self, k: int) -> "Part | None":
        """What of it may stand in figures: nothing under k people, no question under k answers."""
        if self.respondents < k:
            return None
        enough = {code for code, answers in self.answers.items() if answers >= k}
        if len(enough) == len(self.answers):
            return self
        return replace(self, counts={key: count for key, count in self.counts.items() if key[0] in enough})


@dataclass(frozen=True)
class Shown:
    """What one audience may see of a cohort, a region or a network: the sum of its parts that are large enough."""

    k: int
    parts: tuple[Part, ...]

    @property
    def is_hidden(self) -> bool:
        return not self.parts

    @property
    def respondents(self) -> int:
        return sum(part.respondents for part in self.parts)

    @property
    def attended(self) -> int:
        return sum(part.attended for part in self.parts)

    @cached_property
    def counts(self) -> Counts:
        return added(*(part.counts for part in self.parts))

    def shows(self, code: str) -> bool:
        return bool(self.parts_of(code))

    def parts_of(self, code: str) -> list[Part]:
        """The parts behind the figures of one question: its receipt names their releases."""
        return [part for part in self.parts if part.answers.get(code)]

    def may_show_table(self, code: str) -> bool:
        """Who moved where, only if each part might show it: a difference of two tables is a table too."""
        return all(part.answers[code] >= MATRIX_FROM for part in self.parts_of(code))


def shown_to(parts: Iterable[Part], *, k: int) -> Shown:
    """What an audience with this threshold may see of these parts together."""
    k = max(k, MINIMUM_GROUP_SIZE)
    return Shown(k, tuple(large_enough(parts, k)))


def large_enough(parts: Iterable[Part], k: int) -> Iterator[Part]:
    for part in parts:
        shown = part.shown_from(k)
        if shown:
            yield shown


def coarse_share(count: int, n: int) -> Share:
    """One share of n answers for a network whose totals are not exact. No count may stand beside it."""
    _, lowest, highest = next(row for row in EXTREMES if n >= row[0])
    share = percent(count, n)
    if share <= lowest:
        return Share(lowest, "at_most")
    return Share(highest, "at_least") if share >= highest else Share(share)


def coarse_row(counts: tuple[int, ...]) -> tuple[Share, ...]:
    """Shares of one whole. Beside an extreme the others are given to the nearest five, or they would add it up."""
    n = sum(counts)
    shares = tuple(coarse_share(count, n) for count in counts)
    if all(share.relation == "exactly" for share in shares):
        return shares
    return tuple(nearest_five(share) if share.relation == "exactly" else share for share in shares)


def nearest_five(share: Share) -> Share:
    """Never 0 or 100, which would say more than the extremes do."""
    return Share(min(max(5 * ((share.percent + 2) // 5), 5), 95), "about")
