"""Submitting an evaluation: through the page, by the action behind it, and as a bare insert of the same rows."""

import secrets

from django.db import connection, transaction
from django.urls import reverse

from cohorts.models import CohortMembership
from evaluations.actions.submit import submit_answers, withdraw_answers
from evaluations.models import Evaluation, Response

from .rounds import ms, ratio, take_turns, timed
from .visits import ask, session_of

TOKEN = "b" * 32


def measure_submit(site, rounds):
    """Everything that is sent is taken back afterwards; all in this one process, one after the other."""
    with site.databases.using(site.name):
        evaluation = Evaluation.objects.select_related("form", "meeting__cohort").filter(closed_at=None, responses__isnull=False).earliest("pk")
        member = CohortMembership.objects.select_related("person").get(cohort=evaluation.meeting.cohort, person=site.place.people["participant"])
        ratings, words = everything(evaluation)
        calls = {
            "page": timed(page_call(site, evaluation, member, ratings)),
            "verb": timed(lambda: submit_answers(evaluation, member, ratings=ratings, comments=words)),
            "bare": timed(lambda: bare_insert(evaluation, ratings, words)),
        }
        times = take_turns(calls, rounds)
        withdraw_answers(evaluation, member)
        Response.objects.filter(evaluation=evaluation, token__startswith="bare").delete()
        evaluation.comments.filter(token__startswith="bare").delete()
    return {
        "rows": 1 + len(ratings) + len(words),
        "per_second_page": round(1000 / ms(times["page"]), 1),
        "per_second_verb": round(1000 / ms(times["verb"]), 1),
        "per_second_bare": round(1000 / ms(times["bare"]), 1),
        "page_times_bare": ratio(times["page"], times["bare"]),
        "verb_times_bare": ratio(times["verb"], times["bare"]),
    }


def everything(evaluation):
    """Every question answered."""
    questions = list(evaluation.form.questions.all())
    ratings = {q: (1 if q.kind == "before_now" else None, 2) for q in questions if q.kind != "open"}
    return ratings, {q: ("The talk at table four.", True) for q in questions if q.kind == "open"}


def page_call(site, evaluation, member, ratings):
    """The form as a browser sends it, again and again: each one replaces the one before."""
    path = reverse("evaluations:evaluation-answer", args=[evaluation.meeting.cohort.slug, evaluation.meeting.position])
    cookies = session_of(member.person) | {"csrftoken": TOKEN}
    sent = {"csrfmiddlewaretoken": TOKEN}
    for question, (before, now) in ratings.items():
        sent |= {f"{question.code}-before": before, f"{question.code}-now": now} if before else {question.code: now}

    def send():
        answer = ask(site.product, path, cookies, sent)
        if answer.status != 302:
            raise RuntimeError(f"An evaluation was answered with {answer.status}.")

    return send


@transaction.atomic
def bare_insert(evaluation, ratings, words):
    """One response with its answers and lines, three statements, one transaction."""
    token = f"bare{secrets.token_hex(30)}"
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO evaluations_response (token, evaluation_id) VALUES (%s, %s)", [token, evaluation.pk])
        rows = [(token, question.pk, before, now) for question, (before, now) in ratings.items()]
        insert(cursor, "evaluations_answer (response_id, question_id, before, now)", rows)
        lines = [(f"bare{secrets.token_hex(30)}", evaluation.pk, question.pk, text, quote) for question, (text, quote) in words.items()]
        insert(cursor, "evaluations_comment (token, evaluation_id, question_id, text, may_quote)", lines)


def insert(cursor, into, rows):
    places = ", ".join(["(" + ", ".join(["%s"] * len(rows[0])) + ")"] * len(rows))
    cursor.execute(f"INSERT INTO {into} VALUES {places}", [value for row in rows for value in row])
