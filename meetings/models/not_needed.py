from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import Person

from .meeting import Meeting


class NotNeeded(models.Model):
    """Something that a meeting lacks, and that somebody said it does not need.

    code: of the item of the checklist (dashboards/pages/checklist.py).
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="not_needed")
    code = models.CharField(max_length=60)
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["meeting", "code"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "code"], name="not_needed_once"),
            models.CheckConstraint(name="not_needed_names_what", condition=~Q(code="")),
        ]

    def __str__(self):
        return f"{self.meeting}: {self.code}"
