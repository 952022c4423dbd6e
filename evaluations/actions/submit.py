"""Sending an evaluation: it writes the evaluation and nothing else, anywhere (decision 17).

No person, no time, no session, no history, no job, no letter. One person has one answer a meeting,
however often it is sent and by however many hands at once.
"""

from django.db import connection, transaction

from ..eligibility import TAKES_ANSWERS, turn_of
from ..models import Answer, Comment, Response
from ..respondent_tokens import answers_token, words_token


@transaction.atomic
def send_answers(evaluation, membership, *, ratings, words):
    """Keep what was answered in place of anything sent before; returns whether it was taken.

    ratings: {question: (before, now)}, words: {question: (text, may be quoted)}; empty ones left out.
    """
    token = enter_alone(evaluation, membership)
    if turn_of(evaluation, membership) not in TAKES_ANSWERS:
        return False
    forget(evaluation, membership)
    Response.objects.create(token=token, evaluation=evaluation)
    Answer.objects.bulk_create(
        Answer(response_id=token, question=question, before=before, now=now) for question, (before, now) in ratings.items()
    )
    Comment.objects.bulk_create(
        Comment(
            token=words_token(membership, evaluation.meeting, question),
            evaluation=evaluation,
            question=question,
            text=text,
            may_quote=may_quote,
        )
        for question, (text, may_quote) in words.items()
    )
    return True


@transaction.atomic
def withdraw_answers(evaluation, membership):
    """Take back what was sent; returns whether there was still something to take back."""
    enter_alone(evaluation, membership)
    if turn_of(evaluation, membership) not in TAKES_ANSWERS:
        return False
    return forget(evaluation, membership)


def forget(evaluation, membership):
    """Delete what this member sent and nobody has counted yet."""
    mine = [words_token(membership, evaluation.meeting, question) for question in evaluation.form.questions.all()]
    Comment.objects.filter(token__in=mine, release=None).delete()
    gone, _ = Response.objects.filter(token=answers_token(membership, evaluation.meeting), release=None).delete()
    return gone > 0


def enter_alone(evaluation, membership):
    """Wait until nobody else writes for this member and nobody counts; returns the member's token."""
    token = answers_token(membership, evaluation.meeting)
    lock(counting_of(evaluation), shared=True)
    lock(f"evaluation answer {token}")
    return token


def counting_of(evaluation):
    """The name of the lock that counting takes alone and everybody who sends shares."""
    return f"evaluation count {evaluation.pk}"


def lock(name, *, shared=False):
    """Hold a name until the transaction ends; unlike a row lock it leaves no mark on any row."""
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [name])
