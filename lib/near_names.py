"""Whether two texts, or two names of people, are so near that they may mean the same."""

import re

from .text import plain_text

TITLES_OF_PEOPLE = frozenset(
    ["dr", "mr", "mrs", "ms", "miss", "prof", "sr", "sra", "srta", "jr", "ii", "iii", "iv"]
    + ["edd", "phd", "md", "ma", "med", "mba", "msw"]
)
#: Titles that are written with stops, so that their letters are not taken for initials.
WITH_STOPS = re.compile(r"\b(?:ed\.d|ph\.d|m\.d|m\.a|m\.s|m\.ed|m\.b\.a)\b\.?", re.IGNORECASE)


def split_text(text):
    return re.findall(r"\w+", plain_text(text))


def digits_of(text):
    return re.findall(r"\d+", text)


def distance(one, other, most):
    """How many letters are put in, left out, changed or swapped with their neighbour; more than
    `most` is returned as most + 1.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = None, list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if earlier and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def is_typo(one, other):
    """Whether two texts differ by a letter or two, and not by a number."""
    most = 0 if len(one) < 5 else 1 if len(one) < 12 else 2
    return digits_of(one) == digits_of(other) and distance(one, other, most) <= most


def name_parts(name):
    words = split_text(WITH_STOPS.sub(" ", name))
    found = [word for word in words if word not in TITLES_OF_PEOPLE]
    return found or split_text(name)


def is_same_name(one, other):
    """Whether two names have the same words, in any order."""
    return sorted(name_parts(one)) == sorted(name_parts(other))


def fits_name(one, other):
    """Whether one may be the other's name, shorter: a middle name left out, or an initial."""
    short, long = sorted([name_parts(one), name_parts(other)], key=len)
    if len(short) < 2:
        return short == long
    left = list(long)
    for word in short:
        match = next((w for w in left if w == word or initial_of(w, word)), None)
        if match is None:
            return False
        left.remove(match)
    return any(len(word) > 1 and word in long for word in short)


def initial_of(one, other):
    return one[:1] == other[:1] and 1 in (len(one), len(other))


def is_near_name(one, other):
    """Whether two names are the same, one is the other shorter, or they differ by a slip."""
    return fits_name(one, other) or is_typo(plain_text(one), plain_text(other))
