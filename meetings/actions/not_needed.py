"""Saying that a meeting does not need something that it lacks, or that it needs it after all."""

from django.db import transaction

from ..models import NotNeeded


@transaction.atomic
def say_not_needed(meeting, codes, *, by):
    """codes: of items of the meeting's checklist. Saying it again changes nothing."""
    NotNeeded.objects.bulk_create(
        [NotNeeded(meeting=meeting, code=code, said_by=by) for code in codes],
        ignore_conflicts=True,
    )


@transaction.atomic
def say_needed(meeting, codes):
    meeting.not_needed.filter(code__in=codes).delete()
