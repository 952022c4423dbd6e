"""Keyset paging: a page begins after the values of a row (a cursor), not after a number of rows.

A late page costs as much as the first one, and rows added or removed meanwhile neither repeat nor
hide others. The query parameters `after` and `before` hold the cursor; anything that is no cursor
of the list leads to the first page.
"""

from dataclasses import dataclass, replace

from .cursors import after_values, decode_cursor, encode_cursor, order_keys, values_of

AFTER, BEFORE = "after", "before"
#: Rows are counted up to this number, because counting more is slow;
#: pages then say "more than 1000".
COUNT_LIMIT = 1000


@dataclass(frozen=True)
class Page:
    """Some rows of a list, the cursors of the pages before and after ("" for none),
    the number of all rows, and how many come before.
    """

    rows: list
    size: int
    before: str = ""
    after: str = ""
    #: None: more than COUNT_LIMIT.
    total: int | None = None
    number_before: int | None = 0

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    @property
    def has_other_pages(self):
        return bool(self.before or self.after)

    @property
    def first_number(self):
        """The number of the first row in the whole list; None far down in a long one."""
        return None if self.number_before is None else self.number_before + 1

    @property
    def last_number(self):
        return None if self.number_before is None else self.number_before + len(self.rows)


def paginate(rows, sent, *, size=50, total=None):
    """The Page of an ordered queryset that a request asks for.

    sent: such as request.GET. size: rows of a page. total: the number of all rows,
    where it is known already.
    """
    keys = order_keys(rows)
    total = count_up_to_limit(rows) if total is None else total
    later = page_after(rows, keys, size, total, sent.get(AFTER)) or page_before(
        rows, keys, size, total, sent.get(BEFORE)
    )
    if later is None:
        return first_page(rows, keys, size, total)
    return replace(later, number_before=count_before(rows, later.rows[0], keys))


def count_before(rows, row, keys):
    """How many rows of the list come before this one; None for more than COUNT_LIMIT."""
    reversed_keys = [key.reversed() for key in keys]
    earlier = rows.reverse().filter(after_values(reversed_keys, values_of(row, keys)))
    return count_up_to_limit(earlier)


def total_from_filters(chips, sent):
    """The number of rows that the chosen chip of `state` shows;
    None if a search narrows the list further.

    chips: of lib.filters, each with a count. sent: such as request.GET.
    """
    numbers = {chip["value"]: chip["count"] for chip in chips}
    return None if sent.get("q") else numbers.get(sent.get("state"), numbers[""])


def count_up_to_limit(rows):
    """The number of rows, or None if there are more than COUNT_LIMIT."""
    number = rows.order_by().values("pk")[: COUNT_LIMIT + 1].count()
    return number if number <= COUNT_LIMIT else None


def first_page(rows, keys, size, total):
    found = list(rows[: size + 1])
    return Page(found[:size], size, "", last_cursor(found, keys, size), total)


def page_after(rows, keys, size, total, cursor):
    """The page after this cursor; None when there is no such page."""
    values = decode_cursor(cursor, keys)
    found = list(rows.filter(after_values(keys, values))[: size + 1]) if values else []
    if not found:
        return None
    return Page(
        found[:size], size, encode_cursor(found[0], keys), last_cursor(found, keys, size), total
    )


def page_before(rows, keys, size, total, cursor):
    """The page before this cursor, read in reverse order; None when there is no such page."""
    values, reversed_keys = decode_cursor(cursor, keys), [key.reversed() for key in keys]
    earlier = rows.reverse().filter(after_values(reversed_keys, values)) if values else []
    found = list(earlier[: size + 1])
    if not found:
        return None
    before, after = last_cursor(found, keys, size), encode_cursor(found[0], keys)
    return Page(found[:size][::-1], size, before, after, total)


def last_cursor(found, keys, size):
    """The cursor of the last row of the page, if one more row was found behind it; else ""."""
    return encode_cursor(found[size - 1], keys) if len(found) > size else ""


def paginate_list(rows, sent, *, key, size=50):
    """The Page of a list in memory. key: a function of a row; its value as text is the cursor."""
    place = {str(key(row)): number for number, row in enumerate(rows)}
    start, end = place.get(sent.get(AFTER), -1) + 1, place.get(sent.get(BEFORE), len(rows))
    if end < len(rows):
        start = max(0, end - size)
    if start >= end:
        start, end = 0, len(rows)
    shown = rows[start : min(end, start + size)]
    end = start + len(shown)
    before = str(key(rows[start])) if start else ""
    after = str(key(rows[end - 1])) if end < len(rows) else ""
    return Page(shown, size, before, after, len(rows), start)


def batches(rows, names, size=5000):
    """All rows as tuples of these columns, in lists of `size`. Memory is bounded, and no database
    cursor stays open.
    """
    keys = order_keys(rows)
    columns = list(dict.fromkeys([*names, *[key.name for key in keys]]))
    places = [columns.index(key.name) for key in keys]
    found = rows
    while True:
        batch = list(found.values_list(*columns)[: size + 1])
        yield batch[:size]
        if len(batch) <= size:
            return
        found = rows.filter(after_values(keys, [batch[size - 1][place] for place in places]))
