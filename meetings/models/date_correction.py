from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import Person

from .meeting import Meeting


class DateCorrection(models.Model):
    """The day of a meeting that was over was put right: it had been on another day all along."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="date_corrections")
    was_on = models.DateField()
    reason = models.CharField(max_length=200)
    corrected_at = models.DateTimeField(default=timezone.now)
    corrected_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["corrected_at", "pk"]
        constraints = [
            models.CheckConstraint(name="date_corrected_with_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self):
        return self.reason
