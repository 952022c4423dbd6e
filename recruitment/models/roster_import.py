from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Cohort
from people.models import Person


class RosterImportQuerySet(models.QuerySet):
    def imported(self):
        return self.filter(imported_at__isnull=False)

    def waiting(self):
        """Files that were checked and can still be read in."""
        return self.filter(
            imported_at=None, started_at__gt=timezone.now() - RosterImport.KEPT
        ).order_by("-started_at")

    def past_undo(self):
        return self.filter(imported_at__lte=timezone.now() - RosterImport.UNDO)

    def expired(self):
        """Files that were never read in and that nobody goes on with."""
        return self.filter(imported_at=None, started_at__lte=timezone.now() - RosterImport.KEPT)


class RosterImport(models.Model):
    """A roster from a file: first a draft with what was read, then what reading it in made.

    `sheets` is what was read (Spreadsheet.as_json); `match` which row holds the headings and which
    column is which, where a person said so; `answers` what a person answered, as [row, about,
    choice]. All three are emptied when it is read in. `made` names the rows that were created, as
    [model, primary key]; `changed` what was changed, as [model, primary key, column, before,
    after]. `foreseen` is what reading a long roster in would come to, with its letters, until it is
    read in or anything about it changes (roster_import/foreseen.py).
    """

    #: How long a draft is kept, how long a roster that was read in can be undone, and until when a
    #: director may sign for somebody who was seated by it.
    KEPT, UNDO, SIGN_OFF = timedelta(days=1), timedelta(days=30), timedelta(days=60)

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="roster_imports")
    file_name = models.CharField(max_length=300, help_text="Empty for rows that were pasted.")
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="started_imports")
    sheets = models.JSONField(default=dict, blank=True)
    match = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=list, blank=True)
    foreseen = models.JSONField(default=dict, blank=True)
    late_reason = models.CharField(
        max_length=200, blank=True, help_text="Why its people join a group that is closed already."
    )
    imported_at = models.DateTimeField(null=True, blank=True)
    imported_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="roster_imports"
    )
    rows = models.PositiveIntegerField(default=0, help_text="Rows that were read as people.")
    new = models.PositiveIntegerField(default=0, help_text="People who got a seat.")
    updated = models.PositiveIntegerField(default=0, help_text="Members whose record was added to.")
    made = models.JSONField(default=list, blank=True)
    changed = models.JSONField(default=list, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="undone_imports"
    )

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="roster_import_is_whole",
                condition=Q(imported_at__isnull=True, imported_by__isnull=True, made=[], changed=[])
                | Q(
                    imported_at__isnull=False,
                    imported_by__isnull=False,
                    sheets={},
                    match={},
                    answers=[],
                    foreseen={},
                ),
            ),
            models.CheckConstraint(
                name="roster_import_undone_within_thirty_days",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(
                    imported_at__isnull=False,
                    undone_at__isnull=False,
                    undone_by__isnull=False,
                    undone_at__lt=models.F("imported_at") + timedelta(days=30),
                ),
            ),
        ]

    def __str__(self):
        return self.file_name or "Rows that were pasted"

    def get_absolute_url(self):
        return reverse("recruitment:roster-import-check", args=[self.cohort.slug, self.pk])

    @property
    def undo_until(self):
        """Until when it can be undone; None for a draft."""
        return self.imported_at and self.imported_at + self.UNDO

    @property
    def can_be_undone(self):
        return bool(self.imported_at and not self.undone_at and timezone.now() < self.undo_until)

    @property
    def endorsement_until(self):
        """Until when directors may sign for those it seated; None for a draft."""
        return self.imported_at and self.imported_at + self.SIGN_OFF
