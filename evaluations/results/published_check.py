"""Whether a printed row of percentages can be true.

A row is possible if the whole counts of some n, from 1 to the number attending, round to it, half
up. An impossible row is reported with its sum and the changes of one number that would make it
possible. It is never changed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .figures import percent_of_some

#: Least and greatest sum of whole percentages rounded half up, by the number of categories.
SUMS = {1: (0, 100), 3: (99, 101), 4: (99, 102)}
#: Most combinations of counts that are listed for a row.
MOST_COUNTS = 50


@dataclass(frozen=True)
class Correction:
    """One number of the row changed so that the row becomes possible for the full number attending.

    `place`: index of the number in the row.
    """

    place: int
    printed: int
    percent: int


@dataclass(frozen=True)
class RowCheck:
    """`possible_n`: the group sizes that can round to the row.

    `counts_at_full`: the counts of the full number attending that round to it.
    """

    percents: tuple[int, ...]
    attending: int
    possible_n: tuple[int, ...]
    counts_at_full: tuple[tuple[int, ...], ...]
    corrections: tuple[Correction, ...]

    @property
    def is_possible(self) -> bool:
        return bool(self.possible_n)

    @property
    def total(self) -> int:
        return sum(self.percents)

    def corrections_as_json(self) -> list[dict]:
        return [
            {"place": one.place, "printed": one.printed, "percent": one.percent}
            for one in self.corrections
        ]


def check_row(percents: Sequence[int], attending: int) -> RowCheck:
    """`percents`: a whole row of three or four categories, or one share alone.

    Raises ValueError for anything else.
    """
    row = tuple(percents)
    if len(row) not in SUMS:
        raise ValueError("A printed row has one, three or four numbers")
    if attending < 1:
        raise ValueError("A printed row needs the number attending")
    possible = tuple(n for n in range(1, attending + 1) if fits(row, n))
    counts = tuple(counts_of(row, attending))
    corrections = () if possible else tuple(corrections_of(row, attending))
    return RowCheck(row, attending, possible, counts, corrections)


def interval(printed: int, n: int) -> tuple[int, int]:
    """Least and greatest count of n that rounds half up to the printed percentage;
    empty if least > greatest.

    100k/n rounds to p when p - 1/2 <= 100k/n < p + 1/2.
    """
    return max(0, ceiling(n * (2 * printed - 1), 200)), min(
        n, ceiling(n * (2 * printed + 1), 200) - 1
    )


def ceiling(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)


def fits(row: tuple[int, ...], n: int) -> bool:
    """Whether some counts of n round to the row."""
    intervals = [interval(printed, n) for printed in row]
    if any(lowest > highest for lowest, highest in intervals):
        return False
    if len(row) == 1:
        return True
    return sum(lowest for lowest, _ in intervals) <= n <= sum(highest for _, highest in intervals)


def counts_of(row: tuple[int, ...], n: int) -> Iterator[tuple[int, ...]]:
    """The combinations of counts of exactly n that round to the row, at most MOST_COUNTS."""
    found = (
        splits([interval(printed, n) for printed in row], n) if len(row) > 1 else singles(row[0], n)
    )
    return islice(found, MOST_COUNTS)


def singles(printed: int, n: int) -> Iterator[tuple[int, ...]]:
    lowest, highest = interval(printed, n)
    return ((count,) for count in range(lowest, highest + 1))


def splits(intervals: list[tuple[int, int]], left: int) -> Iterator[tuple[int, ...]]:
    """Every way to write `left` as a sum of one count out of each interval."""
    (lowest, highest), *others = intervals
    if not others:
        if lowest <= left <= highest:
            yield (left,)
        return
    least = sum(low for low, _ in others)
    most = sum(high for _, high in others)
    for count in range(max(lowest, left - most), min(highest, left - least) + 1):
        yield from ((count, *rest) for rest in splits(others, left - count))


def corrections_of(row: tuple[int, ...], n: int) -> Iterator[Correction]:
    """For each number, the values that would make the row possible if the others are right.

    A share alone has no correction, because nothing else says what it should be.
    """
    for place, printed in enumerate(row) if len(row) > 1 else ():
        others = [interval(other, n) for at, other in enumerate(row) if at != place]
        if any(lowest > highest for lowest, highest in others):
            continue
        least = max(0, n - sum(highest for _, highest in others))
        most = n - sum(lowest for lowest, _ in others)
        wanted = {percent_of_some(count, n) for count in range(least, most + 1)}
        yield from (Correction(place, printed, value) for value in sorted(wanted))
