"""The part of a personal link's address that mail programs mangle."""

import re
from urllib.parse import unquote


def tidy_secret(text):
    """The secret as it was sent: wrapped in signs, encoded twice or broken over lines, its letters are still there (threat B2)."""
    return re.sub(r"[^A-Za-z0-9_-]", "", re.sub(r"%[0-9A-Fa-f]{2}", "", unquote(unquote(text))))


class SecretConverter:
    """Takes everything that comes after /l/, a slash or none, and whatever a mail program has added."""

    regex = r"[\s\S]{1,600}"

    def to_python(self, value):
        return tidy_secret(value)

    def to_url(self, value):
        return f"{value}/"
