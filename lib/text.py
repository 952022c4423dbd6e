"""Comparable forms of addresses and names, and what a public form accepts as a name."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WEB_ADDRESS_OR_MARKUP = re.compile(r"://|www\.|@|[<>{}\[\]\\|]", re.IGNORECASE)


def normalize_email(address):
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


def clean_line(text):
    """One line, composed letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def validate_name(text):
    """Names go into mail to other people: no web address, no markup, nothing that cannot be seen or read."""
    unreadable = not any(letter.isalnum() for letter in text)
    if unreadable or WEB_ADDRESS_OR_MARKUP.search(text) or any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") for letter in text):
        raise ValidationError(_("Write the name alone, without a web address or special signs."))
