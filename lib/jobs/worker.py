"""Background work on django-tasks: jobs with a heartbeat, which are queued again
when their worker dies.
"""

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from .models import Job
from .registry import JobRefusedError, function_of

log = logging.getLogger("hallway")
#: The columns that the end of a try may change.
FINISHING = ["state", "done", "words", "refusal", "finished_at", "heartbeat_at"]


@task()
def run_job(pk):
    """Try one job, once. Of two workers with the same job, one runs it."""
    row = claim_job(pk)
    if row is None:
        return
    with Heartbeat(row):
        try:
            function_of(row.kind)(row, **row.arguments)
        except JobRefusedError as refusal:
            finish_job(row, refusal=str(refusal))
            return
        except Exception as error:
            log.exception("Job %s failed", row.kind)
            finish_job(row, failed=type(error).__name__)
            return
    finish_job(row)


def claim_job(pk):
    """Mark a queued job as running and return it; None if another worker has it."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=pk, state=Job.State.QUEUED)
    if not waiting.update(
        state=Job.State.RUNNING, started_at=now, heartbeat_at=now, attempts=F("attempts") + 1
    ):
        return None
    return Job.objects.get(pk=pk)


def finish_job(row, failed="", refusal=""):
    """Mark it as done; after a failure queue it again, or mark it as failed at JOB_MAX_ATTEMPTS
    or when it was refused.

    failed: the name of the error; refusal: a sentence.
    """
    row.refresh_from_db()
    set_outcome(row, failed, refusal)
    with transaction.atomic():
        row.save(update_fields=FINISHING)
        if row.state == Job.State.QUEUED:
            try_later(row)


def set_outcome(row, failed, refusal):
    if refusal:
        row.state, row.refusal, row.finished_at = Job.State.FAILED, refusal[:300], timezone.now()
    elif not failed:
        row.state, row.done, row.finished_at = Job.State.DONE, row.total, timezone.now()
    elif row.attempts >= settings.JOB_MAX_ATTEMPTS:
        row.state, row.words, row.finished_at = Job.State.FAILED, failed, timezone.now()
    else:
        row.state, row.words, row.heartbeat_at = Job.State.QUEUED, failed, timezone.now()


def try_later(row):
    """The pause before a new try doubles each time."""
    run_after = timezone.now() + timedelta(seconds=2**row.attempts)
    run_job.using(run_after=run_after).enqueue(row.pk)


def requeue_stale_jobs():
    """Requeue jobs whose worker died, once each, and fail those that reached JOB_MAX_ATTEMPTS.

    Returns the number requeued.
    """
    left = Job.objects.stale()
    left.filter(attempts__gte=settings.JOB_MAX_ATTEMPTS).update(
        state=Job.State.FAILED, words="The worker stopped each time", finished_at=timezone.now()
    )
    return requeue_all(left, Job.objects.stale) + requeue_all(Job.objects.lost(), Job.objects.lost)


def requeue_all(jobs, find):
    """Returns how many. find: a function that returns those that are to be requeued by now."""
    return sum(requeue(pk, find()) for pk in jobs.values_list("pk", flat=True))


def requeue(pk, found):
    """Queue this job again if it is still in the queryset `found`; of two workers at once,
    one hears True.
    """
    with transaction.atomic():
        if not found.filter(pk=pk).update(state=Job.State.QUEUED, heartbeat_at=timezone.now()):
            return False
        run_job.enqueue(pk)
        return True


class Heartbeat:
    """A context manager that writes the job's heartbeat and progress every JOB_HEARTBEAT_SECONDS,
    in a thread of its own.
    """

    def __init__(self, row):
        self.row, self.over = row, threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self.beat, daemon=True)
        self.thread.start()

    def beat(self):
        while not self.over.wait(settings.JOB_HEARTBEAT_SECONDS):
            try:
                self.row.write_progress()
            except DatabaseError:  # the next round tries again
                log.warning("A heartbeat of job %s was not written", self.row.pk)
            close_old_connections()
        connection.close()

    def __exit__(self, *exc):
        self.over.set()
        self.thread.join(timeout=5)
