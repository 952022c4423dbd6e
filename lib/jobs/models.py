from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

#: The states of a job that somebody may still wait for.
UNFINISHED = ["queued", "running"]


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
        return self.filter(state__in=UNFINISHED)

    def about(self, kind, subject):
        """The jobs of this kind about this subject, the latest first."""
        return self.filter(kind=kind, subject=subject).order_by("-pk")


class Job(models.Model):
    """One piece of background work, with its progress.

    `arguments` are ids, never text that people wrote. `subject` says what it is about, such as
    meeting-12: of one kind, subject and person at most one job is unfinished. A job without a
    subject has no such limit.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    kind = models.SlugField()
    subject = models.SlugField(max_length=100, blank=True)
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
    refusal = models.CharField(
        max_length=300, blank=True, help_text="Why it cannot be done, as a sentence."
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_state")]
        constraints = [
            models.CheckConstraint(name="job_done_within_total", condition=Q(done__lte=F("total"))),
            models.UniqueConstraint(
                name="job_unfinished_once",
                fields=["kind", "subject", "owner_id"],
                condition=Q(state__in=UNFINISHED) & ~Q(subject=""),
                nulls_distinct=False,
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self):
        return reverse("dashboards:job-detail", args=[self.pk])

    @property
    def is_unfinished(self):
        return self.state in UNFINISHED

    def report(self, *, done, total=None, words=""):
        """Record the progress, which counts as a heartbeat too.

        done, total: steps; words: what came of it, at most 200 characters in no language, such as
        numbers: the page of the job says it in the language of its reader.
        """
        self.note(done=done, total=total, words=words)
        self.write_progress()

    def note(self, *, done, total=None, words=""):
        """Remember the progress until the next heartbeat writes it: for a job in the middle of a
        transaction, whose own writing nobody would see.
        """
        self.total, self.words = total or self.total, words[:200]
        self.done = done

    def write_progress(self):
        self.heartbeat_at = timezone.now()
        Job.objects.filter(pk=self.pk, state=Job.State.RUNNING).update(
            done=min(self.done, self.total),
            total=self.total,
            words=self.words,
            heartbeat_at=self.heartbeat_at,
        )


class JobInput(models.Model):
    """What a job works on and its arguments may not hold, such as the rows of a file.

    Deleted by the job when it is done.
    """

    job = models.OneToOneField(Job, models.CASCADE, related_name="input", primary_key=True)
    content = models.JSONField()

    def __str__(self):
        return f"Input of {self.job_id}"


class JobOutputQuerySet(models.QuerySet):
    def kept(self):
        return self.filter(kept_until__gt=timezone.now())

    def fresh(self, kind, fingerprint):
        """The kept file of this kind that was made from exactly this, or None. Its content is
        read when it is asked for.
        """
        found = self.kept().filter(job__kind=kind, fingerprint=fingerprint)
        return found.defer("content").order_by("-made_at").first()

    def that_name(self, person_id):
        return self.filter(person_ids__contains=[person_id])


class JobOutput(models.Model):
    """The file that a job made.

    `fingerprint` is a hash of all it was made from: the file is offered again as long as that is
    the same. `person_ids`: whom it names.
    """

    job = models.OneToOneField(Job, models.CASCADE, related_name="output", primary_key=True)
    fingerprint = models.CharField(max_length=64, db_index=True)
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    pages = models.PositiveIntegerField()
    person_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    kept_until = models.DateTimeField()

    objects = JobOutputQuerySet.as_manager()

    def __str__(self):
        return self.filename


class WorkerPulse(models.Model):
    """When a worker last reached the database (`at`) and last sent mail (`mail_at`);
    read by /healthz.
    """

    worker = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField()
    mail_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.worker
