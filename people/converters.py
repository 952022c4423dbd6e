"""The URL converter of a personal link's secret."""

import re
from urllib.parse import unquote


def tidy_secret(text):
    """The secret as it was sent.

    Mail programs add characters around it, encode it twice or break it over lines.
    """
    return re.sub(r"[^A-Za-z0-9_-]", "", re.sub(r"%[0-9A-Fa-f]{2}", "", unquote(unquote(text))))


class SecretConverter:
    """Matches everything after /l/, with or without a slash,
    and with whatever a mail program has added.
    """

    regex = r"[\s\S]{1,600}"

    def to_python(self, value):
        return tidy_secret(value)

    def to_url(self, value):
        return f"{value}/"
