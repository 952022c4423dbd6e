"""Columns that an act changes, remembered so that they can be set back."""

import json

from django.core.serializers.json import DjangoJSONEncoder

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import Cohort, CohortPart
from meetings.models import DirectorSession, LogisticsItem, Meeting

MODELS = {
    model._meta.label: model
    for model in [Cohort, CohortPart, DirectorSession, LogisticsItem, Meeting]
}


class RowChanges:
    """What an act has changed: [[model, primary key, columns before, columns after]] as JSON."""

    def __init__(self):
        self.rows = []

    def note(self, row, before, names):
        """Remember these columns of a row that is saved already. before: {column: value}."""
        after = {name: getattr(row, name) for name in names}
        self.rows.append([row._meta.label, row.pk, stored(row, before), stored(row, after)])

    def change(self, row, **columns):
        """Set these columns of the row and save it. Returns {column: value before} of those that
        differed.
        """
        before = {
            name: getattr(row, name)
            for name, value in columns.items()
            if stored(row, {name: getattr(row, name)}) != stored(row, {name: value})
        }
        if before:
            save_columns(row, {name: columns[name] for name in before})
            self.note(row, before, list(before))
        return before


def save_columns(row, columns):
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))


def stored(row, columns):
    """The columns of a row as JSON holds them."""
    plain = {
        name: row._meta.get_field(name).get_prep_value(value) for name, value in columns.items()
    }
    return json.loads(json.dumps(plain, cls=DjangoJSONEncoder))


def set_back(rows, *, how=None):
    """Set back what `RowChanges.rows` holds, the last change first.

    how: {model label: a function (row, columns) that sets columns in its own way}. Raises
    ActRefused when a row was changed again since, or is gone.
    """
    for label, pk, before, after in reversed(rows):
        model = MODELS[label]
        row = model.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None or stored(row, {name: getattr(row, name) for name in after}) != after:
            raise ActRefused("It was changed again since, so it stays as it is.")
        set_columns = (how or {}).get(label, save_columns)
        set_columns(row, {name: from_stored(row, name, value) for name, value in before.items()})


def from_stored(row, name, value):
    return row._meta.get_field(name).to_python(value)
