"""What a list is ordered by, and the cursor that names a place in that order."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, Q
from django.utils.timezone import is_naive

LONGEST_CURSOR = 2000
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Key:
    """One thing that a list is ordered by. As PostgreSQL orders: empty is last upwards and first downwards."""

    name: str
    is_descending: bool
    may_be_empty: bool
    field: Field

    def turned(self):
        return replace(self, is_descending=not self.is_descending)

    def later_than(self, value):
        if value is None:
            return self._is_empty(False) if self.is_descending else NOTHING
        later = Q(**{f"{self.name}__{'lt' if self.is_descending else 'gt'}": value})
        return later | self._is_empty(True) if self.may_be_empty and not self.is_descending else later

    def same_as(self, value):
        return self._is_empty(True) if value is None else Q(**{self.name: value})

    def not_before(self, value):
        """Says nothing new, but lets an index begin in the right place."""
        return Q() if self.may_be_empty else Q(**{f"{self.name}__{'lte' if self.is_descending else 'gte'}": value})

    def _is_empty(self, empty):
        return Q(**{f"{self.name}__isnull": empty})

    def read(self, said):
        """What a cursor says for this key, as its column holds it. Raises ValueError or ValidationError."""
        if said is None and self.may_be_empty:
            return None
        value = self.field.to_python(said)
        if value is None or "\x00" in str(value).encode().decode():
            raise ValueError("no value of this column")
        return in_utc(value) if isinstance(value, datetime) else value


def in_utc(moment):
    """Raises ValueError or OverflowError for a moment that the database could not hold either."""
    if is_naive(moment):
        raise ValueError("a moment without its zone")
    return moment.astimezone(UTC)


def keys_of(rows):
    """What these rows are ordered by; the last key must be unique."""
    names = rows.query.order_by or rows.model._meta.ordering
    return [key_of(rows, name.removeprefix("-"), name.startswith("-")) for name in names]


def key_of(rows, name, is_descending):
    field = F(name).resolve_expression(rows.query.chain()).output_field
    return Key(name, is_descending, may_be_empty(rows.model, name), field)


def may_be_empty(model, name):
    """Is some column on the way to this one nullable? What is annotated is taken to be always there."""
    for step in name.split("__"):
        try:
            field = model._meta.pk if step == "pk" else model._meta.get_field(step)
        except FieldDoesNotExist:
            return False
        if field.null:
            return True
        model = field.related_model
    return False


def beyond(keys, values):
    """The rows after these values: later in the first key, or the same there and later in the next, and so on."""
    found = NOTHING
    for key, value in reversed(list(zip(keys, values))):
        found = key.later_than(value) | key.same_as(value) & found
    return keys[0].not_before(values[0]) & found


def cursor_of(row, keys):
    values = [value_in(row, key.name) for key in keys]
    said = json.dumps(values, separators=(",", ":"), ensure_ascii=False, default=str)
    return urlsafe_b64encode(said.encode()).decode().rstrip("=")


def value_in(row, name):
    for step in name.split("__"):
        row = getattr(row, step, None)
    return row


def values_in(cursor, keys):
    """What a cursor says, or None for anything that is no cursor of this order."""
    if not cursor or len(cursor) > LONGEST_CURSOR:
        return None
    try:
        said = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(said, list):
            return None
        return [key.read(value) for key, value in zip(keys, said, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError):
        return None
