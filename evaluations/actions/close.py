"""Ending an evaluation: closed by somebody, then counted in the background."""

from django.db import transaction

from lib.jobs.queue import enqueue


def why_not_close(evaluation):
    """What must come first, or "" when it can be closed now. One of these words, for the page to say."""
    if not evaluation.has_begun:
        return "not begun"
    if not evaluation.meeting.is_held:
        return "attendance"
    return "closed" if evaluation.closed_at else ""


@transaction.atomic
def close_evaluation(evaluation, *, by):
    """Close it and have it counted; of two at once the first counts. Returns whether this call closed it."""
    if why_not_close(evaluation) or not evaluation.close(by=by):
        return False
    enqueue("release", owner=by, evaluation=evaluation.pk)
    return True


def late_answers(evaluation):
    """How many came after the counting and are not counted yet."""
    return evaluation.responses.filter(release=None).count()


def can_count_late(evaluation):
    """Once, after the time for late answers is over, and only enough of them to hide in."""
    enough = evaluation.meeting.cohort.network.cohort_threshold
    is_time = evaluation.closed_at is not None and not evaluation.takes_late_answers
    return is_time and evaluation.releases.count() == 1 and late_answers(evaluation) >= enough


@transaction.atomic
def ask_to_count_late(evaluation, *, by):
    if not can_count_late(evaluation):
        return False
    enqueue("release", owner=by, evaluation=evaluation.pk)
    return True
