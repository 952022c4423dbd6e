"""A small exact solver: which values can a hidden count have, given every sum
that somebody may read?

Unknowns are whole numbers between bounds; what is read says that some of them add up to between two
numbers. Bounds are narrowed until nothing moves, then values are tried one after the other.
"""

from dataclasses import dataclass, field

MANY = 10**6


class Impossible(Exception):
    """No whole numbers fit what was read."""


@dataclass
class System:
    bounds: dict = field(default_factory=dict)
    sums: list = field(default_factory=list)

    def unknown(self, name, lowest=0, highest=MANY):
        self.bounds[name] = (lowest, highest)
        return name

    def add_up(self, names, lowest, highest):
        self.sums.append((tuple(names), lowest, highest))

    def solved(self):
        """The same system, narrowed as far as single unknowns go, without what is certain."""
        bounds = narrowed(self.bounds, self.sums)
        return System(bounds, list({without_certain(one, bounds) for one in self.sums}))

    def possible_values(self, names, *, enough):
        """Up to `enough` different values that the sum of these unknowns can have."""
        try:
            easy = self.solved()
        except Impossible:
            return set()
        return easy.values_of(tuple(names), enough)

    def values_of(self, names, enough):
        touched = self.touching(names)
        lowest, highest = (sum(self.bounds[name][end] for name in names) for end in (0, 1))
        found = set()
        for value in range(lowest, min(highest, lowest + MANY) + 1):
            if len(found) >= enough:
                break
            if is_possible(self.bounds, [*touched, (names, value, value)]):
                found.add(value)
        return found

    def touching(self, names):
        """The sums that have to do with these unknowns, directly or through others."""
        reached, left, found = set(names), [one for one in self.sums if one[0]], []
        while near := [one for one in left if reached & set(one[0])]:
            found += near
            left = [one for one in left if one not in near]
            reached.update(name for one in near for name in one[0])
        return found


def without_certain(one, bounds):
    names, least, most = one
    open_ones = tuple(name for name in names if bounds[name][0] < bounds[name][1])
    certain = sum(bounds[name][0] for name in names if bounds[name][0] == bounds[name][1])
    return open_ones, least - certain, most - certain


def is_possible(bounds, sums):
    try:
        bounds = narrowed(bounds, sums)
    except Impossible:
        return False
    bound = {name for names, _, _ in sums for name in names}
    open_ones = [name for name in bound if bounds[name][0] < bounds[name][1]]
    if not open_ones:
        return True
    name = min(open_ones, key=lambda name: (bounds[name][1] - bounds[name][0], str(name)))
    lowest, highest = bounds[name]
    return any(
        is_possible(bounds | {name: (value, value)}, sums) for value in range(lowest, highest + 1)
    )


def narrowed(bounds, sums):
    """Bounds that follow from the sums, one unknown at a time, until nothing moves."""
    bounds, moved = dict(bounds), True
    while moved:
        moved = False
        for names, least, most in sums:
            low = sum(bounds[name][0] for name in names)
            high = sum(bounds[name][1] for name in names)
            for name in names:
                lowest, highest = bounds[name]
                new = (max(lowest, least - (high - highest)), min(highest, most - (low - lowest)))
                if new[0] > new[1]:
                    raise Impossible
                if new != (lowest, highest):
                    bounds[name], moved = new, True
                    low, high = low + new[0] - lowest, high + new[1] - highest
    return bounds
