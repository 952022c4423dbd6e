"""Putting background work into the queue."""

from .models import Job
from .worker import run_job


def enqueue(kind, *, owner=None, parent=None, total=1, **arguments):
    """Queue a job in the running transaction; returns its Job.

    owner: the person who asked for it; total: of steps.
    """
    owner_id = getattr(owner, "pk", None)
    row = Job.objects.create(
        kind=kind, arguments=arguments, owner_id=owner_id, parent=parent, total=total
    )
    run_job.enqueue(row.pk)
    return row


def run_pending():
    """Run all queued jobs in this process: for tests and for building the demonstration."""
    while rows := list(
        Job.objects.filter(state=Job.State.QUEUED).order_by("pk").values_list("pk", flat=True)
    ):
        for pk in rows:
            run_job.func(pk)
