"""Submitting and withdrawing an evaluation.

Both write Response, Answer and Comment rows and nothing else: no person, time, session, history,
job or letter, so that no other table can tell who answered. A member has one response a meeting,
however often and however concurrently it is submitted.
"""

from django.db import connection, transaction

from ..eligibility import accepts_answers
from ..models import Answer, Comment, Response
from ..respondent_tokens import answers_token, comment_token


@transaction.atomic
def submit_answers(evaluation, membership, *, ratings, comments):
    """Store these answers in place of any submitted before; returns whether they were accepted.

    ratings: {question: (before, now)}; comments: {question: (text, may_quote)};
    questions without an answer left out.
    """
    token = acquire_locks(evaluation, membership)
    if not accepts_answers(evaluation, membership):
        return False
    delete_uncounted(evaluation, membership)
    Response.objects.create(token=token, evaluation=evaluation)
    create_answers(token, ratings)
    create_comments(evaluation, membership, comments)
    return True


def create_answers(token, ratings):
    Answer.objects.bulk_create(
        Answer(response_id=token, question=question, before=before, now=now)
        for question, (before, now) in ratings.items()
    )


def create_comments(evaluation, membership, comments):
    Comment.objects.bulk_create(
        Comment(
            token=comment_token(membership, evaluation.meeting, question),
            evaluation=evaluation,
            question=question,
            text=text,
            may_quote=may_quote,
        )
        for question, (text, may_quote) in comments.items()
    )


@transaction.atomic
def withdraw_answers(evaluation, membership):
    """Delete what was submitted; returns whether there was anything left to delete."""
    acquire_locks(evaluation, membership)
    if not accepts_answers(evaluation, membership):
        return False
    return delete_uncounted(evaluation, membership)


def delete_uncounted(evaluation, membership):
    """Delete what this member submitted and no release has counted;
    returns whether there was a response.
    """
    questions = evaluation.form.questions.all()
    tokens = [comment_token(membership, evaluation.meeting, question) for question in questions]
    Comment.objects.filter(token__in=tokens, release=None).delete()
    token = answers_token(membership, evaluation.meeting)
    deleted, _ = Response.objects.filter(token=token, release=None).delete()
    return deleted > 0


def acquire_locks(evaluation, membership):
    """Wait until nobody else writes for this member and no count is running;
    returns the member's answers token.
    """
    token = answers_token(membership, evaluation.meeting)
    lock(count_lock_name(evaluation), shared=True)
    lock(f"evaluation answer {token}")
    return token


def count_lock_name(evaluation):
    """The lock that counting holds exclusively and every submission holds shared."""
    return f"evaluation count {evaluation.pk}"


def lock(name, *, shared=False):
    """Hold a PostgreSQL advisory lock until the transaction ends.

    A row lock would leave a transaction number on a row, from which the order of submissions
    could be read.
    """
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [name])
