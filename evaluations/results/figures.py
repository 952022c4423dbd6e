"""The arithmetic of results: counts in, figures with their receipts out. Nothing here knows of people or rows.

Counts come keyed by (question code, before, now). A before-and-now question has 1 Low, 2 Medium, 3 High
on both sides; an agreement item has no before and 1 strongly disagree to 4 strongly agree.

What people said ("97% said") and what moved ("57% moved up a level") are two figures and never mixed;
before and after are compared within one meeting only (decision 19).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

Counts = Mapping[tuple[str, int | None, int | None], int]
Matrix = tuple[tuple[int, int, int], tuple[int, int, int], tuple[int, int, int]]

LOW, MEDIUM, HIGH = LEVELS = (1, 2, 3)
#: Agree and strongly agree.
AGREED = (3, 4)
#: The table of who moved where is shown from this many pairs up; below it, up, same and down (decision 18).
MATRIX_FROM = 20


def percent(count: int, n: int) -> int | None:
    """Whole per cent, half up: 0.5 becomes 1. None of nobody. Exact for every size, no floating point."""
    return (200 * count + n) // (2 * n) if n else None


@dataclass(frozen=True)
class Share:
    """A share as it is printed: exactly, or `at_most` / `at_least` / `about` where totals are not exact."""

    percent: int
    relation: str = "exactly"


@dataclass(frozen=True)
class Source:
    """Where counts come from: the versions of the form and the numbers of the releases."""

    form_versions: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """The slip behind one figure (decision 19): never a row of answers.

    `rule` is a key; pages say it in words (slips.py).
    """

    numerator: int
    denominator: int
    rule: str
    source: Source = field(default_factory=Source)
    rounding: str = "half_up"

    @property
    def percent(self) -> int | None:
        return percent(self.numerator, self.denominator)

    @property
    def share(self) -> Share:
        return Share(self.percent)


@dataclass(frozen=True)
class Levels:
    """How many were Low, Medium and High at one time."""

    low: int
    medium: int
    high: int

    @property
    def n(self) -> int:
        return self.low + self.medium + self.high

    def percents(self) -> "Levels | None":
        """Each rounded on its own, so three may add to 99 or 101; never more, never less."""
        return Levels(*(percent(count, self.n) for count in self.counts())) if self.n else None

    def counts(self) -> tuple[int, int, int]:
        return self.low, self.medium, self.high

    def as_json(self) -> dict:
        return {"low": self.low, "medium": self.medium, "high": self.high}


@dataclass(frozen=True)
class Agreement:
    """Share of the answers to one item that agree or strongly agree: what people said."""

    code: str
    agreed: int
    n: int
    receipt: Receipt

    @property
    def percent(self) -> int | None:
        return self.receipt.percent

    def as_json(self) -> dict:
        return {"agreed": self.agreed, "n": self.n, "percent": self.percent}


@dataclass(frozen=True)
class Movement:
    """Where complete pairs went between before and now."""

    moved_up: int
    same: int
    moved_down: int
    high_before: int

    @property
    def n(self) -> int:
        return self.moved_up + self.same + self.moved_down

    @property
    def could_rise(self) -> int:
        """Those who were not High already: only they had a level to go to."""
        return self.n - self.high_before


@dataclass(frozen=True)
class BeforeAfter:
    """One before-and-now question over complete pairs: margins, movement, the table when it may be shown."""

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
        """Of `moved_up`, `same`, `moved_down`, `ceiling` or `moved_up_of_those_who_could`."""
        move = self.movement
        counted = {
            "moved_up": (move.moved_up, move.n),
            "same": (move.same, move.n),
            "moved_down": (move.moved_down, move.n),
            "ceiling": (move.high_before, move.n),
            "moved_up_of_those_who_could": (move.moved_up, move.could_rise),
        }
        return Receipt(*counted[rule], rule=rule, source=self.source)

    def level_receipts(self, time: str) -> tuple[Receipt, Receipt, Receipt]:
        """The receipts of Low, Medium and High, `before` or `after`."""
        levels = {"before": self.before, "after": self.after}[time]
        return tuple(Receipt(count, levels.n, f"level_{time}", self.source) for count in levels.counts())

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


def complete(counts: Counts, *, before_now: Collection[str]) -> Counts:
    """Only whole answers: both halves of a before-and-now question, a rating of any other."""
    return {
        (code, before, now): count
        for (code, before, now), count in counts.items()
        if count and now is not None and (before is not None) == (code in before_now)
    }


def answers_to(counts: Counts, code: str) -> int:
    return sum(count for (asked, _, _), count in counts.items() if asked == code)


def agreement(counts: Counts, code: str, source: Source = Source()) -> Agreement:
    agreed = sum(counts.get((code, None, value), 0) for value in AGREED)
    n = sum(counts.get((code, None, value), 0) for value in range(1, 5))
    return Agreement(code, agreed, n, Receipt(agreed, n, "agreed", source))


def before_after(counts: Counts, code: str, source: Source = Source(), *, with_matrix: bool = True) -> BeforeAfter:
    """`with_matrix` comes from protection: a total may show the table only if each of its groups might."""
    table = matrix_of(counts, code)
    before = Levels(*(sum(row) for row in table))
    after = Levels(*(sum(column) for column in zip(*table, strict=True)))
    shown = table if with_matrix and before.n >= MATRIX_FROM else None
    return BeforeAfter(code, before, after, movement(table), shown, source)


def matrix_of(counts: Counts, code: str) -> Matrix:
    """Before runs down, now runs across; only complete pairs have a place in it."""
    return tuple(tuple(counts.get((code, before, now), 0) for now in LEVELS) for before in LEVELS)


def movement(table: Matrix) -> Movement:
    cells = [(now - before, count) for before, row in enumerate(table) for now, count in enumerate(row)]
    return Movement(
        moved_up=sum(count for step, count in cells if step > 0),
        same=sum(count for step, count in cells if step == 0),
        moved_down=sum(count for step, count in cells if step < 0),
        high_before=sum(table[-1]),
    )


def added(*several: Counts) -> dict:
    """Counts of several groups together."""
    total: dict = {}
    for counts in several:
        for key, count in counts.items():
            total[key] = total.get(key, 0) + count
    return total
