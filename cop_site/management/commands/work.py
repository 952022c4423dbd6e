import os
import socket
import threading
import time
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.autoreload import run_with_reloader
from django_tasks_db.management.commands.db_worker import Worker

from accounts.actions.signin_links import process_sign_in_requests
from cohorts.letters.delivery import send_due_letters
from evaluations.actions.close import close_ended
from lib.jobs.data_retention import delete_expired
from lib.jobs.models import WorkerPulse
from lib.jobs.worker import log, requeue_stale_jobs
from lifecycle.actions.undo_merge import forget_steps
from recruitment.actions.application_drafts import delete_expired_drafts
from recruitment.actions.needs import forget_needs
from recruitment.actions.roster_import import delete_expired_rosters

SECONDS_BETWEEN_ROUNDS = 2
#: How often evaluations are closed whose last day is over.
SECONDS_BETWEEN_CLOSINGS = 60
#: How often what is no longer kept is deleted.
SECONDS_BETWEEN_DELETIONS = 600


class Command(BaseCommand):
    help = (
        "Work in the background: run jobs, send letters, close evaluations, take up what a dead "
        "worker left. Start as many as you like."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--reload",
            action="store_true",
            help="start again when the code changes, to develop; a job in hand is begun anew",
        )

    def handle(self, *, reload, **options):
        if reload:
            run_with_reloader(work)
        else:
            work(finish_job=True)


def work(*, finish_job=False):
    """Work until told to stop. finish_job: and then finish the job in hand; not in a thread,
    where no signal can be handled.
    """
    name = f"{socket.gethostname()}-{os.getpid()}"[:60]
    start_rounds(name)
    worker = job_worker(name)
    if finish_job:
        worker.configure_signals()
    worker.run()


def start_rounds(name):
    """Start what is done again and again, each in a thread of its own. name: of this worker."""
    for one_round, seconds in (
        (requeue_and_report, SECONDS_BETWEEN_ROUNDS),
        (send_mail, SECONDS_BETWEEN_ROUNDS),
        (close_evaluations, SECONDS_BETWEEN_CLOSINGS),
        (delete_what_is_over, SECONDS_BETWEEN_DELETIONS),
    ):
        threading.Thread(target=repeat, args=[one_round, name, seconds], daemon=True).start()


def job_worker(name):
    return Worker(
        queue_names=["*"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )


def repeat(one_round, name, seconds=SECONDS_BETWEEN_ROUNDS):
    """Call `one_round(name)` every so many seconds, for ever. name: of this worker."""
    while True:
        try:
            one_round(name)
        except Exception:  # a database restart must not end the worker
            log.exception("A round of the background worker failed; the next one tries again")
        close_old_connections()
        time.sleep(seconds)


def requeue_and_report(name):
    """Requeue jobs of dead workers and record that this one is alive;
    workers not seen for a day are forgotten.
    """
    requeue_stale_jobs()
    now = timezone.now()
    WorkerPulse.objects.update_or_create(worker=name, defaults={"at": now})
    WorkerPulse.objects.filter(at__lt=now - timedelta(days=1)).delete()


def send_mail(name):
    """Answer sign-in requests and send due letters; in a thread of its own,
    since a mail server may be slow.
    """
    process_sign_in_requests()
    send_due_letters()
    WorkerPulse.objects.filter(worker=name).update(mail_at=timezone.now())


def close_evaluations(name):
    """Close the evaluations whose last day is over, and queue their counting."""
    close_ended()


def delete_what_is_over(name):
    """Delete files of jobs, jobs, drafts of applications and rosters, what people need in a room,
    and what undoes a joining, once their time is over.
    """
    delete_expired()
    delete_expired_drafts()
    delete_expired_rosters()
    forget_needs()
    forget_steps()
