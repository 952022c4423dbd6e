"""Email addresses that are probably a slip, and which one was meant."""

from .near_names import distance, is_typo

COMMON_DOMAINS = [
    "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com", "comcast.net",
    "sbcglobal.net", "att.net", "msn.com", "live.com",
]  # fmt: skip
#: Real domains that look like slips of the ones above.
REAL_DOMAINS = frozenset(["ymail.com", "gmx.com", "mail.com", "email.com", "gmail.co.uk"])
#: What stands after the last dot and is nothing, with what was meant.
ENDINGS = {
    "con": "com", "cmo": "com", "ocm": "com", "comm": "com", "ogr": "org", "orgg": "org",
    "eud": "edu", "edi": "edu", "gvo": "gov", "nte": "net",
}  # fmt: skip


def is_near_address(one, other):
    local, _at, domain = one.partition("@")
    other_local, _at, other_domain = other.partition("@")
    if local == other_local:
        return domain == other_domain or is_typo(domain, other_domain)
    return domain == other_domain and is_typo(local, other_local)


def probable_address(address, others=None):
    """The address that was probably meant by this one; "" if it looks right. others: as in
    `right_domain`.
    """
    local, _at, domain = address.rpartition("@")
    right = right_domain(domain.lower(), others or {})
    return f"{local}@{right}" if local and right else ""


def right_domain(domain, others):
    """The domain that was probably meant, or an empty text. others: {domain: how often it is in the
    file}.
    """
    if domain in COMMON_DOMAINS or domain in REAL_DOMAINS:
        return ""
    start, _dot, ending = domain.rpartition(".")
    if ending in ENDINGS:
        right = f"{start}.{ENDINGS[ending]}"
        return right_domain(right, others) or right
    for known in COMMON_DOMAINS:
        if distance(domain, known, 1) == 1:
            return known
    return frequent_neighbour(domain, others)


def frequent_neighbour(domain, others):
    """The frequent domain of the file of which this one, there once, is a slip; or ""."""
    frequent = [other for other, times in others.items() if times >= 3 and other != domain]
    if others.get(domain, 0) == 1 and len(domain) > 7:
        return next((other for other in frequent if is_typo(domain, other)), "")
    return ""
