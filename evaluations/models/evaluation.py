from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from guidebooks.models import EvaluationForm
from lib.history import tracked
from meetings.models import Meeting
from people.models import Person

#: How long after closing a late answer is still taken (it is counted only with enough others).
LATE_DAYS = 14


@tracked()
class Evaluation(models.Model):
    """The evaluation of one meeting: open from its beginning until somebody closes it."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="evaluation")
    form = models.ForeignKey(EvaluationForm, models.PROTECT, related_name="evaluations")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="evaluation_closed_by_somebody",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True) | Q(closed_at__isnull=False, closed_by__isnull=False),
            )
        ]

    def __str__(self):
        return f"Evaluation of {self.meeting}"

    @property
    def has_begun(self):
        return self.meeting.starts_at <= timezone.now()

    @property
    def is_open(self):
        return self.has_begun and self.closed_at is None

    @property
    def takes_late_answers(self):
        return self.closed_at is not None and timezone.now() < self.late_until

    @property
    def late_until(self):
        """The last moment for a late answer, or None while the evaluation is open."""
        return self.closed_at and self.closed_at + timedelta(days=LATE_DAYS)

    def people(self):
        """Who evaluates: those in the room, and every member of that day until the roll call is closed."""
        members = self.meeting.cohort.memberships
        if not self.meeting.is_held:
            return members.in_room_on(self.meeting.on)
        return members.filter(attendances__in=self.meeting.attendances.in_the_room())

    def close(self, *, by):
        """Close it once; of two at once the first counts. Returns whether this call closed it."""
        still_open = Evaluation.objects.filter(pk=self.pk, closed_at=None)
        closed = still_open.update(closed_at=timezone.now(), closed_by=by) == 1
        self.refresh_from_db()
        return closed
