"""What joining two records did, step by step, so that it can be undone from exactly these rows.

A step is a dict that can be stored as JSON:
{"did": "move", "model", "column", "from", "to", "keys"}: rows that point at another row now;
{"did": "change", "model", "key", "before"}: a row with other values in some columns;
{"did": "delete", "row"}: a row as `django.core.serializers` writes it;
{"did": "free", "seat", "taken_at"}: a seat that came free;
{"did": "join", "place"}: the place that two places became;
{"did": "stay", "model", "key"}: a row that cannot change and keeps the record that closes.
"""

from django.core import serializers
from django.db import IntegrityError, transaction
from pghistory.models import Event

from cohorts.models import CohortMembership
from people.models import Person

from .merge_duplicates import SPARE, MergeRefused


class MergeLog:
    """The steps of one joining, in order; each method does something and writes it down."""

    def __init__(self):
        self.steps = []

    def move(self, model, column, *, source, target):
        """Let rows of this model point at another row. Those that cannot, because the target has
        the same already, are returned.
        """
        keys = list(rows_of(model, column, source).order_by("pk").values_list("pk", flat=True))
        moved, stuck = [], []
        try:
            with transaction.atomic():
                rows_of(model, column, source).update(**{column: target})
            moved = keys
        except IntegrityError:
            for key in keys:
                (moved if move_one(model, key, column, target) else stuck).append(key)
        if moved:
            self.note_move(model, column, source=source, target=target, keys=moved)
        return list(model._base_manager.filter(pk__in=stuck))

    def move_one_row(self, row, column, *, source, target):
        type(row)._base_manager.filter(pk=row.pk).update(**{column: target})
        self.note_move(type(row), column, source=source, target=target, keys=[row.pk])

    def note_move(self, model, column, *, source, target, keys):
        self.steps.append(
            {
                "did": "move",
                "model": model._meta.label,
                "column": column,
                "from": source.pk,
                "to": target.pk,
                "keys": keys,
            }
        )

    def change(self, row, **values):
        before = {
            name: as_stored(getattr(row, row._meta.get_field(name).attname)) for name in values
        }
        self.steps.append(
            {"did": "change", "model": row._meta.label, "key": row.pk, "before": before}
        )
        type(row)._base_manager.filter(pk=row.pk).update(**values)

    def delete(self, row):
        """Raises MergeRefused for a row that the table does not name, or that something needs."""
        if row._meta.label not in SPARE or is_needed(row):
            raise MergeRefused(
                f"Something else needs a row that would go ({row._meta.verbose_name}: {row}), so "
                "these two stay two records."
            )
        (stored,) = serializers.serialize("python", [row])
        fields = {name: as_stored(value) for name, value in stored["fields"].items()}
        self.steps.append(
            {"did": "delete", "model": row._meta.label, "row": stored | {"fields": fields}}
        )
        type(row)._base_manager.filter(pk=row.pk)._raw_delete(using="default")

    def free(self, seat):
        self.steps.append({"did": "free", "seat": seat.pk, "taken_at": as_stored(seat.taken_at)})
        seat.release()

    def join(self, place):
        self.steps.append({"did": "join", "place": place.pk})

    def stay(self, row):
        self.steps.append({"did": "stay", "model": row._meta.label, "key": row.pk})


def columns_that_point_at(model):
    """[(model, column)] of the foreign keys to this model, but for those of history."""
    relations = model._meta.get_fields(include_hidden=True)
    fields = [row.field for row in relations if row.auto_created and not row.concrete]
    return [(field.model, field.name) for field in fields if not issubclass(field.model, Event)]


def is_needed(row):
    """Whether a row of any table still points at this one."""
    return any(
        rows_of(model, column, row).exists() for model, column in columns_that_point_at(type(row))
    )


def model_named(label):
    """The model of a step: one that points at a person or at a membership."""
    found = columns_that_point_at(Person) + columns_that_point_at(CohortMembership)
    return next(model for model, column in found if model._meta.label == label)


def rows_of(model, column, row):
    return model._base_manager.filter(**{column: row})


def move_one(model, key, column, target):
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=key).update(**{column: target})
    except IntegrityError:
        return False
    return True


def as_stored(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def undo_steps(steps, *, take_seat):
    """Undo these steps, the last one first. take_seat: takes this seat again, or refuses.
    Rows that were deleted or moved on since stay as they are.
    """
    for step in reversed(steps):
        match step["did"]:
            case "move":
                move_back(step)
            case "change":
                change_back(step)
            case "delete":
                create_again(step)
            case "free":
                take_seat(step["seat"], step["taken_at"])


def move_back(step):
    model, column = model_named(step["model"]), step["column"]
    there = {"pk__in": step["keys"], f"{column}_id": step["to"]}
    model._base_manager.filter(**there).update(**{f"{column}_id": step["from"]})


def change_back(step):
    rows = model_named(step["model"])._base_manager.filter(pk=step["key"])
    rows.update(**with_keys(rows.model, step["before"]))


def create_again(step):
    for stored in serializers.deserialize("python", [step["row"]]):
        stored.save(force_insert=True)


def with_keys(model, values):
    """The same values by the names of the columns: keys of other rows are not rows."""
    return {model._meta.get_field(name).attname: value for name, value in values.items()}


def keys_moved(steps, model, column=""):
    """The primary keys of the rows of this model that moved."""
    return [
        key
        for step in steps
        if step["did"] == "move" and step["model"] == model._meta.label
        if not column or step["column"] == column
        for key in step["keys"]
    ]
