from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import Person

from .meeting import Meeting


class AttendanceReopening(models.Model):
    """Attendance of a meeting was opened again after it had been closed, and why.

    It is said beside every number that comes of this attendance, also after it is closed again.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="reopenings")
    reason = models.CharField(max_length=200)
    reopened_at = models.DateTimeField(default=timezone.now)
    reopened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    closed_again_at = models.DateTimeField(null=True, blank=True)
    closed_again_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["reopened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(closed_again_at=None),
                name="attendance_reopened_once_at_a_time",
            ),
            models.CheckConstraint(
                name="attendance_reopened_with_a_reason", condition=~Q(reason="")
            ),
            models.CheckConstraint(
                name="attendance_closed_again_by_somebody",
                condition=Q(closed_again_at__isnull=True, closed_again_by__isnull=True)
                | Q(
                    closed_again_at__isnull=False,
                    closed_again_by__isnull=False,
                    closed_again_at__gte=models.F("reopened_at"),
                ),
            ),
        ]

    def __str__(self):
        return self.reason
