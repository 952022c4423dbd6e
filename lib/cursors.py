"""Keyset paging: the columns that a list is ordered by, and cursors (values of these columns)
in that order.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, Q
from django.utils.timezone import is_naive

MAX_CURSOR_LENGTH = 2000
NO_ROWS = Q(pk__in=[])


@dataclass(frozen=True)
class Key:
    """One column of an ordering.

    As PostgreSQL orders, NULL is last when ascending and first when descending.
    """

    name: str
    is_descending: bool
    is_nullable: bool
    field: Field

    def reversed(self):
        return replace(self, is_descending=not self.is_descending)

    def after_q(self, value):
        if value is None:
            return self._is_empty(False) if self.is_descending else NO_ROWS
        later = Q(**{f"{self.name}__{'lt' if self.is_descending else 'gt'}": value})
        return (
            later | self._is_empty(True) if self.is_nullable and not self.is_descending else later
        )

    def equal_q(self, value):
        return self._is_empty(True) if value is None else Q(**{self.name: value})

    def index_hint_q(self, value):
        """A redundant `key >= value`, so that PostgreSQL can use an index
        for the whole condition.
        """
        return (
            Q()
            if self.is_nullable
            else Q(**{f"{self.name}__{'lte' if self.is_descending else 'gte'}": value})
        )

    def _is_empty(self, empty):
        return Q(**{f"{self.name}__isnull": empty})

    def parse(self, sent):
        """The value of a cursor as Python value of the column.

        Raises ValueError or ValidationError.
        """
        if sent is None and self.is_nullable:
            return None
        value = self.field.to_python(sent)
        if value is None or "\x00" in str(value).encode().decode():
            raise ValueError("no value of this column")
        return to_utc(value) if isinstance(value, datetime) else value


def to_utc(moment):
    """The same moment in UTC. Raises ValueError without a zone, OverflowError beyond the years
    the database holds.
    """
    if is_naive(moment):
        raise ValueError("a moment without its zone")
    return moment.astimezone(UTC)


def order_keys(rows):
    """The keys of a queryset's ordering; the last one must be unique."""
    names = rows.query.order_by or rows.model._meta.ordering
    return [order_key(rows, name.removeprefix("-"), name.startswith("-")) for name in names]


def order_key(rows, name, is_descending):
    field = F(name).resolve_expression(rows.query.chain()).output_field
    return Key(name, is_descending, is_nullable(rows.model, name), field)


def is_nullable(model, name):
    """Whether a column of this lookup, such as "part__name", may be NULL.
    An annotation may be.
    """
    for step in name.split("__"):
        try:
            field = model._meta.pk if step == "pk" else model._meta.get_field(step)
        except FieldDoesNotExist:
            return True
        if field.null:
            return True
        model = field.related_model
    return False


def after_values(keys, values):
    """A Q for the rows after these values: later in the first key, or equal there and later
    in the next, and so on.
    """
    found = NO_ROWS
    for key, value in reversed(list(zip(keys, values, strict=False))):
        found = key.after_q(value) | key.equal_q(value) & found
    return keys[0].index_hint_q(values[0]) & found


def encode_cursor(row, keys):
    """The cursor of a row: a JSON list of its values, in URL-safe base64."""
    values = values_of(row, keys)
    text = json.dumps(values, separators=(",", ":"), ensure_ascii=False, default=str)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def values_of(row, keys):
    return [related_value(row, key.name) for key in keys]


def related_value(row, name):
    """The value of a lookup such as "part__name", None if a row on the way is missing."""
    for step in name.split("__"):
        row = getattr(row, step, None)
    return row


def decode_cursor(cursor, keys):
    """The values of a cursor that came from a request; None for anything that is no cursor
    of this ordering.
    """
    if not cursor or len(cursor) > MAX_CURSOR_LENGTH:
        return None
    try:
        sent = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(sent, list):
            return None
        return [key.parse(value) for key, value in zip(keys, sent, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError):
        return None
