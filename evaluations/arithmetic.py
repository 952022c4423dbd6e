"""The arithmetic of results: pure, small, and each figure with its receipt (decision 19)."""

from dataclasses import dataclass, field

LEVELS = {1: "low", 2: "medium", 3: "high"}
AGREES_FROM = 3  # strongly agree (4) and agree (3), of four


def half_up(count, n):
    """Whole per cent, half up: 0.5 becomes 1. Source: the only rounding that fits all the pilot's printed figures."""
    return (200 * count + n) // (2 * n)


@dataclass(frozen=True)
class Receipt:
    """What stands behind one figure. Never rows."""

    numerator: int
    denominator: int
    rule: str
    rounding: str = "half up to a whole per cent"
    form_versions: tuple = ()
    releases: tuple = ()


@dataclass(frozen=True)
class Agreement:
    """Stated gain: how many said they agree. Never to be mixed with movement."""

    agreed: int
    n: int

    @property
    def percent(self):
        return half_up(self.agreed, self.n)

    def receipt(self, **behind):
        return Receipt(self.agreed, self.n, "strongly agree and agree, of all who answered", **behind)


@dataclass(frozen=True)
class Movement:
    """One before-now question: complete pairs only, compared within one meeting only."""

    pairs: dict = field(hash=False)  # {(before, now): count}

    @property
    def n_pairs(self):
        return sum(self.pairs.values())

    @property
    def before(self):
        return self.margin(0)

    @property
    def after(self):
        return self.margin(1)

    def margin(self, side):
        return {word: sum(n for pair, n in self.pairs.items() if pair[side] == level) for level, word in LEVELS.items()}

    @property
    def percent_before(self):
        return {word: half_up(count, self.n_pairs) for word, count in self.before.items()}

    @property
    def percent_after(self):
        return {word: half_up(count, self.n_pairs) for word, count in self.after.items()}

    @property
    def moved_up(self):
        return sum(n for (before, now), n in self.pairs.items() if now > before)

    @property
    def moved_down(self):
        return sum(n for (before, now), n in self.pairs.items() if now < before)

    @property
    def same(self):
        return self.n_pairs - self.moved_up - self.moved_down

    @property
    def could_move_up(self):
        """Everybody who was not at the top before: the ceiling."""
        return self.n_pairs - self.before["high"]

    @property
    def matrix(self):
        """Rows before, columns now, low to high."""
        return [[self.pairs.get((before, now), 0) for now in LEVELS] for before in LEVELS]

    def receipt(self, **behind):
        return Receipt(self.moved_up, self.n_pairs, "now higher than before, of all who gave both", **behind)


def agreement_of(cells):
    """{(None, 1..4): count} as an Agreement, or None when nobody answered."""
    n = sum(count for (_, now), count in cells.items() if now)
    agreed = sum(count for (_, now), count in cells.items() if now and now >= AGREES_FROM)
    return Agreement(agreed, n) if n else None


def movement_of(cells):
    """{(before, now): count} as a Movement of the complete pairs, or None when there are none."""
    pairs = {pair: count for pair, count in cells.items() if all(pair)}
    return Movement(pairs) if pairs else None
