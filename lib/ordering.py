"""Lists whose rows are numbered 1, 2, 3 …, and the order that a sortable list on a page sends.

Such a list sends `order`, the primary keys joined by commas, and with one of its arrow buttons
`move`, a primary key and a step: "12:-1" is one place up, "12:1" one place down.
"""

from .query import parse_ids, parse_int

#: Added to every number while rows change places, so that no two rows share a number even
#: for a moment.
TEMPORARY_OFFSET = 10_000
#: Primary keys read from one request; no list on a page is longer.
MAX_KEYS = 500


def renumber(rows, column="position"):
    """Number these model instances in the order of the list and save what changed;
    returns whether anything did.
    """
    numbered = list(enumerate(rows, 1))
    if all(getattr(row, column) == number for number, row in numbered):
        return False
    for offset in (TEMPORARY_OFFSET, 0):
        for number, row in numbered:
            setattr(row, column, offset + number)
        type(rows[0]).objects.bulk_update(rows, [column])
    return True


def requested_order(rows, data):
    """The rows in the order that a sortable list sent:
    by `order`, then with the row of `move` one place further.

    rows: objects with a pk. data: request.POST or a form's data. Keys of no row are ignored.
    """
    return move_in_list(in_key_order(rows, sent_keys(data)), *sent_move(data))


def in_key_order(rows, keys):
    """The rows in the order of these primary keys, each once; rows that are not named come last."""
    places = {key: place for place, key in reversed(list(enumerate(keys)))}
    return sorted(rows, key=lambda row: places.get(row.pk, len(keys)))


def move_in_list(rows, pk, step):
    """The rows with the one of this primary key `step` places further down
    (above 0) or up (below 0).
    """
    order = list(rows)
    place = next((place for place, row in enumerate(order) if row.pk == pk), None)
    if place is not None:
        order.insert(max(place + step, 0), order.pop(place))
    return order


def sent_keys(data):
    return parse_ids(data.get("order", "").split(",")[:MAX_KEYS])


def sent_move(data):
    """(primary key, -1 or 1) of the arrow button that was pressed; (None, 0) without one."""
    key, _, step = data.get("move", "").partition(":")
    pk = parse_int(key)
    return (None, 0) if pk is None or not step else (pk, -1 if step == "-1" else 1)
