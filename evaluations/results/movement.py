"""Who moved where between before and now, counted over the complete pairs of one question.

Counts are keyed as in figures.py. Nothing here knows of people, rows or the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Counts = Mapping[tuple[str, int | None, int | None], int]
Matrix = tuple[tuple[int, ...], ...]

LEVELS = (1, 2, 3)


@dataclass(frozen=True)
class Movement:
    """How many complete pairs rose, stayed or fell between before and now."""

    moved_up: int
    same: int
    moved_down: int
    high_before: int

    @property
    def n(self) -> int:
        return self.moved_up + self.same + self.moved_down

    @property
    def could_rise(self) -> int:
        """Those who were not High before: only they had a level to rise to."""
        return self.n - self.high_before


def matrix_of(counts: Counts, code: str) -> Matrix:
    """3 x 3 counts of complete pairs: one row for each level before,
    one column for each level now.
    """
    return tuple(tuple(counts.get((code, before, now), 0) for now in LEVELS) for before in LEVELS)


def movement_of(matrix: Matrix) -> Movement:
    cells = [
        (now - before, count) for before, row in enumerate(matrix) for now, count in enumerate(row)
    ]
    return Movement(
        moved_up=sum(count for step, count in cells if step > 0),
        same=sum(count for step, count in cells if step == 0),
        moved_down=sum(count for step, count in cells if step < 0),
        high_before=sum(matrix[-1]),
    )
