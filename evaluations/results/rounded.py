"""Figures for readers above a cohort in a network with `exact_totals=False`:
percentages without counts.

Percentages are top- and bottom-coded: very small and very large ones are shown as "at most" or
"at least" a limit that depends on the number of answers. That number stays; every other count is
None and is stored nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .figures import Agreement, BeforeAfter, Receipt, Share, percent_of_some

LEVELS = ("low", "medium", "high")
MOVES = ("moved_up", "same", "moved_down")
#: (answers from which the row applies, lowest percentage shown, highest percentage
#: shown). Usual practice in education statistics, because an extreme share says something
#: about everybody in the group.
LIMITS = [(300, 1, 99), (100, 2, 98), (40, 5, 95), (20, 10, 90), (0, 20, 80)]


def rounded_share(count: int, n: int) -> Share:
    """The share of `count` in `n` answers, top- and bottom-coded. Raises ValueError for n < 1."""
    if n < 1:
        raise ValueError("A share needs at least one answer.")
    _, lowest, highest = next(limits for limits in LIMITS if n >= limits[0])
    value = percent_of_some(count, n)
    if value <= lowest:
        return Share(lowest, "at_most")
    return Share(highest, "at_least") if value >= highest else Share(value)


def rounded_row(counts: Sequence[int]) -> tuple[Share, ...]:
    """The shares of all categories of one whole.

    If one is at a limit, the others are rounded to the nearest five,
    or their sum would give it away.
    """
    n = sum(counts)
    shares = tuple(rounded_share(count, n) for count in counts)
    if all(share.relation == "exactly" for share in shares):
        return shares
    return tuple(
        about(share.percent or 0) if share.relation == "exactly" else share for share in shares
    )


def about(value: int) -> Share:
    """To the nearest five, never 0 or 100, which would say more than the limits do."""
    return Share(min(max(5 * ((value + 2) // 5), 5), 95), "about")


@dataclass(frozen=True)
class RoundedBeforeAfter:
    """The shares of a BeforeAfter, with the same names. There is no matrix of who moved where."""

    code: str
    before: tuple[Receipt, ...]
    after: tuple[Receipt, ...]
    moves: tuple[Receipt, ...]
    matrix = None

    @property
    def n_pairs(self) -> int:
        return self.moves[0].denominator

    def receipt(self, rule: str) -> Receipt:
        """`rule`: "moved_up", "same" or "moved_down"."""
        return self.moves[MOVES.index(rule)]

    def level_receipts(self, time: str) -> tuple[Receipt, ...]:
        return {"before": self.before, "after": self.after}[time]

    def as_json(self) -> dict:
        rows = {
            "before": (LEVELS, self.before),
            "after": (LEVELS, self.after),
            "moved": (MOVES, self.moves),
        }
        found = {
            "n_pairs": self.n_pairs,
            "before": dict.fromkeys(LEVELS),
            "after": dict.fromkeys(LEVELS),
            **dict.fromkeys(MOVES),
        }
        for name, (keys, receipts) in rows.items():
            found[f"percent_{name}"] = {
                key: receipt.percent for key, receipt in zip(keys, receipts, strict=True)
            }
            found[f"relation_{name}"] = {
                key: receipt.share.relation for key, receipt in zip(keys, receipts, strict=True)
            }
        return found


#: JSON keys that a rounded figure has beside those of an exact one,
#: as they stand where the figure is hidden.
HIDDEN_AGREEMENT_KEYS = {"relation": None}
HIDDEN_BEFORE_AFTER_KEYS = {
    **dict.fromkeys(["relation_before", "relation_after"], dict.fromkeys(LEVELS)),
    **dict.fromkeys(["percent_moved", "relation_moved"], dict.fromkeys(MOVES)),
}


def round_figure(figure: Agreement | BeforeAfter) -> Agreement | RoundedBeforeAfter:
    """The same figure without its counts."""
    if isinstance(figure, Agreement):
        receipt = figure.receipt
        share = rounded_share(receipt.numerator or 0, receipt.denominator)
        return Agreement(figure.code, without_count(receipt, share))
    moves = [figure.receipt(rule) for rule in MOVES]
    wholes = [figure.level_receipts("before"), figure.level_receipts("after"), moves]
    return RoundedBeforeAfter(figure.code, *(rounded_receipts(receipts) for receipts in wholes))


def rounded_receipts(receipts: Sequence[Receipt]) -> tuple[Receipt, ...]:
    """Receipts of all categories of one whole, rounded together."""
    shares = rounded_row([receipt.numerator or 0 for receipt in receipts])
    return tuple(
        without_count(receipt, share) for receipt, share in zip(receipts, shares, strict=True)
    )


def without_count(receipt: Receipt, share: Share) -> Receipt:
    return replace(receipt, share=share, numerator=None)
