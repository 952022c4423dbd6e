from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .person import Person


class PersonMerge(models.Model):
    """Two records of one human being became one, and what it takes to make them two again.

    moved: {label of a model: {column: [primary keys]}} of the rows that came from the merged record
    to the kept one. before: the columns of both persons as they were, the rows that were deleted or
    changed because the kept record has the same, and the places in one cohort that became one.
    """

    #: For so long it can be undone.
    UNDO_DAYS = 30

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    done_at = models.DateTimeField(default=timezone.now)
    done_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="merges_done"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="merges_undone"
    )
    moved = models.JSONField(default=dict, blank=True)
    before = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-done_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="person_merged_once"
            ),
            models.CheckConstraint(
                name="person_merge_of_two", condition=~Q(kept=models.F("merged"))
            ),
            models.CheckConstraint(
                name="person_merge_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.merged_id} joined with {self.kept}"

    @property
    def undo_until(self):
        return self.done_at + timedelta(days=self.UNDO_DAYS)

    @property
    def can_be_undone(self):
        return self.undone_at is None and timezone.now() < self.undo_until
