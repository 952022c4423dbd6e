"""Names that strangers type: tidied, and nothing but words, because they go into mail to other people."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LOOKS_LIKE_AN_ADDRESS = re.compile(r"://|www\.|@|[<>{}\[\]\\|]", re.IGNORECASE)


def tidy(text):
    """One line, composed letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def only_words(text):
    """Names go into mail to other people: no web address, no markup, nothing that cannot be seen or read."""
    unreadable = not any(letter.isalnum() for letter in text)
    if unreadable or LOOKS_LIKE_AN_ADDRESS.search(text) or any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") for letter in text):
        raise ValidationError(_("Write the name alone, without a web address or special signs."))
