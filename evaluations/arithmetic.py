"""The arithmetic of results: counts in, figures out, each with its receipt (decision 19).

Counts are keyed by (question code, before, now). Before and now are 1 low, 2 medium, 3 high; an agreement
item has no before, and now from 1 strongly disagree to 4 strongly agree.
"""

from collections import Counter
from dataclasses import asdict, dataclass

LEVELS = (1, 2, 3)
AGREED = (3, 4)
#: From this many pairs the whole three by three table is shown; below it only up, same and down.
MATRIX_FROM = 20


def percent(count, n):
    """Whole per cent, half up; None of nobody. The only rounding that fits all of the pilot's printed figures."""
    return (200 * count + n) // (2 * n) if n else None


@dataclass(frozen=True)
class Source:
    """What a figure was counted from: form versions and release numbers."""

    forms: tuple = ()
    releases: tuple = ()


@dataclass(frozen=True)
class Receipt:
    """What stands behind one figure; never rows. `rule` is a key of evaluations.words."""

    rule: str
    numerator: int
    denominator: int
    source: Source = Source()
    rounding: str = "half_up"

    @property
    def percent(self):
        return percent(self.numerator, self.denominator)


@dataclass(frozen=True)
class Levels:
    """How many are low, medium and high."""

    low: int | None = 0
    medium: int | None = 0
    high: int | None = 0

    @property
    def n(self):
        return sum(self.counts())

    def counts(self):
        return (self.low, self.medium, self.high)

    def percents(self):
        """The same as whole per cents, which may add to 99, 100 or 101; None of nobody."""
        return Levels(*(percent(count, self.n) for count in self.counts())) if self.n else None

    def as_json(self):
        return asdict(self)


@dataclass(frozen=True)
class Agreement:
    """Stated gain: how many said they agree. Never mixed with movement."""

    agreed: int
    n: int
    source: Source = Source()

    @property
    def percent(self):
        return percent(self.agreed, self.n)

    @property
    def receipt(self):
        return Receipt("agreed", self.agreed, self.n, self.source)

    def as_json(self):
        return {"agreed": self.agreed, "n": self.n, "percent": self.percent}


@dataclass(frozen=True)
class Movement:
    """Who stood higher, equal or lower now than before, of all who gave both."""

    moved_up: int
    same: int
    moved_down: int
    high_before: int

    @property
    def n(self):
        return self.moved_up + self.same + self.moved_down

    @property
    def could_rise(self):
        """Everybody who was not at the top before (the ceiling)."""
        return self.n - self.high_before


@dataclass(frozen=True)
class BeforeAfter:
    """One question asked as before and now: complete pairs, compared within one meeting only."""

    before: Levels
    after: Levels
    movement: Movement
    matrix: tuple | None
    source: Source = Source()

    @property
    def n_pairs(self):
        return self.before.n

    def receipt(self, what):
        """The receipt of moved_up, same, moved_down, ceiling or moved_up_of_those_who_could."""
        move = self.movement
        if what == "moved_up_of_those_who_could":
            return Receipt(what, move.moved_up, move.could_rise, self.source)
        return Receipt(what, move.high_before if what == "ceiling" else getattr(move, what), self.n_pairs, self.source)

    def level_receipts(self, when):
        """One receipt for low, medium and high, before or after."""
        return [Receipt(f"level_{when}", count, self.n_pairs, self.source) for count in getattr(self, when).counts()]

    def as_json(self):
        nobody = Levels(None, None, None)
        return {
            "n_pairs": self.n_pairs,
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "percent_before": (self.before.percents() or nobody).as_json(),
            "percent_after": (self.after.percents() or nobody).as_json(),
            "moved_up": self.movement.moved_up,
            "same": self.movement.same,
            "moved_down": self.movement.moved_down,
        }


def agreement(counts, code, source=Source()):
    """The agreement item `code`: agreed is the top two of four."""
    own = {now: count for (question, _, now), count in counts.items() if question == code}
    return Agreement(sum(own.get(value, 0) for value in AGREED), sum(own.values()), source)


def before_after(counts, code, source=Source(), *, with_matrix=True):
    """The before-now question `code`; the table only from MATRIX_FROM pairs, and only if protection allows it."""
    table = matrix_of(counts, code)
    pairs = [(before, now, table[before - 1][now - 1]) for before in LEVELS for now in LEVELS]
    before = Levels(*(sum(row) for row in table))
    up, down = sum(n for b, a, n in pairs if a > b), sum(n for b, a, n in pairs if a < b)
    return BeforeAfter(
        before=before,
        after=Levels(*(sum(column) for column in zip(*table, strict=True))),
        movement=Movement(up, before.n - up - down, down, before.high),
        matrix=table if with_matrix and before.n >= MATRIX_FROM else None,
        source=source,
    )


def matrix_of(counts, code):
    """Rows before, columns now, low to high."""
    return tuple(tuple(counts.get((code, before, now), 0) for now in LEVELS) for before in LEVELS)


def complete(counts, *, before_now):
    """Only whole answers: both halves for the questions in `before_now`, a rating alone for the others."""
    return {
        (code, before, now): count
        for (code, before, now), count in counts.items()
        if now is not None and (before is not None) == (code in before_now)
    }


def answers_to(counts, code):
    """How many answered this question."""
    return sum(count for (question, _, _), count in counts.items() if question == code)


def added(one, other):
    """The counts of two groups together."""
    return dict(Counter(one) + Counter(other))
