"""Numbers, keys and search texts as a request sends them: text that nobody has checked."""

import uuid

#: A PostgreSQL bigint holds every number of so many digits, so a longer one is no primary key.
MAX_DIGITS = 18
MAX_SEARCH_LENGTH = 100
#: Parameters of an address that a form of a list sends along, at most.
MAX_KEPT = 60
#: Where in a list its page begins; another filter or order leads to the first page.
PLACE = ("page", "after", "before")


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


def kept_parameters(sent, own):
    """[(name, value)] of the query parameters that a form of a list sends along beside its own."""
    return [
        (name, value)
        for name, values in sent.lists()
        if name not in PLACE and name not in own
        for value in values
        if value and len(value) <= MAX_SEARCH_LENGTH
    ][:MAX_KEPT]


def posted(request):
    """What a form was sent; None where its page is opened, so that nothing is called wrong yet."""
    return request.POST if request.method == "POST" else None
