"""Figures of a network whose totals are not exact (decision 18): shares, roughly at the ends, and never a count.

Above a cohort they stand in for the figures of arithmetic.py and answer to the same names. The number of answers
stays; every other count is None, and nothing here remembers it.
"""

from dataclasses import dataclass

from .figures import Agreement, BeforeAfter, Share, Source
from .small_groups import coarse_row, coarse_share

LEVELS = ("low", "medium", "high")
MOVES = ("moved_up", "same", "moved_down")


@dataclass(frozen=True)
class CoarseReceipt:
    """The slip behind a share: what was counted, out of how many, never how many it came to."""

    share: Share
    denominator: int
    rule: str
    source: Source
    numerator = None

    @property
    def percent(self) -> int:
        return self.share.percent


@dataclass(frozen=True)
class CoarseAgreement:
    """What people said, as a share."""

    code: str
    receipt: CoarseReceipt
    agreed = None

    @property
    def n(self) -> int:
        return self.receipt.denominator

    @property
    def percent(self) -> int:
        return self.receipt.percent

    def as_json(self) -> dict:
        return {"agreed": None, "n": self.n, "percent": self.percent, "relation": self.receipt.share.relation}


@dataclass(frozen=True)
class CoarseBeforeAfter:
    """Before and now, and who moved, as shares. There is no table of who moved where."""

    code: str
    before: tuple[CoarseReceipt, ...]
    after: tuple[CoarseReceipt, ...]
    moves: tuple[CoarseReceipt, ...]
    matrix = None

    @property
    def n_pairs(self) -> int:
        return self.moves[0].denominator

    def receipt(self, rule: str) -> CoarseReceipt:
        return self.moves[MOVES.index(rule)]

    def level_receipts(self, time: str) -> tuple[CoarseReceipt, ...]:
        return {"before": self.before, "after": self.after}[time]

    def as_json(self) -> dict:
        rows = {"before": (LEVELS, self.before), "after": (LEVELS, self.after), "moved": (MOVES, self.moves)}
        found = {"n_pairs": self.n_pairs, "before": dict.fromkeys(LEVELS), "after": dict.fromkeys(LEVELS), **dict.fromkeys(MOVES)}
        for name, (keys, slips) in rows.items():
            found[f"percent_{name}"] = dict(zip(keys, [slip.percent for slip in slips], strict=True))
            found[f"relation_{name}"] = dict(zip(keys, [slip.share.relation for slip in slips], strict=True))
        return found


#: What stands in the JSON beside the keys of an exact figure, where a figure is protected.
NO_RELATION = {"relation": None}
NO_RELATIONS = {
    **dict.fromkeys(["relation_before", "relation_after"], dict.fromkeys(LEVELS)),
    **dict.fromkeys(["percent_moved", "relation_moved"], dict.fromkeys(MOVES)),
}


def coarse(figure: Agreement | BeforeAfter) -> CoarseAgreement | CoarseBeforeAfter:
    """The same figure without its counts."""
    if isinstance(figure, Agreement):
        slip = figure.receipt
        return CoarseAgreement(figure.code, without_count(slip, coarse_share(slip.numerator, slip.denominator)))
    whole = [figure.level_receipts("before"), figure.level_receipts("after"), [figure.receipt(rule) for rule in MOVES]]
    return CoarseBeforeAfter(figure.code, *(coarse_slips(slips) for slips in whole))


def coarse_slips(slips) -> tuple[CoarseReceipt, ...]:
    """Slips of one whole, coarsened together: one of them must not add another up."""
    shares = coarse_row(tuple(slip.numerator for slip in slips))
    return tuple(without_count(slip, share) for slip, share in zip(slips, shares, strict=True))


def without_count(slip, share) -> CoarseReceipt:
    return CoarseReceipt(share, slip.denominator, slip.rule, slip.source)
