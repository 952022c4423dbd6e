"""Copying a guidebook version into a draft: the slice that says who and how people join (see cohorts.loading)."""

from cop_site.lib.copying import copy_row, copy_rows

OF_GUIDEBOOK = ["criteria", "application_questions", "letter_templates", "planned_duties"]


def copy_guidebook(original, *, by, **changes):
    """A draft that says what the original says, except the changes: network, slug, version, name."""
    draft = copy_row(original, copied_from=original, created_by=by, published_at=None, published_by=None, **changes)
    for name in OF_GUIDEBOOK:
        copy_rows(getattr(original, name), guidebook=draft)
    for part in original.parts.all():
        copy_rows(part.commitments, part=copy_row(part, guidebook=draft))
    return draft
