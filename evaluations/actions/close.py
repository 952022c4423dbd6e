"""Closing an evaluation and asking for its late answers to be counted.

Counting runs as a background job.
"""

from django.db import transaction

from lib.jobs.models import Job
from lib.jobs.queue import enqueue


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
def close_evaluation(evaluation, *, by):
    """Close it and queue its counting.

    Returns whether this call closed it: of two concurrent calls, one does.
    """
    if close_obstacle(evaluation) or not evaluation.close(by=by):
        return False
    queue_count(evaluation, by=by)
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
