"""Could a printed row of whole per cents be true? (decision 19)

Accepted if some counts of some n, up to the number attending, round to it (half up). Otherwise refused with
its sum and the one-number repairs, which are offered, never made.
"""

from dataclasses import dataclass
from functools import cache

#: What the rounded shares of one group can add to, by number of categories (a single share adds to itself).
SUMS = {3: (99, 101), 4: (99, 102)}


@dataclass(frozen=True)
class Repair:
    """Changing this one number (by its place in the row) would make the row possible for everybody attending."""

    place: int
    percent: int


@dataclass(frozen=True)
class Check:
    row: tuple
    attending: int
    #: Every n up to the number attending for which some counts print as this row.
    possible_n: tuple
    #: The counts that do so when everybody attending answered.
    counts_at_full: tuple
    repairs: tuple

    @property
    def total(self):
        return sum(self.row)

    @property
    def is_possible(self):
        return bool(self.possible_n)

    @property
    def is_possible_at_full(self):
        return bool(self.counts_at_full)

    @property
    def may_be_charted(self):
        return self.is_possible

    def repairs_as_json(self):
        return [{"place": r.place, "printed": self.row[r.place], "percent": r.percent} for r in self.repairs]


def check_row(row, attending):
    """Check one printed row: one share, or the shares of 3 or 4 categories of one group.

    Raises ValueError for what is no printed row of anybody.
    """
    row = tuple(row)
    if len(row) not in (1, *SUMS) or attending < 1:
        raise ValueError("A printed row has one share, or three or four, and somebody attending.")
    possible = tuple(n for n in range(1, attending + 1) if can_print(row, n))
    repairs = () if possible else repairs_of(row, attending)
    return Check(row, attending, possible, tuple(counts_printing(row, attending)), repairs)


@cache
def interval(printed, n):
    """(lowest, highest) count of n that prints as this per cent; lowest above highest when there is none."""
    if not 0 <= printed <= 100:
        return (1, 0)
    lowest = max(0, -(-(2 * printed - 1) * n // 200))
    highest = min(n, ((2 * printed + 1) * n - 1) // 200)
    return (lowest, highest)


def can_print(row, n):
    """Do some counts that add to n print as this row? The ranges of the counts decide: they have no gaps."""
    ranges = [interval(printed, n) for printed in row]
    if any(lowest > highest for lowest, highest in ranges):
        return False
    return len(row) == 1 or sum(low for low, _ in ranges) <= n <= sum(high for _, high in ranges)


def counts_printing(row, n):
    """Every row of counts that prints so: adding to n, or any count for a single share."""
    ranges = [interval(printed, n) for printed in row]
    if len(row) == 1:
        return [(count,) for count in range(ranges[0][0], ranges[0][1] + 1)]
    found = [()]
    for lowest, highest in ranges[:-1]:
        found = [(*counts, count) for counts in found for count in range(lowest, highest + 1)]
    lowest, highest = ranges[-1]
    return [(*counts, n - sum(counts)) for counts in found if lowest <= n - sum(counts) <= highest]


def repairs_of(row, attending):
    return tuple(
        Repair(place, other)
        for place, printed in enumerate(row)
        for other in range(101)
        if other != printed and can_print((*row[:place], other, *row[place + 1 :]), attending)
    )
