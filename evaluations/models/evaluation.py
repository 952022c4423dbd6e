from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils import timezone

from guidebooks.models import EvaluationForm
from lib.history import tracked
from meetings.models import Meeting
from people.models import Person

#: Where a day begins first.
FIRST_ZONE = ZoneInfo("Pacific/Kiritimati")
#: Days after the meeting in which an evaluation is open, unless a later day is set.
OPEN_DAYS = 14
#: It can be kept open until so many days after the meeting: personal links open for longer.
LATEST_OPEN_DAYS = 45
#: Days after closing in which a late answer is accepted.
#: It is counted only together with enough others.
LATE_DAYS = 14
#: No answer can be taken more days than this after the meeting.
MOST_DAYS_TO_ANSWER = LATEST_OPEN_DAYS + LATE_DAYS


class EvaluationQuerySet(models.QuerySet):
    def to_be_closed(self):
        """Those whose last day is over somewhere in the world, with attendance closed.

        `has_ended` says whether it is over where the cohort is.
        """
        today = timezone.localdate(timezone=FIRST_ZONE)
        is_over = Q(closes_on__lt=today) | Q(
            closes_on=None, meeting__on__lt=today - timedelta(days=OPEN_DAYS)
        )
        return self.filter(is_over, closed_at=None, meeting__attendance_closed_at__isnull=False)


@tracked()
class Evaluation(models.Model):
    """The evaluation of one meeting: open from the start of the meeting to the end of its last
    day, or until somebody closes it before.

    After its last day nothing is accepted as before it, whether or not it has been closed and
    counted yet. `closed_by` is empty where it closed by itself.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="evaluation")
    form = models.ForeignKey(EvaluationForm, models.PROTECT, related_name="evaluations")
    #: The last day to answer, where it is not the usual one.
    closes_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="evaluation_open_closed_by_nobody",
                condition=Q(closed_at__isnull=False) | Q(closed_by__isnull=True),
            )
        ]

    def __str__(self):
        return f"Evaluation of {self.meeting}"

    @property
    def has_begun(self):
        return self.meeting.has_begun

    @property
    def last_day(self):
        """The last day on which members can answer (date)."""
        return self.closes_on or self.meeting.on + timedelta(days=OPEN_DAYS)

    @property
    def latest_day(self):
        """The latest day until which it can be kept open."""
        return self.meeting.on + timedelta(days=LATEST_OPEN_DAYS)

    @property
    def ends_at(self):
        """The end of the last day where the cohort is (aware datetime)."""
        after = self.last_day + timedelta(days=1)
        return datetime.combine(after, time.min, tzinfo=self.meeting.zone)

    @property
    def ended_at(self):
        """When it was closed, or when its last day was over; None while it is open or ahead."""
        if self.closed_at:
            return self.closed_at
        return self.ends_at if self.ends_at <= timezone.now() else None

    @property
    def has_ended(self):
        return self.ended_at is not None

    @property
    def is_open(self):
        return self.has_begun and not self.has_ended

    @property
    def takes_late_answers(self):
        return self.has_ended and timezone.now() < self.late_until

    @property
    def is_late_period_over(self):
        return self.has_ended and not self.takes_late_answers

    @property
    def late_until(self):
        """When the late period ends (datetime), or None while the evaluation is open."""
        return self.ended_at and self.ended_at + timedelta(days=LATE_DAYS)

    def are_enough(self, late_answers):
        """Whether so many late answers may be counted:
        fewer than the cohort's threshold could be recognized.
        """
        return late_answers >= self.meeting.cohort.network.cohort_threshold

    def people(self):
        """Memberships that evaluate: those who attended, or every member of that day
        until attendance is closed for the first time.
        """
        members = self.meeting.cohort.memberships
        if not self.meeting.first_closed_at:
            return members.current_on(self.meeting.on)
        return members.filter(attendances__in=self.meeting.attendances.attended())

    def close(self, *, by=None):
        """Close it, recording who did; as of the end of its last day, if that is over.

        Returns whether this call closed it: of two concurrent calls, one does.
        """
        open_rows = Evaluation.objects.filter(pk=self.pk, closed_at=None)
        closed = open_rows.update(closed_at=self.ended_at or timezone.now(), closed_by=by) == 1
        self.refresh_from_db()
        return closed

    def may_stay_open_until(self, day):
        """Whether its last day can become this one: a later one, since letters tell of it."""
        return (
            self.has_begun
            and self.closed_at is None
            and max(self.last_day + timedelta(days=1), self.today) <= day <= self.latest_day
        )

    @property
    def today(self):
        return self.meeting.cohort.today

    def keep_open_until(self, day):
        self.closes_on = day
        self.save(update_fields=["closes_on"])
