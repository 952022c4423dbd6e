"""The next free slug or code."""

from itertools import count


def unique_slug(base, taken):
    """`base`, or the first of base-2, base-3, … that is not in `taken`, a set of strings."""
    if base not in taken:
        return base
    return next(slug for number in count(2) if (slug := f"{base}-{number}") not in taken)
