"""Counting a closed evaluation into a release, once and for good (decision 16)."""

import random
from collections import Counter

from django.db import connection, transaction

from guidebooks.models import Question

from ..models import Answer, Comment, Release, ReleasedFigure, Response
from .submit import counting_of, lock

TABLES_OF_ANSWERS = [Response, Answer, Comment]


def count_evaluation(evaluation, *, by=None):
    """Count what has not been counted yet; returns the release, or None when there is nothing to count now.

    Safe to run twice and by two at once. The raw rows get a new place and one transaction number in
    random order, and the traces of their old places are cleared away.
    """
    release = count_and_shuffle(evaluation, by=by)
    if evaluation.releases.exists():
        clear_old_places()  # also after a worker died between counting and clearing
    return release


@transaction.atomic
def count_and_shuffle(evaluation, *, by):
    lock(counting_of(evaluation))
    evaluation.refresh_from_db()
    uncounted = Response.objects.filter(evaluation=evaluation, release=None)
    number = evaluation.releases.count() + 1
    if not may_count(evaluation, number=number, answers=uncounted.count()):
        return None
    release = Release.objects.create(
        evaluation=evaluation,
        number=number,
        form=evaluation.form,
        attended=evaluation.meeting.attendances.in_the_room().count(),
        responses=uncounted.count(),
        released_by=by,
    )
    ReleasedFigure.objects.bulk_create(figures_of(release, Answer.objects.filter(response__in=uncounted)))
    rewrite_in_random_order(evaluation, release)
    return release


def may_count(evaluation, *, number, answers):
    """The first time as soon as it is closed; once more for the late ones, if they are enough to hide in."""
    if evaluation.closed_at is None or number > 2:
        return False
    enough = evaluation.meeting.cohort.network.cohort_threshold
    return number == 1 or (not evaluation.takes_late_answers and answers >= enough)


def figures_of(release, answers):
    """How many gave each answer to each question; nobody gave it: no row."""
    counts = Counter(answers.exclude(question__kind=Question.Kind.OPEN).values_list("question", "before", "now"))
    in_order = sorted(counts.items(), key=lambda item: [value or 0 for value in item[0]])
    return [
        ReleasedFigure(release=release, question_id=question, before=before, now=now, count=count)
        for (question, before, now), count in in_order
    ]


def rewrite_in_random_order(evaluation, release):
    """Write every raw row anew, shuffled, so that neither place nor transaction tells when it came."""
    rows = {
        Response: list(Response.objects.filter(evaluation=evaluation)),
        Answer: list(Answer.objects.filter(response__evaluation=evaluation)),
        Comment: list(Comment.objects.filter(evaluation=evaluation)),
    }
    Response.objects.filter(evaluation=evaluation).delete()
    Comment.objects.filter(evaluation=evaluation).delete()
    for model, kept in rows.items():
        random.SystemRandom().shuffle(kept)
        for row in kept:
            if model is not Answer:
                row.release_id = row.release_id or release.pk
        model.objects.bulk_create(kept)


def clear_old_places():
    """Let the database forget the rows' old places. Not possible inside a transaction."""
    if connection.in_atomic_block:
        return
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in TABLES_OF_ANSWERS)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (ANALYZE) {names}")
