from django.db import models
from django.urls import reverse
from django.utils import timezone

from people.models import Person

from .meeting import Meeting


def tasks_page(meeting):
    return reverse("meetings:task-list", args=[meeting.cohort.slug, meeting.position])


class LogisticsItem(models.Model):
    """Something to arrange before a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="logistics")
    text = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["meeting", "due_on", "pk"]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return f"{tasks_page(self.meeting)}#logistics-{self.pk}"

    def complete(self, *, by, done=True):
        """Record that it is done, or with done=False that it is not."""
        self.done_at, self.done_by = (timezone.now(), by) if done else (None, None)
        self.save(update_fields=["done_at", "done_by"])

    @property
    def completed_at(self):
        return self.done_at

    @property
    def completed_by(self):
        return self.done_by


class FollowUp(models.Model):
    """Something a facilitator promised at a meeting: what, to whom, by when."""

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
