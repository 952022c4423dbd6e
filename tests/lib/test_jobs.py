"""Background work: progress, tries, and what happens when a worker dies in the middle."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.conf import settings as project
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cop_site.data_retention import RetentionPeriod
from cop_site.management.commands.work import (
    delete_what_is_over,
    requeue_and_report,
    send_mail,
)
from lib.jobs import registry, worker
from lib.jobs.data_retention import delete_expired, keep_until
from lib.jobs.models import Job, JobInput, JobOutput, WorkerPulse
from lib.jobs.queue import enqueue, retry, run_pending
from lib.jobs.registry import JobRefusedError, job
from lib.jobs.worker import requeue_stale_jobs, run_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran():
    """Registers kinds of work for the test; what ran is in the list."""
    done, kinds = [], dict(registry._functions)

    @job("example")
    def example(row, **arguments):
        row.report(done=1, total=2, words="half way")
        done.append((row.attempts, arguments))

    @job("poison")
    def poison(row):
        done.append(row.attempts)
        raise LookupError("Ana Reyes, ana@example.org")

    @job("refused")
    def refused(row):
        done.append(row.attempts)
        raise JobRefusedError("The agenda is empty. Write a block first.")

    yield done
    registry._functions.clear()
    registry._functions.update(kinds)


def silence(row, **ago):
    Job.objects.filter(pk=row.pk).update(
        heartbeat_at=timezone.now()
        - timedelta(**(ago or {"seconds": project.JOB_DEAD_AFTER_SECONDS + 1}))
    )


def test_a_job_runs_and_says_how_far_it_is(ran):
    row = enqueue("example", total=2, meeting=7)
    assert (row.state, row.done, row.total) == ("queued", 0, 2)
    run_pending()
    row.refresh_from_db()
    assert (
        ran == [(1, {"meeting": 7})]
        and (row.state, row.done, row.words) == ("done", 2, "half way")
        and row.finished_at
    )


def test_a_job_is_gone_with_its_transaction(ran):
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("example")
        raise RuntimeError
    assert Job.objects.count() == DBTaskResult.objects.count() == 0


def test_a_failing_job_is_tried_again_and_then_given_up_in_words(ran, caplog):
    row, began = enqueue("poison"), timezone.now()
    run_job.func(row.pk)
    ended = timezone.now()
    row.refresh_from_db()
    assert (row.state, row.words) == ("queued", "LookupError")
    again = DBTaskResult.objects.exclude(run_after=None).latest("enqueued_at")
    assert began <= again.run_after - timedelta(seconds=2) <= ended
    run_pending()
    row.refresh_from_db()
    assert (
        ran == [1, 2, 3, 4, 5]
        and (row.state, row.attempts) == ("failed", project.JOB_MAX_ATTEMPTS)
        and row.finished_at
    )
    assert "ana@example.org" not in row.words


def test_a_poisoned_job_does_not_hold_up_the_others(ran):
    enqueue("poison")
    enqueue("nobody knows this kind")
    good = enqueue("example")
    run_pending()
    good.refresh_from_db()
    assert good.state == "done" and Job.objects.filter(state="failed").count() == 2


def test_a_dead_workers_job_is_taken_up_once(ran):
    row = enqueue("example")
    assert worker.claim_job(row.pk)
    assert requeue_stale_jobs() == 0, "its worker was heard of a moment ago"
    silence(row)
    assert [requeue_stale_jobs(), requeue_stale_jobs()] == [1, 0]
    run_pending()
    row.refresh_from_db()
    assert row.state == "done" and row.attempts == 2 and len(ran) == 1


def test_taken_up_within_thirty_seconds():
    longest = (
        project.JOB_DEAD_AFTER_SECONDS + 2 * 2 + 1
    )  # two rounds of the house, one of the worker
    assert longest <= 30 and project.JOB_HEARTBEAT_SECONDS * 3 < project.JOB_DEAD_AFTER_SECONDS


def test_what_kills_every_worker_is_given_up(ran):
    row = enqueue("example")
    for _ in range(project.JOB_MAX_ATTEMPTS):
        assert worker.claim_job(row.pk)
        silence(row)
        requeue_stale_jobs()
    row.refresh_from_db()
    assert row.state == "failed" and row.words and requeue_stale_jobs() == 0


def test_a_job_whose_message_is_lost_is_found_again(ran):
    row = enqueue("example")
    DBTaskResult.objects.all().delete()  # a worker took the message and died before it took the job
    assert requeue_stale_jobs() == 0
    Job.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(minutes=5))
    assert [requeue_stale_jobs(), requeue_stale_jobs()] == [
        1,
        0,
    ] and DBTaskResult.objects.count() == 1


@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_runs_a_job_and_one_takes_up_the_dead(ran):
    row = enqueue("example")
    taken = []

    def at_once(act, times=8):
        gate = Barrier(times)

        def one():
            gate.wait(timeout=600)
            act()
            connection.close()

        threads = [Thread(target=one) for _ in range(times)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]

    at_once(lambda: run_job.func(row.pk))
    assert len(ran) == 1
    left = enqueue("example")
    worker.claim_job(left.pk)
    silence(left)
    at_once(lambda: taken.append(requeue_stale_jobs()))
    assert sum(taken) == 1


@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
def test_a_long_job_is_heard_of_while_it_runs(settings):
    settings.JOB_HEARTBEAT_SECONDS = 0.05
    row = enqueue("example")
    row = worker.claim_job(row.pk)
    silence(row)
    with worker.Heartbeat(row):
        for _ in range(400):
            worker.threading.Event().wait(0.05)
            if not Job.objects.stale().exists():
                break
    assert not Job.objects.stale().exists()


def test_a_round_of_the_worker_leaves_its_pulse(cohort):
    WorkerPulse.objects.create(worker="long gone", at=timezone.now() - timedelta(days=2))
    began = timezone.now()
    requeue_and_report("me"), send_mail("me")
    ended = timezone.now()
    pulse = WorkerPulse.objects.get()
    assert pulse.worker == "me" and began <= pulse.at <= ended and pulse.mail_at


# --- one at a time --------------------------------------------------------------------------------


def limits(person_id):
    return type("Owner", (), {"pk": person_id})


def test_asking_again_leads_to_the_unfinished_job(ran):
    mine, hers = limits(1), limits(2)
    first = enqueue("example", subject="meeting-7", owner=mine, meeting=7)
    assert enqueue("example", subject="meeting-7", owner=mine, meeting=7) == first
    assert DBTaskResult.objects.count() == 1
    others = [
        enqueue("example", subject="meeting-8", owner=mine),
        enqueue("example", subject="meeting-7", owner=hers),
        enqueue("poison", subject="meeting-7", owner=mine),
    ]
    assert len({first.pk, *(row.pk for row in others)}) == 4
    Job.objects.filter(pk=first.pk).update(state="done")
    assert enqueue("example", subject="meeting-7", owner=mine) != first


def test_a_job_of_nobody_is_one_at_a_time_too(ran):
    assert enqueue("example", subject="all") == enqueue("example", subject="all")


def test_a_job_without_a_subject_has_no_limit(ran):
    assert enqueue("example", owner=limits(1)) != enqueue("example", owner=limits(1))


@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_are_one_job(ran):
    gate, asked = Barrier(8), []

    def click():
        gate.wait(timeout=600)
        asked.append(enqueue("example", subject="meeting-7", owner=limits(1)).pk)
        connection.close()

    threads = [Thread(target=click) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(asked) == 8 and len(set(asked)) == Job.objects.count() == 1


# --- refusing, and trying again -------------------------------------------------------------------


def test_a_refusal_is_final_and_says_why(ran):
    row = enqueue("refused")
    run_pending()
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("failed", 1) and ran == [1]
    assert row.refusal == "The agenda is empty. Write a block first."


def test_a_failed_job_is_tried_again_once_when_asked(ran):
    row = enqueue("refused", subject="meeting-7", owner=limits(1))
    run_pending()
    assert [retry(row), retry(row)] == [row, row]
    row.refresh_from_db()
    assert (row.state, row.attempts, row.refusal, row.finished_at) == ("queued", 0, "", None)
    run_pending()
    assert ran == [1, 1]


def test_only_a_failed_job_is_tried_again(ran):
    row = enqueue("example")
    run_pending()
    retry(row)
    row.refresh_from_db()
    assert row.state == "done" and len(ran) == 1


def test_trying_again_leads_to_the_same_work_that_runs_meanwhile(ran):
    failed = enqueue("refused", subject="meeting-7", owner=limits(1))
    run_pending()
    newer = enqueue("refused", subject="meeting-7", owner=limits(1))
    assert retry(failed) == newer
    failed.refresh_from_db()
    assert failed.state == "failed"


def test_the_heartbeat_writes_progress_of_a_job_inside_a_transaction(ran):
    row = enqueue("example", total=9)
    row = worker.claim_job(row.pk)
    row.note(done=4, words="rows")
    assert Job.objects.get().done == 0
    row.write_progress()
    assert (Job.objects.get().done, Job.objects.get().words) == (4, "rows")


def test_a_job_that_was_given_up_writes_no_progress(ran):
    row = enqueue("example", total=9)
    row = worker.claim_job(row.pk)
    silence(row)
    requeue_stale_jobs()
    row.report(done=5)
    assert (Job.objects.get().state, Job.objects.get().done) == ("queued", 0)


# --- what is kept, and how long -------------------------------------------------------------------


def output(fingerprint="a" * 64, **fields):
    row = Job.objects.create(kind="example", state="done", finished_at=timezone.now())
    fields = {"kept_until": keep_until(), "filename": "a", "content": b"%PDF-", "pages": 3} | fields
    return JobOutput.objects.create(job=row, fingerprint=fingerprint, **fields)


def test_a_file_is_fresh_while_it_is_kept_and_made_from_the_same():
    kept = output()
    assert JobOutput.objects.fresh("example", "a" * 64) == kept
    assert JobOutput.objects.fresh("example", "b" * 64) is None
    assert JobOutput.objects.fresh("poison", "a" * 64) is None
    JobOutput.objects.update(kept_until=timezone.now())
    assert JobOutput.objects.fresh("example", "a" * 64) is None


def test_content_is_read_only_when_it_is_asked_for(django_assert_num_queries):
    output()
    with django_assert_num_queries(1):
        found = JobOutput.objects.fresh("example", "a" * 64)
    with django_assert_num_queries(1):
        assert bytes(found.content) == b"%PDF-"


def test_what_is_over_is_deleted_by_the_worker():
    now = timezone.now()
    kept, over = output(), output("b" * 64, kept_until=now - timedelta(seconds=1))
    old = Job.objects.create(
        kind="old", state="done", finished_at=now - timedelta(days=project.JOB_DAYS)
    )
    for age, row in [(0, kept.job), (project.JOB_INPUT_DAYS, over.job)]:
        JobInput.objects.create(job=row, content=[{"name": "Ana"}])
        Job.objects.filter(pk=row.pk).update(created_at=now - timedelta(days=age))
    waiting = Job.objects.create(kind="waiting", created_at=now - timedelta(days=99))
    delete_what_is_over("me")
    assert list(JobOutput.objects.all()) == [kept]
    assert list(JobInput.objects.values_list("job", flat=True)) == [kept.job_id]
    assert set(Job.objects.all()) == {kept.job, over.job, waiting} and old not in Job.objects.all()
    assert delete_expired() == 0


def test_the_periods_are_those_of_the_privacy_table():
    assert str(project.JOB_DAYS) in RetentionPeriod.WORK.value
    assert str(project.JOB_OUTPUT_DAYS) in RetentionPeriod.OUTPUT.value
    assert project.JOB_INPUT_DAYS == 1 and "one day" in RetentionPeriod.INPUT.value


def test_a_file_is_found_by_whom_it_names():
    named, other = output(person_ids=[3, 5]), output("b" * 64, person_ids=[5])
    assert list(JobOutput.objects.that_name(3)) == [named]
    assert set(JobOutput.objects.that_name(5)) == {named, other}
