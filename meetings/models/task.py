from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from guidebooks.models import Setting, TaskEvent
from people.models import Person

from .meeting import Meeting


def tasks_page(meeting):
    return reverse("meetings:task-list", args=[meeting.cohort.slug, meeting.position])


class LogisticsQuerySet(models.QuerySet):
    def needed(self):
        """All but those that need a room, where the meeting has none, unless they are done."""
        return self.exclude(in_room=True, done_at=None, meeting__setting=Setting.VIRTUAL)

    def left(self):
        """Not done yet, but for what `is_off`: of meetings that do not take place."""
        off = Meeting.objects.filter(called_off_at__isnull=False, postponed=False)
        return self.needed().filter(done_at=None).exclude(meeting__in=off)

    def to_do(self):
        """Not done yet, of meetings that are ahead: as `is_left_over` says of one."""
        meetings = Meeting.objects.taking_place().filter(attendance_closed_at=None)
        return self.left().filter(meeting__in=meetings.filter(on__gte=timezone.localdate()))

    def tick(self, *events, by=None):
        """Tick those that are open and name one of these TaskEvents. Returns them.

        by: who did what ticks them; None where nobody did.
        """
        found = list(self.left().filter(event__in=events))
        for task in found:
            task.complete(by=by)
        return found

    def open_again(self, keys):
        """Take the ticks away that an act had made. Returns how many.

        keys: of tasks; those that somebody ticked or opened since are left.
        """
        return self.filter(pk__in=keys, done_at__isnull=False).update(done_at=None, done_by=None)


class LogisticsItem(models.Model):
    """Something to arrange before a meeting.

    event: what ticks it by itself, if anything does. in_room: it is for a meeting in a room only.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="logistics")
    text = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    event = models.CharField(max_length=20, blank=True, choices=TaskEvent.choices)
    in_room = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LogisticsQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="task_done_by_nobody_has_an_event",
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False) & (Q(done_by__isnull=False) | ~Q(event="")),
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return f"{tasks_page(self.meeting)}#logistics-{self.pk}"

    def complete(self, *, by, done=True):
        """Record that it is done, or with done=False that it is not."""
        self.done_at, self.done_by = (timezone.now(), by) if done else (None, None)
        self.save(update_fields=["done_at", "done_by"])

    @property
    def title(self):
        """Its text without the full stop, for lists where more follows."""
        return self.text.rstrip(".")

    @property
    def is_off(self):
        """Not done, and its meeting does not take place, on no day."""
        return self.done_at is None and self.meeting.is_called_off and not self.meeting.postponed

    @property
    def waits_for_date(self):
        """Not done, and another day is looked for: it is late only when that is set."""
        return self.done_at is None and self.meeting.is_called_off and self.meeting.postponed

    @property
    def can_be_late(self):
        """Not done, and its meeting is to come on a known day."""
        return not (self.done_at or self.meeting.is_called_off or self.meeting.is_behind)

    @property
    def is_left_over(self):
        """Not done, and its meeting is behind: it is late no more, and only waits to be closed."""
        return self.done_at is None and self.meeting.is_behind

    @property
    def completed_at(self):
        return self.done_at

    @property
    def completed_by(self):
        return self.done_by


class FollowUp(models.Model):
    """Something a facilitator promised at a meeting: what, to whom, by when."""

    #: A promise is kept after the meeting, also where that was called off.
    is_left_over = is_off = waits_for_date = False
    can_be_late = True

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="follow_ups")
    what = models.CharField(max_length=300)
    to_whom = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)
    kept_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["meeting", "due_on", "pk"]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return f"{tasks_page(self.meeting)}#follow_up-{self.pk}"

    def complete(self, *, by, done=True):
        """Record that it is done, or with done=False that it is not."""
        self.kept_at, self.kept_by = (timezone.now(), by) if done else (None, None)
        self.save(update_fields=["kept_at", "kept_by"])

    @property
    def completed_at(self):
        return self.kept_at

    @property
    def completed_by(self):
        return self.kept_by
