"""Coordinates for the SVG drawings: the meeting strip, the strip at the head of a printed page,
the day's timeline.

Meetings (with `state`: open, opening or shut; `word` or `name`) and blocks (with
`minutes`, `family`, `word`, `short`) may be objects or dicts. All lengths are in units
of the drawing's view box.
"""

#: Width of the timeline on a wide page and on a phone.
WIDE_WIDTH, NARROW_WIDTH = 1136, 358

#: Family of a block: stroke, fill. Each also has a pattern (foot_pattern),
#: for copies in black and white.
FAMILY_COLORS = {
    "gather": ("#3d4a5c", "#e6e9ee"),
    "move": ("#a8470b", "#fbe9df"),
    "listen": ("#1f4f86", "#e3ecf7"),
    "talk": ("#0f6a5f", "#dcefec"),
    "write": ("#6b3a78", "#f1e7f4"),
    "rest": ("#6b675a", "#fbf9f4"),
    "measure": ("#8e2a4b", "#f8e4ea"),
}


#: Families whose pattern is of bands: top and bottom of each.
BANDS = {"gather": [(37, 40), (44, 47)], "talk": [(37, 47)], "measure": [(37, 42)]}


def get(thing, name, default=""):
    return thing.get(name, default) if isinstance(thing, dict) else getattr(thing, name, default)


def items_per_row(count):
    """Up to seven meetings stand in one row, more in two."""
    return count if count <= 7 else -(-count // 2)


def seat_dots(seats):
    """One decorative dot a seat, in groups of one to three: [{"x", "y", "paint"}],
    the same for the same number.
    """
    groups = group_sizes(seats)
    step = 1060 / max(len(groups), 1)
    steps = ((0, 0), (15, 7), (3, 17))
    people = []
    for place, size in enumerate(groups):
        x, y = 46 + place * step, (34, 56, 28, 50)[place % 4]
        for number, (dx, dy) in enumerate(steps[:size]):
            people.append({"x": round(x + dx), "y": round(y + dy), "paint": (place + number) % 2})
    return people


def opening_light_offset(meetings):
    """The x of the light under the first meeting that is opening, on a strip 1120 wide;
    None without one.
    """
    places = [place for place, meeting in enumerate(meetings) if get(meeting, "state") == "opening"]
    return round(places[0] * 1120 / len(meetings)) if places else None


def group_sizes(seats):
    """Sizes of groups, one to three each, that add up to the number of seats."""
    sizes: list[int] = []
    pattern = (2, 1, 3, 2, 2, 3, 2)
    while seats > 0:
        sizes.append(min(pattern[len(sizes) % len(pattern)], seats))
        seats -= sizes[-1]
    return sizes


def print_strip(meetings):
    """The strip at the head of a printed page: for each meeting the coordinates of its door,
    1000 wide in all.
    """
    step = 1000 / max(len(meetings), 1)
    doors = []
    for number, meeting in enumerate(meetings):
        left = round(14 + number * step, 1)
        wall_to = round(left + step, 1) if number < len(meetings) - 1 else 1000
        doors.append(place_on_strip(meeting, left, wall_to))
    return doors


def place_on_strip(meeting, left, wall_to):
    return {
        "state": get(meeting, "state", "shut"),
        "word": get(meeting, "word") or get(meeting, "name"),
        "left": left,
        "right": left + 34,
        "leaf": left + 24,
        "text": left + 42,
        "wall_to": wall_to,
    }


def day_timeline(blocks, *, planned, clock):
    """The blocks of a day in proportion, once wide and once narrow.

    planned: minutes in all, 0 if unknown. clock: minutes since the start, or None.
    """
    total = sum(get(block, "minutes", 0) for block in blocks)
    over = max(total - planned, 0) if planned else 0
    span, end = max(total, planned, 1), planned if over else None
    widths = (WIDE_WIDTH, NARROW_WIDTH)
    drawings = [timeline(blocks, width, span, end, clock) for width in widths]
    return {"drawings": drawings, "blocks": len(blocks), "total": total, "over": over}


def timeline(blocks, width, span, planned, clock):
    """One drawing of the day. span: minutes over the whole width; planned: where the overrun
    begins, or None.
    """
    scale, wide = (width - 2) / span, width == WIDE_WIDTH
    total = sum(get(block, "minutes", 0) for block in blocks)
    return {
        "width": width,
        "wide": wide,
        "blocks": placed_blocks(blocks, scale, big=wide),
        "over_from": None if planned is None else round(1 + planned * scale, 1),
        "over_width": None if planned is None else round((total - planned) * scale, 1),
        "clock": None if clock is None else round(1 + min(clock, span) * scale, 1),
    }


def placed_blocks(blocks, scale, *, big):
    placed, minute = [], 0
    for block in blocks:
        minutes = get(block, "minutes", 0)
        placed.append(placed_block(block, x=1 + minute * scale, width=minutes * scale, big=big))
        minute += minutes
    return placed


def placed_block(block, *, x, width, big):
    family = get(block, "family", "rest")
    paint, tint = FAMILY_COLORS.get(family, FAMILY_COLORS["rest"])
    letter = 8 if big else 6.4
    word = next((w for w in label_candidates(block) if len(w) * letter + 10 <= width), "")
    minutes = get(block, "minutes", 0)
    return {
        "x": round(x, 1),
        "width": round(width, 1),
        "text_x": round(x + 5, 1),
        "paint": paint,
        "tint": tint,
        "word": word,
        "minutes": minutes if width >= (24 if big else 26) else "",
        "pattern": foot_pattern(family, x, width),
    }


def label_candidates(block):
    """Labels to try, the longest first: the whole one, then its first word."""
    word = str(get(block, "short") or get(block, "word"))
    return [word, word.split(" ")[0]] if word else []


def foot_pattern(family, x, width):
    """The pattern along the foot of a block, between y 37 and 47:
    {"path": SVG path data, "filled": bool}.
    """
    right = x + width
    bands = [filled_band(x, right, top, bottom) for top, bottom in BANDS.get(family, [])]
    return {"path": "".join(bands or foot_lines(family, x, right)), "filled": bool(bands)}


def foot_lines(family, left, right):
    """SVG path data of each line in the pattern of a family that has no bands."""
    if family == "listen":
        return [f"M{left:.1f} {y}H{right:.1f}" for y in (39, 42, 45)]
    if family == "write":
        return [f"M{place:.1f} 37V47" for place in frange(4, left + 2, right)]
    if family == "move":
        return [slanted_line(place, left, right) for place in frange(5, left + 5, right + 10)]
    return []


def frange(step, start, stop):
    while start < stop:
        yield start
        start += step


def filled_band(left, right, top, bottom):
    return f"M{left:.1f} {top}H{right:.1f}V{bottom}H{left:.1f}z"


def slanted_line(top, left, right):
    """SVG path data of a line from (top, 37) down to the left, cut off at the sides
    of its block.
    """
    x1, y1 = (top, 37) if top <= right else (right, 37 + top - right)
    x2, y2 = (top - 10, 47) if top - 10 >= left else (left, 37 + top - left)
    return f"M{x2:.1f} {y2:.1f}L{x1:.1f} {y1:.1f}"
