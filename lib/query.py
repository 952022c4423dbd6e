"""Numbers, keys and search texts as a request sends them: text that nobody has checked."""

import uuid

#: A PostgreSQL bigint holds every number of so many digits, so a longer one is no primary key.
MAX_DIGITS = 18
MAX_SEARCH_LENGTH = 100


def parse_int(text, *, max_digits=MAX_DIGITS):
    """The whole number (0 or more) that this text is, or None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= max_digits else None


def parse_ids(texts):
    """The primary keys among these texts, in their order."""
    return [number for text in texts if (number := parse_int(text)) is not None]


def parse_uuid(text):
    """The UUID that this text is, or None for anything else."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def search_text(data):
    """What was typed into the search field (`q`) of a list, at most 100 characters.

    data: such as request.GET.
    """
    return data.get("q", "")[:MAX_SEARCH_LENGTH]
