"""Whether two records of people, or two names of agencies and sites, are so near that they may mean
the same, and a person has to say.
"""

from lib.address_typos import is_near_address
from lib.near_names import is_near_name, is_typo, split_text
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


def may_be_one_person(name, address, other_name, other_address):
    """Whether two people with different names may be one: names alike, and no two addresses that
    clearly differ.
    """
    if not is_near_name(name, other_name):
        return False
    return not (address and other_address) or is_near_address(address, other_address)


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
