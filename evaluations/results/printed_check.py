"""Can a printed row of per cents be true? (decision 19)

A row is possible if some whole numbers of some n, up to the number attending, round to it, half up.
An impossible row is refused with its sum and the one-number repairs; it is never repaired.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .figures import percent

#: What whole per cents rounded half up can add to, by the number of categories.
SUMS = {1: (0, 100), 3: (99, 101), 4: (99, 102)}
#: More attainable counts than a reader can use.
MOST_COUNTS = 50


@dataclass(frozen=True)
class Repair:
    """One number of the row changed so that the row becomes possible at the full number attending."""

    place: int
    printed: int
    percent: int


@dataclass(frozen=True)
class RowCheck:
    percents: tuple[int, ...]
    attending: int
    possible_n: tuple[int, ...]
    counts_at_full: tuple[tuple[int, ...], ...]
    repairs: tuple[Repair, ...]

    @property
    def is_possible(self) -> bool:
        return bool(self.possible_n)

    @property
    def is_possible_at_full(self) -> bool:
        return bool(self.counts_at_full)

    @property
    def total(self) -> int:
        return sum(self.percents)

    @property
    def may_be_charted(self) -> bool:
        return self.is_possible

    def repairs_as_json(self) -> list[dict]:
        return [{"place": repair.place, "printed": repair.printed, "percent": repair.percent} for repair in self.repairs]


def check_row(percents: Sequence[int], attending: int) -> RowCheck:
    """`percents` is a whole row of three or four categories, or one share alone."""
    row = tuple(percents)
    if len(row) not in SUMS:
        raise ValueError("A printed row has one, three or four numbers")
    if attending < 1:
        raise ValueError("A printed row needs the number attending")
    possible = tuple(n for n in range(1, attending + 1) if fits(row, n))
    return RowCheck(
        percents=row,
        attending=attending,
        possible_n=possible,
        counts_at_full=tuple(counts_of(row, attending)),
        repairs=() if possible else tuple(repairs_of(row, attending)),
    )


def interval(printed: int, n: int) -> tuple[int, int]:
    """The counts of n that round half up to the printed per cent, from and to; empty when from > to.

    100k/n rounds to p when p - 1/2 <= 100k/n < p + 1/2.
    """
    return max(0, ceiling(n * (2 * printed - 1), 200)), min(n, ceiling(n * (2 * printed + 1), 200) - 1)


def ceiling(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)


def fits(row: tuple[int, ...], n: int) -> bool:
    intervals = [interval(printed, n) for printed in row]
    if any(lowest > highest for lowest, highest in intervals):
        return False
    if len(row) == 1:
        return True
    return sum(lowest for lowest, _ in intervals) <= n <= sum(highest for _, highest in intervals)


def counts_of(row: tuple[int, ...], n: int) -> Iterator[tuple[int, ...]]:
    """The counts of exactly n that round to the row, the first fifty at most."""
    found = splits([interval(printed, n) for printed in row], n) if len(row) > 1 else singles(row[0], n)
    return (counts for counts, _ in zip(found, range(MOST_COUNTS)))


def singles(printed: int, n: int) -> Iterator[tuple[int]]:
    lowest, highest = interval(printed, n)
    return ((count,) for count in range(lowest, highest + 1))


def splits(intervals: list[tuple[int, int]], left: int) -> Iterator[tuple[int, ...]]:
    (lowest, highest), *others = intervals
    if not others:
        if lowest <= left <= highest:
            yield (left,)
        return
    least = sum(low for low, _ in others)
    most = sum(high for _, high in others)
    for count in range(max(lowest, left - most), min(highest, left - least) + 1):
        yield from ((count, *rest) for rest in splits(others, left - count))


def repairs_of(row: tuple[int, ...], n: int) -> Iterator[Repair]:
    """Each number in turn: what it must be when the others stand. One share alone has nothing to stand on."""
    for place, printed in enumerate(row) if len(row) > 1 else ():
        others = [interval(other, n) for at, other in enumerate(row) if at != place]
        if any(lowest > highest for lowest, highest in others):
            continue
        least = max(0, n - sum(highest for _, highest in others))
        most = n - sum(lowest for lowest, _ in others)
        wanted = {percent(count, n) for count in range(least, most + 1)}
        yield from (Repair(place, printed, value) for value in sorted(wanted))
