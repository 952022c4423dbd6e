from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from guidebooks.models import EvaluationForm
from lib.history import tracked
from meetings.models import Meeting
from people.models import Person

#: Days after closing in which a late answer is accepted.
#: It is counted only together with enough others.
LATE_DAYS = 14


@tracked()
class Evaluation(models.Model):
    """The evaluation of one meeting:
    open from the start of the meeting until somebody closes it.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="evaluation")
    form = models.ForeignKey(EvaluationForm, models.PROTECT, related_name="evaluations")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="evaluation_closed_by_somebody",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
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
    def is_late_period_over(self):
        return self.closed_at is not None and not self.takes_late_answers

    @property
    def late_until(self):
        """When the late period ends (datetime), or None while the evaluation is open."""
        return self.closed_at and self.closed_at + timedelta(days=LATE_DAYS)

    def are_enough(self, late_answers):
        """Whether so many late answers may be counted:
        fewer than the cohort's threshold could be recognized.
        """
        return late_answers >= self.meeting.cohort.network.cohort_threshold

    def people(self):
        """Memberships that evaluate: those who attended, or every member of that day
        until attendance is closed.
        """
        members = self.meeting.cohort.memberships
        if not self.meeting.is_held:
            return members.current_on(self.meeting.on)
        return members.filter(attendances__in=self.meeting.attendances.attended())

    def close(self, *, by):
        """Close it, recording who did.

        Returns whether this call closed it: of two concurrent calls, one does.
        """
        open_rows = Evaluation.objects.filter(pk=self.pk, closed_at=None)
        closed = open_rows.update(closed_at=timezone.now(), closed_by=by) == 1
        self.refresh_from_db()
        return closed
