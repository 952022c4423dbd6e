"""Paging by key: a page begins after a row, not after a number of rows.

A late page costs what the first one does, and rows that come or go meanwhile neither repeat nor hide others. The cursor
in the address (`?after=`, `?before=`) says where; one that is no cursor of this list leads to the first page.
"""

from dataclasses import dataclass

from .cursors import after_values, decode_cursor, encode_cursor, order_keys

AFTER, BEFORE = "after", "before"
#: Beyond this a list is "more than" so many: nobody needs the number, and counting costs.
COUNT_LIMIT = 1000


@dataclass(frozen=True)
class Page:
    """Some rows of a list, the cursors of the pages around it (empty: there is none), and how many rows there are."""

    rows: list
    size: int
    before: str = ""
    after: str = ""
    #: None: more than MOST_COUNTED.
    total: int | None = None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    @property
    def has_other_pages(self):
        return bool(self.before or self.after)


def paginate(rows, sent, *, size=50, total=None):
    """The page of these ordered rows that the address asks for. `total`: how many there are, where that is known."""
    keys = order_keys(rows)
    total = count_up_to_limit(rows) if total is None else total
    return page_after(rows, keys, size, total, sent.get(AFTER)) or page_before(rows, keys, size, total, sent.get(BEFORE)) or first_page(rows, keys, size, total)


def total_from_filters(chips, sent):
    """How many rows a list has where its chips by state say so; None where words narrow it further."""
    numbers = {chip["value"]: chip["count"] for chip in chips}
    return None if sent.get("q") else numbers.get(sent.get("state"), numbers[""])


def count_up_to_limit(rows):
    number = rows.order_by().values("pk")[: COUNT_LIMIT + 1].count()
    return number if number <= COUNT_LIMIT else None


def first_page(rows, keys, size, total):
    found = list(rows[: size + 1])
    return Page(found[:size], size, "", last_cursor(found, keys, size), total)


def page_after(rows, keys, size, total, cursor):
    """The page after this cursor; None when there is no such page."""
    values = decode_cursor(cursor, keys)
    found = list(rows.filter(after_values(keys, values))[: size + 1]) if values else []
    return Page(found[:size], size, encode_cursor(found[0], keys), last_cursor(found, keys, size), total) if found else None


def page_before(rows, keys, size, total, cursor):
    """The page before this cursor, read from its end; None when there is no such page."""
    values, reversed_keys = decode_cursor(cursor, keys), [key.reversed() for key in keys]
    found = list(rows.reverse().filter(after_values(reversed_keys, values))[: size + 1]) if values else []
    return Page(found[:size][::-1], size, last_cursor(found, keys, size), encode_cursor(found[0], keys), total) if found else None


def last_cursor(found, keys, size):
    """The cursor of the last row shown, if one more was found behind it."""
    return encode_cursor(found[size - 1], keys) if len(found) > size else ""


def paginate_list(rows, sent, *, key, size=50):
    """The same for rows that are in memory anyway: the cursor is the key of a row."""
    place = {str(key(row)): number for number, row in enumerate(rows)}
    start, end = place.get(sent.get(AFTER), -1) + 1, place.get(sent.get(BEFORE), len(rows))
    if end < len(rows):
        start = max(0, end - size)
    if start >= end:
        start, end = 0, len(rows)
    shown = rows[start : min(end, start + size)]
    end = start + len(shown)
    return Page(shown, size, str(key(rows[start])) if start else "", str(key(rows[end - 1])) if end < len(rows) else "", len(rows))


def batches(rows, names, size=5000):
    """All rows as tuples of these columns, a batch at a time: memory stays flat, and no cursor is held in the database."""
    keys = order_keys(rows)
    columns = list(dict.fromkeys([*names, *[key.name for key in keys]]))
    places = [columns.index(key.name) for key in keys]
    values = None
    while True:
        found = rows.filter(after_values(keys, values)) if values else rows
        batch = list(found.values_list(*columns)[: size + 1])
        yield batch[:size]
        if len(batch) <= size:
            return
        values = [batch[size - 1][place] for place in places]
