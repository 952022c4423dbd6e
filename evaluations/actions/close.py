"""Closing an evaluation, keeping it open longer, and asking for its late answers to be counted.

Counting runs as a background job.
"""

from django.db import transaction

from lib.jobs.models import Job
from lib.jobs.queue import enqueue

from ..models import Evaluation

#: How many evaluations are closed in one round of the worker.
CLOSED_PER_ROUND = 100


def close_obstacle(evaluation):
    """What prevents closing: "not begun", "attendance" (not closed yet) or "closed" (already);
    "" if nothing does.
    """
    if not evaluation.has_begun:
        return "not begun"
    if not evaluation.meeting.is_held:
        return "attendance"
    return "closed" if evaluation.closed_at else ""


@transaction.atomic
def close_evaluation(evaluation, *, by=None):
    """Close it and queue its counting. by: None when it closes by itself.

    Returns whether this call closed it: of two concurrent calls, one does.
    """
    if close_obstacle(evaluation) or not evaluation.close(by=by):
        return False
    queue_count(evaluation, by=by)
    return True


def close_ended():
    """Close every evaluation whose last day is over; returns how many.

    Where attendance is not closed yet, it waits for that.
    """
    rows = Evaluation.objects.to_be_closed().order_by("pk").values_list("pk", flat=True)
    return sum(close_if_ended(pk) for pk in rows[:CLOSED_PER_ROUND])


@transaction.atomic
def close_if_ended(pk):
    """Close the evaluation with this primary key if its last day is over; returns whether this
    call did. The row is locked, so that nobody keeps it open longer at the same moment.
    """
    evaluation = lock_evaluation(pk)
    return evaluation.has_ended and close_evaluation(evaluation)


def lock_evaluation(pk):
    """The evaluation with its meeting; nobody else closes it or changes its last day meanwhile.

    The lock leaves room for answers, which refer to the row.
    """
    related = Evaluation.objects.select_related("meeting__cohort__network")
    return related.select_for_update(of=("self",), no_key=True).get(pk=pk)


@transaction.atomic
def keep_open(evaluation, *, until):
    """Set a later last day; returns whether that is possible."""
    locked = lock_evaluation(evaluation.pk)
    if not locked.may_stay_open_until(until):
        return False
    locked.keep_open_until(until)
    return True


def queue_count(evaluation, *, by):
    enqueue("release", subject=count_subject(evaluation), owner=by, evaluation=evaluation.pk)


def count_subject(evaluation):
    return f"evaluation-{evaluation.pk}"


def latest_count(evaluation):
    """The latest job that counts this evaluation, or None."""
    return Job.objects.about("release", count_subject(evaluation)).first()


def uncounted_answers(evaluation):
    """Number of responses no release has counted;
    after the first release these are the late ones.
    """
    return evaluation.responses.filter(release=None).count()


def can_count_late(evaluation):
    """Late answers are counted once, after the late period,
    and only if there are enough of them.
    """
    return (
        evaluation.is_late_period_over
        and evaluation.releases.count() == 1
        and evaluation.are_enough(uncounted_answers(evaluation))
    )


@transaction.atomic
def queue_late_count(evaluation, *, by):
    """Queue the counting of late answers; returns whether that is possible now."""
    if not can_count_late(evaluation):
        return False
    queue_count(evaluation, by=by)
    return True
