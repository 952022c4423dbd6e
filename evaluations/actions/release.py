"""Counting a closed evaluation into a release. A release does not change afterwards."""

import random
from collections import Counter

from django.db import connection, transaction

from guidebooks.models import Question
from lib.jobs.registry import job

from ..models import Answer, Comment, Evaluation, Release, ReleasedFigure, Response
from .submit import count_lock_name, lock

ANSWER_TABLES = [Response, Answer, Comment]


@job("release")
def release(job, *, evaluation):
    """Background job: count the closed evaluation with this primary key.

    A second run counts nothing again.
    """
    found = Evaluation.objects.select_related("meeting__cohort__network", "form", "closed_by").get(
        pk=evaluation
    )
    counted = count_evaluation(found, by=found.closed_by)
    job.report(done=1, total=1, words=str(counted.pk) if counted else "")


def count_evaluation(evaluation, *, by=None):
    """Count the answers no release has counted; returns the Release, or None when nothing may be
    counted now.

    Safe to run twice and concurrently. The raw rows are rewritten in random order in one
    transaction, and the old row versions are vacuumed, so that nothing in the database tells in
    which order answers arrived.
    """
    release = count_and_shuffle(evaluation, by=by)
    if evaluation.releases.exists():
        vacuum_answer_tables()  # also when a worker died between counting and vacuuming
    return release


@transaction.atomic
def count_and_shuffle(evaluation, *, by):
    """The part of `count_evaluation` that runs in one transaction."""
    lock(count_lock_name(evaluation))
    evaluation.refresh_from_db()
    uncounted = Response.objects.filter(evaluation=evaluation, release=None)
    number = evaluation.releases.count() + 1
    if not may_count(evaluation, number=number, answers=uncounted.count()):
        return None
    release = create_release(evaluation, uncounted, number=number, by=by)
    ReleasedFigure.objects.bulk_create(
        released_figures(release, Answer.objects.filter(response__in=uncounted))
    )
    rewrite_in_random_order(evaluation, release)
    return release


def create_release(evaluation, uncounted, *, number, by):
    """uncounted: the responses that it counts."""
    return Release.objects.create(
        evaluation=evaluation,
        number=number,
        form=evaluation.form,
        attended=evaluation.meeting.attendances.attended().count(),
        responses=uncounted.count(),
        released_by=by,
    )


def may_count(evaluation, *, number, answers):
    """Release 1 as soon as the evaluation is closed; release 2 after the late period,
    with enough late answers.
    """
    if evaluation.closed_at is None or number > 2:
        return False
    return number == 1 or (evaluation.is_late_period_over and evaluation.are_enough(answers))


def released_figures(release, answers):
    """Unsaved ReleasedFigure rows: how often each (question, before, now) was given.

    Zero counts have no row.
    """
    counts = Counter(
        answers.exclude(question__kind=Question.Kind.OPEN).values_list("question", "before", "now")
    )
    in_order = sorted(counts.items(), key=lambda item: [value or 0 for value in item[0]])
    return [
        ReleasedFigure(release=release, question_id=question, before=before, now=now, count=count)
        for (question, before, now), count in in_order
    ]


def rewrite_in_random_order(evaluation, release):
    """Delete and reinsert every raw row, shuffled, so that neither row position nor transaction
    number tells when it arrived. Rows that belong to no release yet get this one.
    """
    rows = {
        Response: list(Response.objects.filter(evaluation=evaluation)),
        Answer: list(Answer.objects.filter(response__evaluation=evaluation)),
        Comment: list(Comment.objects.filter(evaluation=evaluation)),
    }
    Response.objects.filter(evaluation=evaluation).delete()
    Comment.objects.filter(evaluation=evaluation).delete()
    for model, instances in rows.items():
        random.SystemRandom().shuffle(instances)
        for instance in instances:
            if model is not Answer:
                instance.release_id = instance.release_id or release.pk
        model.objects.bulk_create(instances)


def vacuum_answer_tables():
    """Remove the deleted row versions from disk.

    Does nothing inside a transaction, where PostgreSQL forbids VACUUM.
    """
    if connection.in_atomic_block:
        return
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in ANSWER_TABLES)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (ANALYZE) {names}")
