"""Geometry of the before-and-now chart: two rows, Medium centered, numbers in the bars or beside narrow ones."""

from dataclasses import dataclass, replace

LEVELS = ["low", "medium", "high"]
ROW = 46
#: Where the number of a narrow Medium stands: under its bar, since Low and High take the room beside it.
BELOW = 17
#: Between the middles of the words over the bars, so that they stay readable.
APART = 70


@dataclass(frozen=True)
class Canvas:
    """Where rows begin and end across, and down; on the narrow one the row's word stands above it."""

    name: str
    width: int
    left: int
    tops: tuple
    words_y: tuple
    height: int
    #: Room for a number beside the bars, and the narrowest bar that holds one.
    beside: int = 44
    smallest: int = 46

    @property
    def room(self):
        return self.width - self.left - 2 * self.beside


WIDE = Canvas("wide", 720, 78, (30, 86), (58, 114), 142)
NARROW = Canvas("narrow", 358, 0, (52, 138), (20, 128), 190)
#: What changes where a number stands under a row.
ROOMY = {
    "wide": {"tops": (30, 98), "words_y": (58, 126), "height": 174},
    "narrow": {"height": 210},
}
#: What changes where a number has a sign before it: at least, at most, about.
SIGNED = {"beside": 54, "smallest": 56}


def drawings_of(figure):
    """The chart for a wide page and for a phone: rows of bars with everything a template needs."""
    rows = [("before", figure.level_receipts("before")), ("now", figure.level_receipts("after"))]
    is_signed = any(slip.share.relation != "exactly" for _, slips in rows for slip in slips)
    return [drawing(rows, replace(canvas, **SIGNED) if is_signed else canvas) for canvas in (WIDE, NARROW)]


def lengths_of(slips):
    """In proportion to the counts; to the printed shares where no count may be read off a bar."""
    parts = [slip.percent if slip.numerator is None else slip.numerator for slip in slips]
    return [100 * part / sum(parts) for part in parts]


def drawing(rows, canvas):
    shares = [lengths_of(slips) for _, slips in rows]
    reach_left = max(low + medium / 2 for low, medium, _ in shares)
    reach_right = max(medium / 2 + high for _, medium, high in shares)
    scale = canvas.room / (reach_left + reach_right)
    center = canvas.left + canvas.beside + reach_left * scale
    if any(medium * scale < canvas.smallest for _, medium, _ in shares):
        canvas = replace(canvas, **ROOMY[canvas.name])
    drawn = [
        row_of(name, slips, share, canvas, place, scale, center) for place, ((name, slips), share) in enumerate(zip(rows, shares, strict=True))
    ]
    return {"canvas": canvas, "rows": drawn, "words": words_over(drawn[0], canvas)}


def row_of(name, slips, share, canvas, place, scale, center):
    low, medium, high = (part * scale for part in share)
    starts = [center - medium / 2 - low, center - medium / 2, center + medium / 2]
    top = canvas.tops[place]
    bars = [
        bar_of(level, start, width, slip.share, top, canvas.smallest)
        for level, start, width, slip in zip(LEVELS, starts, (low, medium, high), slips, strict=True)
    ]
    return {"name": name, "y": canvas.words_y[place], "bars": bars, "top": top}


def bar_of(level, start, width, share, top, smallest):
    """A bar narrower than its number carries it outside: Low to the left, High to the right, Medium under it."""
    fits = width >= smallest
    anchor, x, y = "middle", start + width / 2, top + 29
    if not fits and level == "medium":
        y = top + ROW + BELOW
    if not fits and level != "medium":
        anchor, x = ("end", start - 6) if level == "low" else ("start", start + width + 6)
    return {
        "level": level,
        "x": round(start, 1),
        "width": round(width, 1),
        "top": top,
        "height": ROW,
        "share": share,
        "fits": fits,
        "number_x": round(x, 1),
        "number_y": y,
        "anchor": anchor,
        "chip_x": round(x - smallest / 2 + 3, 1),
        "chip_width": smallest - 6,
        "hatch": hatch(start, width, top) if level == "low" else "",
    }


def words_over(row, canvas):
    """Low, Medium and High over the first row, kept apart from each other and inside the drawing."""
    y = row["top"] - 8
    low, medium, high = row["bars"]
    middle = max(medium["x"] + medium["width"] / 2, low["x"] + APART)
    end = min(max(high["x"] + high["width"], middle + APART), canvas.width)
    middle = min(middle, end - APART)
    return [
        {"level": "low", "x": min(low["x"], round(middle - APART, 1)), "y": y, "anchor": "start"},
        {"level": "medium", "x": round(middle, 1), "y": y, "anchor": "middle"},
        {"level": "high", "x": round(end, 1), "y": y, "anchor": "end"},
    ]


def hatch(left, width, top):
    """Slanted lines inside one bar, cut at its edges: Low stays Low on a gray copy."""
    right, bottom, step = left + width, top + ROW, 7
    lines, start = [], left - ROW + step
    while start < right:
        x1, y1 = (start, bottom) if start >= left else (left, bottom - (left - start))
        x2, y2 = (start + ROW, top) if start + ROW <= right else (right, top + (start + ROW - right))
        lines.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
        start += step
    return "".join(lines)
