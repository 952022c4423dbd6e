"""Figures computed from counts, each with a receipt.

Nothing here knows of people, rows or the database.

Counts are keyed by (question code, before, now). A before-and-now question has 1 (low), 2
(medium) or 3 (high) on both sides; an agreement item has no before, and now from 1 (strongly
disagree) to 4 (strongly agree).

The share who agreed and the share whose own rating rose are two different figures and are
never combined. Before and after are compared within one meeting only, because other
people attend the next one.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from .movement import Counts, Matrix, Movement, matrix_of, movement_of

#: "Agree" and "strongly agree".
AGREED = (3, 4)
#: Number of pairs from which the 3 x 3 table of who moved where is shown;
#: below it only up, same and down.
MATRIX_MINIMUM = 20


def percent(count: int, n: int) -> int | None:
    """Whole percentage, rounded half up (0.5 becomes 1); None if n is 0.

    Integer arithmetic, exact for every size.
    """
    return percent_of_some(count, n) if n else None


def percent_of_some(count: int, n: int) -> int:
    """The same for n > 0."""
    return (200 * count + n) // (2 * n)


@dataclass(frozen=True)
class Share:
    """A percentage as shown.

    `relation` is "exactly", or "at_most", "at_least" or "about" where it is rounded.

    `percent` is None where nobody was counted.
    """

    percent: int | None
    relation: str = "exactly"


@dataclass(frozen=True)
class Source:
    """Where counts come from: form versions and release numbers, as shown."""

    form_versions: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """How one figure was computed: numerator, denominator, rule, form versions and releases.

    `rule` is a key; receipts.py holds its text. `numerator` is None where the share is rounded
    (rounded.py), so that no count can be read from it.
    """

    share: Share
    numerator: int | None
    denominator: int
    rule: str
    source: Source = field(default_factory=Source)

    @property
    def percent(self) -> int | None:
        return self.share.percent


def receipt_of(count: int, n: int, rule: str, source: Source) -> Receipt:
    """The receipt of an exact share."""
    return Receipt(Share(percent(count, n)), count, n, rule, source)


@dataclass(frozen=True)
class Levels:
    """Number of respondents, or percentages, at low, medium and high at one time."""

    low: int
    medium: int
    high: int

    @property
    def n(self) -> int:
        return self.low + self.medium + self.high

    def percents(self) -> "Levels | None":
        """Each rounded on its own, so the three add to 99, 100 or 101.

        None if nobody was counted.
        """
        return (
            Levels(*(percent_of_some(count, self.n) for count in self.counts())) if self.n else None
        )

    def counts(self) -> tuple[int, int, int]:
        return self.low, self.medium, self.high

    def as_json(self) -> dict:
        return {"low": self.low, "medium": self.medium, "high": self.high}


@dataclass(frozen=True)
class Agreement:
    """The share of the answers to one item that agree or strongly agree;
    rounded if the receipt has no numerator.
    """

    code: str
    receipt: Receipt

    @property
    def agreed(self) -> int | None:
        return self.receipt.numerator

    @property
    def n(self) -> int:
        return self.receipt.denominator

    @property
    def percent(self) -> int | None:
        return self.receipt.percent

    def as_json(self) -> dict:
        found = {"agreed": self.agreed, "n": self.n, "percent": self.percent}
        return (
            found if self.agreed is not None else found | {"relation": self.receipt.share.relation}
        )


@dataclass(frozen=True)
class BeforeAfter:
    """One before-and-now question over complete pairs.

    `matrix` is None where it may not be shown.
    """

    code: str
    before: Levels
    after: Levels
    movement: Movement
    matrix: Matrix | None
    source: Source

    @property
    def n_pairs(self) -> int:
        return self.before.n

    def receipt(self, rule: str) -> Receipt:
        """`rule`: "moved_up", "same", "moved_down", "ceiling" or "moved_up_of_those_who_could"."""
        movement = self.movement
        counts = {
            "moved_up": (movement.moved_up, movement.n),
            "same": (movement.same, movement.n),
            "moved_down": (movement.moved_down, movement.n),
            "ceiling": (movement.high_before, movement.n),
            "moved_up_of_those_who_could": (movement.moved_up, movement.could_rise),
        }
        return receipt_of(*counts[rule], rule, self.source)

    def level_receipts(self, time: str) -> tuple[Receipt, ...]:
        """The receipts of low, medium and high; `time`: "before" or "after"."""
        levels = {"before": self.before, "after": self.after}[time]
        return tuple(
            receipt_of(count, levels.n, f"level_{time}", self.source) for count in levels.counts()
        )

    def as_json(self) -> dict:
        before, after = self.before.percents(), self.after.percents()
        return {
            "n_pairs": self.n_pairs,
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "percent_before": before and before.as_json(),
            "percent_after": after and after.as_json(),
            "moved_up": self.movement.moved_up,
            "same": self.movement.same,
            "moved_down": self.movement.moved_down,
        }


def complete_answers_only(counts: Counts, *, before_now: Collection[str]) -> Counts:
    """Drop half-answered pairs: both values of a before-and-now question, `now` alone of any other.

    `before_now`: the codes of the before-and-now questions.
    """
    return {
        (code, before, now): count
        for (code, before, now), count in counts.items()
        if count and now is not None and (before is not None) == (code in before_now)
    }


def agreement(counts: Counts, code: str, source: Source = Source()) -> Agreement:
    agreed = sum(counts.get((code, None, value), 0) for value in AGREED)
    n = sum(counts.get((code, None, value), 0) for value in range(1, 5))
    return Agreement(code, receipt_of(agreed, n, "agreed", source))


def before_after(
    counts: Counts, code: str, source: Source = Source(), *, with_matrix: bool = True
) -> BeforeAfter:
    """`with_matrix`: whether each group in these counts may show its matrix (small_groups.py)."""
    matrix = matrix_of(counts, code)
    before = Levels(*(sum(row) for row in matrix))
    after = Levels(*(sum(column) for column in zip(*matrix, strict=True)))
    shown = matrix if with_matrix and before.n >= MATRIX_MINIMUM else None
    return BeforeAfter(code, before, after, movement_of(matrix), shown, source)


def add_counts(*several: Counts) -> Counts:
    """The sum of the counts of several groups."""
    total: dict[tuple[str, int | None, int | None], int] = {}
    for counts in several:
        for key, count in counts.items():
            total[key] = total.get(key, 0) + count
    return total
