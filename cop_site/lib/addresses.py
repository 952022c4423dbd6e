"""One spelling for one mailbox, so that twins of an address are one person."""

import unicodedata


def email_key(address):
    """The comparable form of an email address: NFKC, trimmed, lower case, domain in IDNA.

    Returns "" for nothing. An address without "@" comes back folded but otherwise as it is:
    checking it is the form's work.
    """
    folded = unicodedata.normalize("NFKC", address or "").replace("\u200b", "").strip().lower()
    local, at, domain = folded.rpartition("@")
    if not at:
        return folded
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return folded


def sort_name(name):
    """A name as it is sorted: last word first, without accents, lower case ("Ana Núñez" -> "nunez ana")."""
    plain = unicodedata.normalize("NFKD", name or "")
    words = "".join(c for c in plain if not unicodedata.combining(c)).casefold().split()
    return " ".join(words[-1:] + words[:-1])[:200]
