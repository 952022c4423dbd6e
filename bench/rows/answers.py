"""Evaluations in bulk: forms and releases by the models, answers and figures by set-based SQL.

Rows of closed evaluations are as counting leaves them (evaluations/actions/release.py): in random
order, and with figures that are counted from them. All triggers and constraints are on.
"""

from datetime import timedelta

from django.db import connection

from evaluations.models import Evaluation, Release
from guidebooks.models import EvaluationForm, FormQuestion, Question

from .cohorts import moment
from .meetings import attended, is_member_at

PAIRS_IN_TEN = 1
RESPONSES = """
    INSERT INTO evaluations_response (token, evaluation_id, release_id)
    SELECT md5(random()::text || e.id || n) || md5(random()::text || n), e.id, r.id
    FROM evaluations_evaluation e LEFT JOIN evaluations_release r ON r.evaluation_id = e.id
    JOIN unnest(%s::bigint[], %s::int[]) wanted(evaluation_id, answers)
         ON wanted.evaluation_id = e.id,
    generate_series(1, wanted.answers) n
    ORDER BY random()
"""
ANSWERS = """
    INSERT INTO evaluations_answer (response_id, question_id, before, now)
    SELECT token, id, CASE WHEN pair THEN least(3, 1 + floor(was * 3)) END,
           CASE WHEN pair THEN least(3, 1 + floor(was * 3) + (went < 0.6)::int)
                ELSE CASE WHEN was < 0.55 THEN 4 WHEN was < 0.95 THEN 3
                          WHEN was < 0.99 THEN 2 ELSE 1 END END
    FROM (SELECT r.token, q.id, q.kind = 'before_now' AS pair, random() AS was, random() AS went
          FROM evaluations_response r JOIN evaluations_evaluation e ON e.id = r.evaluation_id
          JOIN guidebooks_formquestion p ON p.form_id = e.form_id
          JOIN guidebooks_question q ON q.id = p.question_id
          WHERE q.kind <> 'open') each_rating
    ORDER BY token, id
"""
COMMENTS = """
    INSERT INTO evaluations_comment (token, evaluation_id, question_id, text, may_quote, release_id)
    SELECT md5(random()::text || r.token) || md5(random()::text || q.id), e.id, q.id,
           'The talk at table ' || (1 + floor(random() * 8))
               || ' gave me something to try on Monday.',
           random() < 0.5, r.release_id
    FROM evaluations_response r JOIN evaluations_evaluation e ON e.id = r.evaluation_id
    JOIN guidebooks_formquestion p ON p.form_id = e.form_id
    JOIN guidebooks_question q ON q.id = p.question_id
    WHERE q.kind = 'open' AND random() < 0.4
    ORDER BY random()
"""
ANALYZE = "ANALYZE evaluations_response, evaluations_answer"
FIGURES = """
    INSERT INTO evaluations_releasedfigure (release_id, question_id, before, now, count)
    SELECT r.release_id, a.question_id, a.before, a.now, count(*)
    FROM evaluations_answer a JOIN evaluations_response r ON r.token = a.response_id
    WHERE r.release_id IS NOT NULL GROUP BY 1, 2, 3, 4
"""


def add_answers(groups, size):
    """Add answers of everybody who came; of half of them where the evaluation is open."""
    use_long_form(groups, size.long_items)
    add_releases(groups)
    wanted = [
        (meeting.evaluation.pk, response_count(group, meeting))
        for group in groups
        for meeting in group.held
    ]
    with connection.cursor() as cursor:
        cursor.execute(RESPONSES, [list(column) for column in zip(*wanted, strict=True)])
        for statement in [ANSWERS, COMMENTS, ANALYZE, FIGURES]:
            cursor.execute(statement)


def use_long_form(groups, items):
    """Give the archived cycle a form with this number of ratings."""
    archived = [group.cohort.pk for group in groups if group.kind == "archived"]
    form = EvaluationForm.objects.create(code="bench-long")
    FormQuestion.objects.bulk_create(
        FormQuestion(form=form, question=question, position=n)
        for n, question in enumerate(create_questions(items), 1)
    )
    Evaluation.objects.filter(meeting__cohort__in=archived).update(form=form)


def create_questions(items):
    """Create this number of ratings, and an open question at the end."""
    kinds = ["before_now" if n % 10 < PAIRS_IN_TEN else "agreement" for n in range(items)]
    return Question.objects.bulk_create(
        Question(
            code=f"bench-{n}", kind=kind, construct="bench", text=f"Question {n} of a long form"
        )
        for n, kind in enumerate([*kinds, "open"])
    )


def add_releases(groups):
    """Close every evaluation that is over, and release it two minutes later."""
    released = [(group, meeting) for group in groups for meeting in group.released]
    for group, meeting in released:
        meeting.evaluation.closed_at = moment(meeting.on + timedelta(days=3))
        meeting.evaluation.closed_by = group.staff[0]
    Evaluation.objects.bulk_update(
        [meeting.evaluation for _, meeting in released], ["closed_at", "closed_by"], batch_size=500
    )
    form_of = dict(Evaluation.objects.values_list("pk", "form"))
    Release.objects.bulk_create(
        build_release(group, meeting, form_of[meeting.evaluation.pk]) for group, meeting in released
    )


def build_release(group, meeting, form):
    """form: the primary key of the form that the evaluation has now."""
    came = attendance_count(group, meeting)
    return Release(
        evaluation=meeting.evaluation,
        number=1,
        form_id=form,
        attended=came,
        responses=came,
        released_at=meeting.evaluation.closed_at + timedelta(minutes=2),
        released_by=group.staff[0],
    )


def attendance_count(group, meeting):
    return sum(
        is_member_at(member, meeting) and attended(number, meeting)
        for number, member in enumerate(group.members)
    )


def response_count(group, meeting):
    here = attendance_count(group, meeting)
    return here if meeting in group.released else here // 2
