"""Geometry of the drawings that repeat: the hall, the wall strip of a printed page, the strip of the day."""

WIDE, NARROW = 1136, 358

# Family: paint, tint. The pattern along the foot of a block is drawn by foot_pattern, so a copier keeps it.
PAINT = {
    "gather": ("#3d4a5c", "#e6e9ee"),
    "move": ("#a8470b", "#fbe9df"),
    "listen": ("#1f4f86", "#e3ecf7"),
    "talk": ("#0f6a5f", "#dcefec"),
    "write": ("#6b3a78", "#f1e7f4"),
    "rest": ("#6b675a", "#fbf9f4"),
    "measure": ("#8e2a4b", "#f8e4ea"),
}


def of(thing, name, default=""):
    """Rooms and blocks come as objects or as dicts."""
    return thing.get(name, default) if isinstance(thing, dict) else getattr(thing, name, default)


def doors_in_a_row(rooms):
    return rooms if rooms <= 7 else -(-rooms // 2)


def people_on_the_floor(seats):
    """As many dots as seats, talking in twos and threes, always in the same places."""
    groups = group_sizes(seats)
    step = 1060 / max(len(groups), 1)
    steps = ((0, 0), (15, 7), (3, 17))
    people = []
    for place, size in enumerate(groups):
        x, y = 46 + place * step, (34, 56, 28, 50)[place % 4]
        for number, (dx, dy) in enumerate(steps[:size]):
            people.append({"x": round(x + dx), "y": round(y + dy), "paint": (place + number) % 2})
    return people


def light_on_the_floor(rooms):
    """How far along the floor the light of the opening door falls; nothing when no door is opening."""
    places = [place for place, room in enumerate(rooms) if of(room, "state") == "opening"]
    return round(places[0] * 1120 / len(rooms)) if places else None


def group_sizes(seats):
    sizes, pattern = [], (2, 1, 3, 2, 2, 3, 2)
    while seats > 0:
        sizes.append(min(pattern[len(sizes) % len(pattern)], seats))
        seats -= sizes[-1]
    return sizes


def doors_along_a_wall(rooms):
    """The strip at the head of a printed page: one door a meeting over 1000 units."""
    step = 1000 / max(len(rooms), 1)
    doors = []
    for number, room in enumerate(rooms):
        left = round(14 + number * step, 1)
        doors.append(
            {
                "state": of(room, "state", "shut"),
                "word": of(room, "word") or of(room, "name"),
                "left": left,
                "right": left + 34,
                "leaf": left + 24,
                "text": left + 42,
                "wall_to": round(left + step, 1) if number < len(rooms) - 1 else 1000,
            }
        )
    return doors


def day_strip(blocks, *, planned, clock):
    total = sum(of(block, "minutes", 0) for block in blocks)
    over = max(total - planned, 0) if planned else 0
    span = max(total, planned, 1)
    return {
        "drawings": [drawing(blocks, width, span, planned if over else None, clock) for width in (WIDE, NARROW)],
        "blocks": len(blocks),
        "total": total,
        "over": over,
    }


def drawing(blocks, width, span, planned, clock):
    scale = (width - 2) / span
    placed, minute = [], 0
    for block in blocks:
        minutes = of(block, "minutes", 0)
        placed.append(placed_block(block, x=1 + minute * scale, width=minutes * scale, big=width == WIDE))
        minute += minutes
    over_from = None if planned is None else round(1 + planned * scale, 1)
    return {
        "width": width,
        "wide": width == WIDE,
        "blocks": placed,
        "over_from": over_from,
        "over_width": None if planned is None else round((minute - planned) * scale, 1),
        "clock": None if clock is None else round(1 + min(clock, span) * scale, 1),
    }


def placed_block(block, *, x, width, big):
    family = of(block, "family", "rest")
    paint, tint = PAINT.get(family, PAINT["rest"])
    letter = 8 if big else 6.4
    word = next((w for w in candidate_words(block) if len(w) * letter + 10 <= width), "")
    minutes = of(block, "minutes", 0)
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


def candidate_words(block):
    """The whole word if it fits, else its first word."""
    word = str(of(block, "short") or of(block, "word"))
    return [word, word.split(" ")[0]] if word else []


def foot_pattern(family, x, width):
    """Path and whether it is filled, between y 37 and 47."""
    right = x + width
    if family == "gather":
        return {"path": band(x, right, 37, 40) + band(x, right, 44, 47), "filled": True}
    if family == "talk":
        return {"path": band(x, right, 37, 47), "filled": True}
    if family == "measure":
        return {"path": band(x, right, 37, 42), "filled": True}
    if family == "listen":
        return {"path": "".join(f"M{x:.1f} {y}H{right:.1f}" for y in (39, 42, 45)), "filled": False}
    if family == "write":
        return {"path": "".join(f"M{place:.1f} 37V47" for place in every(4, x + 2, right)), "filled": False}
    if family == "move":
        return {"path": "".join(slant(place, x, right) for place in every(5, x + 5, right + 10)), "filled": False}
    return {"path": "", "filled": False}


def every(step, start, stop):
    while start < stop:
        yield start
        start += step


def band(left, right, top, bottom):
    return f"M{left:.1f} {top}H{right:.1f}V{bottom}H{left:.1f}z"


def slant(top, left, right):
    """One slanted line from the upper edge down to the left, cut at the sides of its block."""
    x1, y1 = (top, 37) if top <= right else (right, 37 + top - right)
    x2, y2 = (top - 10, 47) if top - 10 >= left else (left, 37 + top - left)
    return f"M{x2:.1f} {y2:.1f}L{x1:.1f} {y1:.1f}"
