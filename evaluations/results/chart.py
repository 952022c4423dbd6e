"""Geometry of the before-and-now chart: two rows of three bars,
the medium bars centered under each other.

A number stands in its bar, or beside it where the bar is too narrow.
All lengths are in units of the SVG's viewBox.
"""

from dataclasses import dataclass, replace
from typing import Any

LEVELS = ["low", "medium", "high"]
BAR_HEIGHT = 46
#: From the lower edge of a narrow medium bar down to its number;
#: low and high have the space at its sides.
NUMBER_DROP = 17
#: Least distance between the centers of two level labels, so that they stay readable.
LABEL_DISTANCE = 70


@dataclass(frozen=True)
class Canvas:
    """`left`: where bars may begin. `tops`: upper edge of each row's bars.

    `label_y`: base line of each row's label.
    """

    name: str
    width: int
    left: int
    tops: tuple[int, int]
    label_y: tuple[int, int]
    height: int
    #: Space for a number beside the bars, and the narrowest bar that holds one.
    number_space: int = 44
    narrowest: int = 46

    @property
    def bars_width(self):
        return self.width - self.left - 2 * self.number_space


WIDE = Canvas("wide", 720, 78, (30, 86), (58, 114), 142)
NARROW = Canvas("narrow", 358, 0, (52, 138), (20, 128), 190)
#: What changes where a number stands under a row.
WITH_NUMBER_BELOW: dict[str, dict[str, Any]] = {
    "wide": {"tops": (30, 98), "label_y": (58, 126), "height": 174},
    "narrow": {"height": 210},
}
#: What changes where a number has a sign before it: at least, at most, about.
WITH_SIGNS: dict[str, Any] = {"number_space": 54, "narrowest": 56}


def chart_data(figure):
    """The layouts of a BeforeAfter or RoundedBeforeAfter for a wide page and for a phone.

    Each is {"canvas", "rows", "labels"}; a row is {"name", "y", "bars", "top"}.
    """
    rows = [("before", figure.level_receipts("before")), ("now", figure.level_receipts("after"))]
    has_signs = any(
        receipt.share.relation != "exactly" for _, receipts in rows for receipt in receipts
    )
    canvases = [replace(canvas, **WITH_SIGNS) if has_signs else canvas for canvas in (WIDE, NARROW)]
    return [chart_layout(rows, canvas) for canvas in canvases]


def bar_shares(receipts):
    """Three lengths that add to 100: in proportion to the counts, or to the shown percentages
    where counts are not.
    """
    lengths = [
        receipt.percent if receipt.numerator is None else receipt.numerator for receipt in receipts
    ]
    return [100 * length / sum(lengths) for length in lengths]


def chart_layout(rows, canvas):
    shares = [bar_shares(receipts) for _, receipts in rows]
    reach_left = max(low + medium / 2 for low, medium, _ in shares)
    reach_right = max(medium / 2 + high for _, medium, high in shares)
    scale = canvas.bars_width / (reach_left + reach_right)
    center = canvas.left + canvas.number_space + reach_left * scale
    if any(medium * scale < canvas.narrowest for _, medium, _ in shares):
        canvas = replace(canvas, **WITH_NUMBER_BELOW[canvas.name])
    laid_out = [
        row_layout(name, receipts, [share * scale for share in row_shares], canvas, index, center)
        for index, ((name, receipts), row_shares) in enumerate(zip(rows, shares, strict=True))
    ]
    return {"canvas": canvas, "rows": laid_out, "labels": level_labels(laid_out[0], canvas)}


def row_layout(name, receipts, widths, canvas, index, center):
    low, medium, _ = widths
    starts = [center - medium / 2 - low, center - medium / 2, center + medium / 2]
    top = canvas.tops[index]
    bars = [
        bar_layout(level, start, width, receipt.share, top, canvas.narrowest)
        for level, start, width, receipt in zip(LEVELS, starts, widths, receipts, strict=True)
    ]
    return {"name": name, "y": canvas.label_y[index], "bars": bars, "top": top}


def bar_layout(level, start, width, share, top, narrowest):
    """A bar narrower than its number has it outside: low to the left, high to the right,
    medium below.
    """
    fits = width >= narrowest
    anchor, x, y = "middle", start + width / 2, top + 29
    if not fits and level == "medium":
        y = top + BAR_HEIGHT + NUMBER_DROP
    if not fits and level != "medium":
        anchor, x = ("end", start - 6) if level == "low" else ("start", start + width + 6)
    return {
        "level": level,
        "x": round(start, 1),
        "width": round(width, 1),
        "top": top,
        "height": BAR_HEIGHT,
        "share": share,
        "fits": fits,
        "number_x": round(x, 1),
        "number_y": y,
        "anchor": anchor,
        "chip_x": round(x - narrowest / 2 + 3, 1),
        "chip_width": narrowest - 6,
        "hatch": hatch(start, width, top) if level == "low" else "",
    }


def level_labels(row, canvas):
    """Positions of "Low", "Medium" and "High" over the first row, apart from each other
    and inside the canvas.
    """
    y = row["top"] - 8
    low, medium, high = row["bars"]
    middle = max(medium["x"] + medium["width"] / 2, low["x"] + LABEL_DISTANCE)
    end = min(max(high["x"] + high["width"], middle + LABEL_DISTANCE), canvas.width)
    middle = min(middle, end - LABEL_DISTANCE)
    return [
        {
            "level": "low",
            "x": min(low["x"], round(middle - LABEL_DISTANCE, 1)),
            "y": y,
            "anchor": "start",
        },
        {"level": "medium", "x": round(middle, 1), "y": y, "anchor": "middle"},
        {"level": "high", "x": round(end, 1), "y": y, "anchor": "end"},
    ]


def hatch(left, width, top):
    """SVG path of slanted lines inside one bar, so that low can be told from medium
    without color.
    """
    right, bottom, step = left + width, top + BAR_HEIGHT, 7
    lines, start = [], left - BAR_HEIGHT + step
    while start < right:
        x1, y1 = (start, bottom) if start >= left else (left, bottom - (left - start))
        end = start + BAR_HEIGHT
        x2, y2 = (end, top) if end <= right else (right, top + (end - right))
        lines.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
        start += step
    return "".join(lines)
