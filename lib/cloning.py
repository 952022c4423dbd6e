"""Copies of rows with all their columns, so that a column added later is copied too."""


def unsaved_copy(row, **changes):
    """A new row that is not saved, with the same values except the primary key and `changes`."""
    columns = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    new = type(row)(**{column: getattr(row, column) for column in columns})
    for name, value in changes.items():
        setattr(new, name, value)
    return new


def values_of(row, names):
    """{name: value} of these columns, to create a row of another model from them."""
    return {name: getattr(row, name) for name in names}


def copy_row(row, **changes):
    new = unsaved_copy(row, **changes)
    new.save()
    return new


def copy_rows(rows, **changes):
    """Copies of all rows of a queryset or related manager, written in one statement;
    returns the list.
    """
    return rows.model.objects.bulk_create(unsaved_copy(row, **changes) for row in rows.all())
