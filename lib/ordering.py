"""Rows that stand in an order: 1, 2, 3 …, each number once."""

#: Higher than any list is long; no two rows may share a number even for a moment.
OUT_OF_THE_WAY = 10_000


def renumber(rows, name="position"):
    """Number these rows as they stand in the list; returns whether anything moved."""
    wanted = list(enumerate(rows, 1))
    if all(getattr(row, name) == number for number, row in wanted):
        return False
    for shift in (OUT_OF_THE_WAY, 0):
        for number, row in wanted:
            setattr(row, name, shift + number)
        type(rows[0]).objects.bulk_update(rows, [name])
    return True


def in_wanted_order(rows, sent):
    """The rows in the order of the numbers that were sent, those it does not name behind; each once."""
    places = {pk: place for place, pk in reversed(list(enumerate(sent)))}
    return sorted(rows, key=lambda row: places.get(row.pk, len(sent)))


def moved(rows, pk, step):
    """The rows with one of them a place further up (-1) or down (1)."""
    order = list(rows)
    place = next((n for n, row in enumerate(order) if row.pk == pk), None)
    if place is not None:
        order.insert(max(place + step, 0), order.pop(place))
    return order
