"""Putting background work into the queue."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from .models import Job, JobInput
from .worker import run_job

#: What a job says before its first try.
NEVER_TRIED = {
    "state": Job.State.QUEUED,
    "attempts": 0,
    "done": 0,
    "words": "",
    "refusal": "",
    "finished_at": None,
}


def enqueue(kind, *, subject="", owner=None, parent=None, total=1, content=None, **arguments):
    """Queue a job in the running transaction; returns its Job.

    subject: what it is about; while a job of the same kind, subject and owner is unfinished, that
    one is returned. owner: the person who asked for it; total: of steps; content: what the job
    works on beside its arguments (JobInput).
    """
    limit = {"kind": kind, "subject": subject, "owner_id": getattr(owner, "pk", None)}
    fields = limit | {"arguments": arguments, "parent": parent, "total": total}
    try:
        return queue_job(fields, content)
    except IntegrityError:
        # it is unfinished, or was until a moment ago
        return Job.objects.unfinished().filter(**limit).first() or queue_job(fields, content)


@transaction.atomic
def queue_job(fields, content):
    row = Job.objects.create(**fields)
    if content is not None:
        JobInput.objects.create(job=row, content=content)
    run_job.enqueue(row.pk)
    return row


def retry(row):
    """Queue a failed job again, with all its tries; returns the job to look at.

    That is another one if the same was asked for meanwhile. Of two calls at once, one queues it.
    """
    try:
        with transaction.atomic():
            failed = Job.objects.filter(pk=row.pk, state=Job.State.FAILED)
            if failed.update(**NEVER_TRIED, heartbeat_at=timezone.now()):
                run_job.enqueue(row.pk)
    except IntegrityError:
        limit = {"kind": row.kind, "subject": row.subject, "owner_id": row.owner_id}
        return Job.objects.unfinished().filter(**limit).first() or row
    return row


def run_pending():
    """Run all queued jobs in this process: for tests and for building the demonstration."""
    while rows := list(
        Job.objects.filter(state=Job.State.QUEUED).order_by("pk").values_list("pk", flat=True)
    ):
        for pk in rows:
            run_job.func(pk)
