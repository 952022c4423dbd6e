"""Comparable forms of email addresses and names, and the check of names in public forms."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Digits with what people put between them, and perhaps an extension: +1 (555) 555-0116 ext. 4.
PHONE = re.compile(r"\+?[0-9+().\-/ ]{5,36}(?:(?:x|ext\.?|extension)\s*\d{1,6})?\s*", re.IGNORECASE)
WEB_ADDRESS_OR_MARKUP = re.compile(r"://|www\.|@|[<>{}\[\]\\|]", re.IGNORECASE)


def normalize_email(address):
    """The comparable form of an email address: NFKC, trimmed, lower case, domain in IDNA.

    Returns "" for an empty one. An address without "@" comes back trimmed and in lower case;
    forms check addresses.
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
    """The sort key of a name: last word first, without accents, lower case
    ("Ana Núñez" -> "nunez ana").
    """
    words = plain_text(name).split()
    return " ".join(words[-1:] + words[:-1])[:200]


def plain_text(text):
    """The text without accents, in lower case."""
    decomposed = unicodedata.normalize("NFKD", text or "")
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def clean_line(text):
    """The text in one line with single spaces, in Unicode normal form C."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def validate_name(text):
    """Raise ValidationError for web addresses, markup and invisible characters:
    names are put into mail to others.
    """
    unreadable = not any(letter.isalnum() for letter in text)
    invisible = any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") for letter in text)
    if unreadable or invisible or WEB_ADDRESS_OR_MARKUP.search(text):
        raise ValidationError(_("Write the name alone, without a web address or special signs."))
