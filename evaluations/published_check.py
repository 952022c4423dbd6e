"""Could a printed row of whole per cents be true? (decision 19)

Accepted if some counts of some n, up to the number attending, round to it (half up). Otherwise refused with
its sum and the one-number repairs. Three rounded shares of one group reach 99 to 101, four 98 to 102.
"""

from dataclasses import dataclass
from functools import cache

from .arithmetic import half_up


@dataclass(frozen=True)
class Check:
    percents: tuple
    attending: int
    total: int
    is_possible: bool
    #: Repairs as (place, per cent): the row becomes possible for everybody attending if only this one changes.
    repairs: tuple = ()


@cache
def counts_for(percent, n):
    """Every count of n that prints as this per cent."""
    return tuple(count for count in range(max(0, percent * n // 100 - 2), min(n, percent * n // 100 + 3) + 1) if half_up(count, n) == percent)


def attainable(percents, n):
    """Every row of counts that adds to n and prints as these per cents; for one share, every count."""
    if len(percents) == 1:
        return [(count,) for count in counts_for(percents[0], n)]
    rows = [()]
    for percent in percents[:-1]:
        rows = [(*row, count) for row in rows for count in counts_for(percent, n)]
    last = set(counts_for(percents[-1], n))
    return [(*row, n - sum(row)) for row in rows if n - sum(row) in last]


def check(percents, attending):
    """Check one printed row: per cents of one group, or a single share."""
    percents = tuple(percents)
    total = sum(percents)
    sane = all(0 <= percent <= 100 for percent in percents)
    if sane and any(attainable(percents, n) for n in range(attending, 0, -1)):
        return Check(percents, attending, total, True)
    return Check(percents, attending, total, False, repairs_of(percents, attending))


def repairs_of(percents, attending):
    found = []
    for place in range(len(percents)):
        for other in range(101):
            row = (*percents[:place], other, *percents[place + 1 :])
            if other != percents[place] and attainable(row, attending):
                found.append((place, other))
    return tuple(found)
