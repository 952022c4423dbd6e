"""Suppression of small groups.

A group is one release of one cohort's meeting. A group of fewer than k respondents is not shown,
and it is in no total either: not its region's, not the network's, not now and not later. A question
that fewer than k people answered inside a shown group is treated the same.

So every figure that anybody reads is a sum of groups of at least k people, and a group that is in a
sum stays in it. The difference of any two figures (a total less its groups, today's total less last
month's, one role's page less another's) is again made of such groups. Nothing of a hidden group is
in any of them, so nothing about it can be computed, whatever a reader knows of the other groups.
tests/evaluations/test_small_groups_solver.py tries to, and shows that letting small groups into
totals would reveal them.

Why small groups are not pooled until together they reach k: the counts of a pool can be had by
subtraction, and where nobody in it was Low, nobody in any of its groups was. Totals therefore say
how many groups they leave out.

k is the network's threshold: `outside_threshold` (usually 10) for everybody outside the cohort,
`cohort_threshold` (usually 5) for the cohort's own facilitators, never under MINIMUM_GROUP_SIZE. An
empty group and a hidden one look alike: "fewer than k answers".
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from people.models.small_group_threshold import MINIMUM_GROUP_SIZE

from .figures import MATRIX_MINIMUM, add_counts
from .movement import Counts


@dataclass(frozen=True)
class ReleaseCounts:
    """One group: how many people answered and attended, and how often each complete
    answer was given.

    `release` identifies the release; here it is not looked into. A late release has `attended` 0,
    because those who attended are counted with the first release.
    """

    release: Any
    respondents: int
    attended: int
    counts: Counts

    @cached_property
    def answers(self) -> dict[str, int]:
        """{question code: number of people who answered it}."""
        found: dict[str, int] = {}
        for (code, _, _), count in self.counts.items():
            found[code] = found.get(code, 0) + count
        return found

    def suppressed(self, k: int) -> "ReleaseCounts | None":
        """The part of the group that may be shown: None under k respondents,
        no question under k answers.
        """
        if self.respondents < k:
            return None
        enough = {code for code, answers in self.answers.items() if answers >= k}
        if len(enough) == len(self.answers):
            return self
        return replace(
            self, counts={key: count for key, count in self.counts.items() if key[0] in enough}
        )


@dataclass(frozen=True)
class VisibleCounts:
    """The sum of the groups that one reader may see of a cohort, a region or a network."""

    k: int
    groups: tuple[ReleaseCounts, ...]

    @property
    def is_hidden(self) -> bool:
        return not self.groups

    @property
    def respondents(self) -> int:
        return sum(group.respondents for group in self.groups)

    @property
    def attended(self) -> int:
        return sum(group.attended for group in self.groups)

    @cached_property
    def counts(self) -> Counts:
        return add_counts(*(group.counts for group in self.groups))

    def groups_with(self, code: str) -> list[ReleaseCounts]:
        """The groups behind the figure of one question; its receipt names their releases."""
        return [group for group in self.groups if group.answers.get(code)]

    def may_show_matrix(self, code: str) -> bool:
        """Only if each group might show its own: the difference of two matrices is a matrix too."""
        return all(group.answers[code] >= MATRIX_MINIMUM for group in self.groups_with(code))


def suppress_small_groups(groups: Iterable[ReleaseCounts], *, k: int) -> VisibleCounts:
    """What a reader with the threshold k may see of these groups together."""
    k = max(k, MINIMUM_GROUP_SIZE)
    visible = (group.suppressed(k) for group in groups)
    return VisibleCounts(k, tuple(group for group in visible if group))
