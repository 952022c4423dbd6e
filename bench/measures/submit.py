"""Submitting an evaluation: by its page, by the action behind it, and by bare inserts
of the same rows.
"""

import secrets

from django.db import connection, transaction
from django.urls import reverse

from cohorts.models import CohortMembership
from evaluations.actions.submit import submit_answers, withdraw_answers
from evaluations.models import Evaluation, Response

from .rounds import median_ms, median_ratio, take_turns, timed
from .visits import send_request, session_cookie

CSRF_TOKEN = "b" * 32


def measure_submit(site, rounds):
    """Rates per second and ratios.

    All submissions are removed afterwards; everything runs in this process.
    """
    with site.databases.using(site.name):
        evaluation = open_evaluation()
        member = CohortMembership.objects.select_related("person").get(
            cohort=evaluation.meeting.cohort, person=site.subjects.people["participant"]
        )
        ratings, words = answers_to_all(evaluation)
        times = take_turns(ways_to_submit(site, evaluation, member, ratings, words), rounds)
        remove_answers(evaluation, member)
    return {"rows": 1 + len(ratings) + len(words)} | rates(times)


def open_evaluation():
    """The first evaluation that is open and has answers."""
    evaluations = Evaluation.objects.select_related("form", "meeting__cohort")
    return evaluations.filter(closed_at=None, responses__isnull=False).earliest("pk")


def answers_to_all(evaluation):
    """(ratings, comments) that answer every question, as submit_answers takes them."""
    questions = list(evaluation.form.questions.all())
    ratings = {q: (1 if q.kind == "before_now" else None, 2) for q in questions if q.kind != "open"}
    return ratings, {q: ("The talk at table four.", True) for q in questions if q.kind == "open"}


def ways_to_submit(site, evaluation, member, ratings, words):
    """{name: call for `take_turns`}, from the page to bare inserts."""
    return {
        "page": timed(page_call(site, evaluation, member, ratings)),
        "verb": timed(lambda: submit_answers(evaluation, member, ratings=ratings, comments=words)),
        "bare": timed(lambda: bare_insert(evaluation, ratings, words)),
    }


def page_call(site, evaluation, member, ratings):
    """A function that sends the form as a browser does; each submission replaces the one before."""
    place = [evaluation.meeting.cohort.slug, evaluation.meeting.position]
    path = reverse("evaluations:evaluation-answer", args=place)
    cookies = session_cookie(member.person) | {"csrftoken": CSRF_TOKEN}
    sent = fields_of(ratings)

    def send():
        answer = send_request(site.product, path, cookies, sent)
        if answer.status != 302:
            raise RuntimeError(f"An evaluation was answered with {answer.status}.")

    return send


def fields_of(ratings):
    """{name: value} of what a browser sends for these ratings."""
    sent = {"csrfmiddlewaretoken": CSRF_TOKEN}
    for question, (before, now) in ratings.items():
        sent |= (
            {f"{question.code}-before": before, f"{question.code}-now": now}
            if before
            else {question.code: now}
        )
    return sent


@transaction.atomic
def bare_insert(evaluation, ratings, words):
    """Insert one response with its answers and comments: three statements in one transaction."""
    token = f"bare{secrets.token_hex(30)}"
    with connection.cursor() as cursor:
        insert(cursor, "evaluations_response (token, evaluation_id)", [(token, evaluation.pk)])
        rows = [(token, question.pk, before, now) for question, (before, now) in ratings.items()]
        insert(cursor, "evaluations_answer (response_id, question_id, before, now)", rows)
        lines = [
            (f"bare{secrets.token_hex(30)}", evaluation.pk, question.pk, text, quote)
            for question, (text, quote) in words.items()
        ]
        into = "evaluations_comment (token, evaluation_id, question_id, text, may_quote)"
        insert(cursor, into, lines)


def insert(cursor, into, rows):
    places = ", ".join(["(" + ", ".join(["%s"] * len(rows[0])) + ")"] * len(rows))
    cursor.execute(f"INSERT INTO {into} VALUES {places}", [value for row in rows for value in row])


def remove_answers(evaluation, member):
    """Remove the member's answers and all that were inserted without a member."""
    withdraw_answers(evaluation, member)
    Response.objects.filter(evaluation=evaluation, token__startswith="bare").delete()
    evaluation.comments.filter(token__startswith="bare").delete()


def rates(times):
    """Submissions per second of each way, and the ratios to bare inserts."""
    per_second = {
        f"per_second_{way}": round(1000 / median_ms(seconds), 1) for way, seconds in times.items()
    }
    return per_second | {
        "page_times_bare": median_ratio(times["page"], times["bare"]),
        "verb_times_bare": median_ratio(times["verb"], times["bare"]),
    }
