"""Mending what is stored about a person, with what stood there before."""

from django.conf import settings
from django.db import transaction

from ..models import Person, PersonChange

#: Columns that a form may change directly; an address, a site and a director have verbs of their
#: own.
COLUMNS = ["name", "own_sort_name", "phone", "language"]


@transaction.atomic
def change_person(person, *, by, reason="", **columns):
    """Set these columns, of COLUMNS, and note each that differs. Returns the PersonChanges."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    changes = []
    for field, after in columns.items():
        before = getattr(locked, field)
        if field in COLUMNS and before != after:
            setattr(locked, field, after)
            changes.append(note_change(locked, field, before, after, by=by, reason=reason))
    locked.save()
    return changes


def note_change(person, field, before, after, *, by, reason=""):
    """Note that something is mended that is stored elsewhere; None if it is the same."""
    before, after = shown(field, before)[:400], shown(field, after)[:400]
    if before == after:
        return None
    return PersonChange.objects.create(
        person=person, field=field, before=before, after=after, reason=reason, changed_by=by
    )


def shown(field, value):
    """A value as its readers see it."""
    if field == PersonChange.Field.LANGUAGE:
        return str(dict(settings.LANGUAGES).get(value, value))
    return str(value)
