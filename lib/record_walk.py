"""From one record to the next: where it stands in the list it was opened from.

The page of a record carries the list's own query, so the list is read again with its filters and
its order; a record that has left the list since still knows what comes before and after it.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from .cursors import after_values, order_keys, values_of
from .paging import count_before, count_up_to_limit
from .query import PLACE

#: Of the query of a list, a longer one is not carried along.
MAX_QUERY_LENGTH = 600
#: What a link from the search to a record says: the words that were searched.
FOUND = "found"
NOT_CARRIED = {*PLACE, FOUND, "application"}


@dataclass(frozen=True)
class RecordWalk:
    """before, after: the neighbours, or None. number: the record's place, None if it is no longer
    in the list or far down. total: None for a long list.
    """

    before: object
    after: object
    number: int | None
    total: int | None


def walk_through(listed, everything, pk):
    """The RecordWalk of this record.

    listed: the list's queryset, filtered and ordered. everything: the same order without filters.
    """
    keys = order_keys(listed)
    row = everything.filter(pk=pk).first()
    if row is None:
        return None
    before, after = rows_around(listed, keys, values_of(row, keys))
    earlier = count_before(listed, row, keys)
    is_listed = listed.filter(pk=pk).exists()
    number = earlier + 1 if is_listed and earlier is not None else None
    return RecordWalk(before, after, number, count_up_to_limit(listed))


def rows_around(listed, keys, values):
    """(the row before these values of the keys, the row after them), each None if there is none"""
    reversed_keys = [key.reversed() for key in keys]
    before = listed.reverse().filter(after_values(reversed_keys, values)).first()
    return before, listed.filter(after_values(keys, values)).first()


def own_page(row):
    return row.get_absolute_url()


def place_in_list(resource, listed, everything, row, sent, *, list_address, address_of=own_page):
    """Context of components/record_walk.html for one row of a list; {} if the row is not there.

    resource: of lib.exports, which orders the rows. listed, everything: the list's queryset with
    and without its filters. sent: such as request.GET. list_address: of the list, without its
    query. address_of: a function of a row that returns the address of its page.
    """
    shown, whole = resource.sorted_rows(listed, sent), resource.sorted_rows(everything, sent)
    walk = walk_through(shown, whole, row.pk)
    if walk is None:
        return {}
    query, neighbours = carried_query(sent), {"before": walk.before, "after": walk.after}
    found = {name: address_of(other) + query for name, other in neighbours.items() if other}
    return {"walk": walk, "list_address": list_address + query, "list_query": query, **found}


def carried_query(sent, **more):
    """What a link from a list to a record, and on to the next one, says about the list: "?…",
    or "" for the list as usual. more: what else it says.
    """
    kept = {name: values for name, values in sent.lists() if name not in NOT_CARRIED} | more
    query = urlencode(kept, doseq=True)
    return f"?{query}" if query and len(query) <= MAX_QUERY_LENGTH else ""
