"""Counting an evaluation into a release, compared with hand-written SQL that leaves
the same rows.
"""

from django.db import connection, transaction
from django.utils import timezone

from evaluations.actions.release import count_and_shuffle, vacuum_answer_tables
from evaluations.models import Evaluation

from .rounds import median_ms, median_ratio, take_turns, timed

#: What the job does: one release, its figures, and every raw row written again in random order.
SQL_STATEMENTS = [
    """INSERT INTO evaluations_release
              (evaluation_id, number, form_id, rule_version, attended, responses, released_at)
       SELECT e.id, 1, e.form_id, 1,
              (SELECT count(*) FROM meetings_attendance a WHERE a.meeting_id = e.meeting_id
               AND a.status IN ('present', 'late', 'left_early')),
              (SELECT count(*) FROM evaluations_response r WHERE r.evaluation_id = e.id), now()
       FROM evaluations_evaluation e WHERE e.id = %(pk)s""",
    """INSERT INTO evaluations_releasedfigure (release_id, question_id, before, now, count)
       SELECT l.id, a.question_id, a.before, a.now, count(*) FROM evaluations_answer a
       JOIN evaluations_response r ON r.token = a.response_id
       JOIN evaluations_release l ON l.evaluation_id = r.evaluation_id
       WHERE r.evaluation_id = %(pk)s GROUP BY 1, 2, 3, 4""",
    """CREATE TEMP TABLE kept_responses ON COMMIT DROP AS
       SELECT r.token, r.evaluation_id, l.id FROM evaluations_response r
       JOIN evaluations_release l USING (evaluation_id)
       WHERE r.evaluation_id = %(pk)s ORDER BY random()""",
    """CREATE TEMP TABLE kept_answers ON COMMIT DROP AS
       SELECT a.response_id, a.question_id, a.before, a.now FROM evaluations_answer a
       JOIN kept_responses k ON k.token = a.response_id ORDER BY random()""",
    """CREATE TEMP TABLE kept_comments ON COMMIT DROP AS
       SELECT c.token, c.evaluation_id, c.question_id, c.text, c.may_quote, l.id
       FROM evaluations_comment c
       JOIN evaluations_release l USING (evaluation_id)
       WHERE c.evaluation_id = %(pk)s ORDER BY random()""",
    "DELETE FROM evaluations_answer USING kept_responses k WHERE response_id = k.token",
    "DELETE FROM evaluations_response WHERE evaluation_id = %(pk)s",
    "DELETE FROM evaluations_comment WHERE evaluation_id = %(pk)s",
    """INSERT INTO evaluations_response (token, evaluation_id, release_id)
       SELECT * FROM kept_responses""",
    """INSERT INTO evaluations_answer (response_id, question_id, before, now)
       SELECT * FROM kept_answers""",
    """INSERT INTO evaluations_comment
              (token, evaluation_id, question_id, text, may_quote, release_id)
       SELECT * FROM kept_comments""",
]


def measure_release(site, rounds):
    """Times of both ways in milliseconds.

    Each is rolled back, so that every round counts the same evaluation.
    """
    with site.databases.using(site.name):
        evaluation = Evaluation.objects.filter(closed_at=None, responses__isnull=False).earliest(
            "pk"
        )
        calls = {
            "job": timed(lambda: roll_back_after(count_by_job, evaluation)),
            "sql": timed(lambda: roll_back_after(count_by_sql, evaluation)),
        }
        times = take_turns(calls, rounds)
        clearing = take_turns({"clear": timed(vacuum_answer_tables)}, 3)
        return {
            "responses": evaluation.responses.count(),
            "answers": evaluation.responses.values("answers").count(),
            "ms_job": median_ms(times["job"]),
            "ms_sql": median_ms(times["sql"]),
            "times_sql": median_ratio(times["job"], times["sql"]),
            "ms_clearing": median_ms(clearing["clear"]),
        }


def roll_back_after(count, evaluation):
    with transaction.atomic():
        count(evaluation)
        transaction.set_rollback(True)


def count_by_job(evaluation):
    Evaluation.objects.filter(pk=evaluation.pk).update(
        closed_at=timezone.now(), closed_by=evaluation.meeting.attendance_closed_by_id
    )
    if count_and_shuffle(evaluation, by=None) is None:
        raise RuntimeError("There was nothing to count.")


def count_by_sql(evaluation):
    Evaluation.objects.filter(pk=evaluation.pk).update(
        closed_at=timezone.now(), closed_by=evaluation.meeting.attendance_closed_by_id
    )
    with connection.cursor() as cursor:
        for statement in SQL_STATEMENTS:
            cursor.execute(statement, {"pk": evaluation.pk})
