from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class JobQuerySet(models.QuerySet):
    def stale(self):
        """Running jobs whose heartbeat is older than JOB_DEAD_AFTER_SECONDS:
        their worker has died.
        """
        silent = timezone.now() - timedelta(seconds=settings.JOB_DEAD_AFTER_SECONDS)
        return self.filter(state=Job.State.RUNNING, heartbeat_at__lt=silent)

    def lost(self):
        """Jobs queued for over JOB_LOST_AFTER_SECONDS: a worker died after it took the message
        and before the job.
        """
        long_ago = timezone.now() - timedelta(seconds=settings.JOB_LOST_AFTER_SECONDS)
        waits_since = Q(heartbeat_at__lt=long_ago) | Q(heartbeat_at=None, created_at__lt=long_ago)
        return self.filter(waits_since, state=Job.State.QUEUED)

    def unfinished(self):
        return self.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])


class Job(models.Model):
    """One piece of background work, with its progress.

    `arguments` are ids, never text that people wrote.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    kind = models.SlugField()
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    owner_id = models.BigIntegerField(
        null=True, blank=True, help_text="The person who asked for it."
    )
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=1)
    words = models.CharField(
        max_length=200, blank=True, help_text="What happened, for the person who asked."
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_state")]
        constraints = [
            models.CheckConstraint(name="job_done_within_total", condition=Q(done__lte=F("total")))
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def report(self, *, done, total=None, words=""):
        """Record the progress, which counts as a heartbeat too.

        done, total: steps; words: at most 200 characters.
        """
        self.done, self.total, self.words = done, total or self.total, words[:200]
        self.heartbeat_at = timezone.now()
        self.save(update_fields=["done", "total", "words", "heartbeat_at"])


class WorkerPulse(models.Model):
    """When a worker last reached the database (`at`) and last sent mail (`mail_at`);
    read by /healthz.
    """

    worker = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField()
    mail_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.worker
