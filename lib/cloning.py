"""Rows copied column by column, so that a column added later is copied too."""


def unsaved_copy(row, **changes):
    """A new row, not saved, that says the same, except its key and what is said here."""
    said = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    new = type(row)(**said)
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
    """All of these at once."""
    return rows.model.objects.bulk_create(unsaved_copy(row, **changes) for row in rows.all())
