"""Whether two names, or two addresses, may mean the same: so near that a person has to say."""

import re

from lib.text import plain_text

#: Words that are left out of the names of agencies and sites, with what they are short for.
SHORT_FOR = {
    "usd": "unified",
    "co": "county",
    "elem": "elementary",
    "es": "elementary",
    "ms": "middle",
    "hs": "high",
    "st": "street",
    "ave": "avenue",
    "mt": "mount",
}
GENERIC = frozenset(
    [
        "the",
        "of",
        "and",
        "for",
        "a",
        "school",
        "schools",
        "district",
        "sd",
        "s",
        "d",
        "inc",
        "program",
        "programs",
        "site",
        "office",
        "agency",
        "dept",
        "department",
    ]
)
TITLES_OF_PEOPLE = frozenset(
    ["dr", "mr", "mrs", "ms", "miss", "prof", "sr", "sra", "srta", "jr", "ii", "iii", "iv"]
    + ["edd", "phd", "md", "ma", "med", "mba", "msw"]
)
#: Titles that are written with stops, so that their letters are not taken for initials.
WITH_STOPS = re.compile(r"\b(?:ed\.d|ph\.d|m\.d|m\.a|m\.s|m\.ed|m\.b\.a)\b\.?", re.IGNORECASE)
COMMON_DOMAINS = [
    "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com", "comcast.net",
    "sbcglobal.net", "att.net", "msn.com", "live.com",
]  # fmt: skip
#: Real domains that look like slips of the ones above.
REAL_DOMAINS = frozenset(["ymail.com", "gmx.com", "mail.com", "email.com", "gmail.co.uk"])


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


# --- people ---------------------------------------------------------------------------------------


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


def may_be_one_person(name, address, other_name, other_address):
    """Whether two people with different names may be one: names alike, and no two addresses that
    clearly differ.
    """
    alike = fits_name(name, other_name) or is_typo(plain_text(name), plain_text(other_name))
    if not alike:
        return False
    return not (address and other_address) or is_near_address(address, other_address)


def is_near_address(one, other):
    local, _at, domain = one.partition("@")
    other_local, _at, other_domain = other.partition("@")
    if local == other_local:
        return domain == other_domain or is_typo(domain, other_domain)
    return domain == other_domain and is_typo(local, other_local)


def right_domain(domain, others):
    """The domain that was probably meant, or an empty text. others: {domain: how often it is in the
    file}.
    """
    if domain in COMMON_DOMAINS or domain in REAL_DOMAINS:
        return ""
    for known in COMMON_DOMAINS:
        if distance(domain, known, 1) == 1 or domain == known.replace(".com", ".con"):
            return known
    frequent = [other for other, times in others.items() if times >= 3 and other != domain]
    if others.get(domain, 0) == 1 and len(domain) > 7:
        return next((other for other in frequent if is_typo(domain, other)), "")
    return ""


# --- agencies and sites ---------------------------------------------------------------------------


def place_parts(name):
    words = [SHORT_FOR.get(word, word) for word in split_text(name.replace(".", ""))]
    return [word for word in words if word not in GENERIC] or words


def is_near_place(first, second):
    """Whether two names, as `place_parts` returns them, may mean one agency or site: but for words
    such as "school", or a slip in one word.
    """
    if sorted(first) == sorted(second):
        return True
    pairs = list(zip(first, second, strict=False))
    return (
        len(first) == len(second)
        and sum(a != b for a, b in pairs) == 1
        and all(a == b or is_typo(a, b) for a, b in pairs)
    )


class PlaceNames:
    """Names of agencies, or of the sites of one agency, found by a name that is near."""

    def __init__(self):
        self.stored, self.by_part, self.near = {}, {}, {}

    def add(self, name):
        folded = plain_text(name)
        if folded in self.stored:
            return
        self.stored[folded] = name
        parts = place_parts(name)
        for part in {*parts, f"{len(parts)} part"}:
            self.by_part.setdefault(part, []).append((name, parts))
        self.near.clear()

    def get(self, name):
        """The name as it is stored, whatever its case and accents; None if it is not known."""
        return self.stored.get(plain_text(name))

    def nearest(self, name):
        """A known name that is so near; an empty text if none is."""
        if name not in self.near:
            parts = place_parts(name)
            keys = parts if len(parts) > 1 else [*parts, "1 part"]
            known = [other for key in keys for other in self.by_part.get(key, [])]
            found = (other for other, others in known if is_near_place(parts, others))
            self.near[name] = next(found, "")
        return self.near[name]

    def names(self):
        return list(self.stored.values())
