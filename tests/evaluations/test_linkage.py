"""The linkage attack: somebody who knows in which order people sent, and reads the whole database,
looks for whose is whose.

Before the release the order of writing gives everybody away; after it no column and no hidden
mark of the database is better than guessing. The key outside the database is the only thing
the attacker does not have.
"""

import math
import re
from datetime import timedelta

import pytest
from django.db import connection

from evaluations.actions.close import close_evaluation
from evaluations.actions.submit import submit_answers
from evaluations.models import Comment, Evaluation, Response
from evaluations.respondent_tokens import answers_token, comment_token
from lib.jobs.queue import run_pending

from .. import factories

pytestmark = pytest.mark.django_db(transaction=True)
TRIALS, PEOPLE = 20, 30

#: What an attacker may sort raw rows by: their place, their transaction, their command, their key.
ORDERS = {
    "place": "ctid",
    "transaction": "xmin::text::bigint, ctid",
    "command": "cmin::text::bigint, ctid",
    "deletion mark": "xmax::text::bigint, ctid",
    "key": "{key}",
}


@pytest.fixture
def room(cohort, facilitator):
    """Thirty members and twenty meetings held yesterday, attendance closed."""
    planned = cohort.meetings.get(position=1).planned
    members = factories.create_members(cohort, PEOPLE)
    meetings = []
    for position in range(101, 101 + TRIALS):
        meeting = factories.create_meeting(
            cohort,
            position,
            part=planned.part,
            planned=planned,
            on=factories.today() - timedelta(days=1),
        )
        if not hasattr(meeting, "evaluation"):
            Evaluation.objects.create(meeting=meeting, form=planned.evaluation.form)
        factories.attend(meeting, *members)
        meeting.close_attendance(by=facilitator)
        meetings.append(meeting)
    return members, meetings


def everybody_answers(meeting, members):
    """In the order of the list, which the attacker has watched."""
    evaluation = Evaluation.objects.select_related("meeting__cohort", "form").get(meeting=meeting)
    question = evaluation.form.questions.get(code="know_qs")
    line = evaluation.form.questions.get(code="most_useful")
    for number, member in enumerate(members):
        submit_answers(
            evaluation,
            member,
            ratings={question: (None, 1 + number % 4)},
            comments={line: (f"Line {number}", False)},
        )
    return evaluation


def rows(evaluation, table, order):
    """Tokens (or words) in the order an attacker would give them."""
    shown = {"evaluations_answer": "response_id", "evaluations_comment": "text"}.get(table, "token")
    key = "response_id" if table == "evaluations_answer" else "token"
    mine = (
        "evaluation_id = %s"
        if key == "token"
        else "response_id IN (SELECT token FROM evaluations_response WHERE evaluation_id = %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {shown} FROM {table} WHERE {mine} ORDER BY {order.format(key=key)}",
            [evaluation.pk],
        )
        return [row[0] for row in cursor.fetchall()]


def truth(evaluation, members, table):
    if table == "evaluations_comment":
        return [f"Line {number}" for number in range(len(members))]
    return [answers_token(member, evaluation.meeting) for member in members]


def hits(evaluation, members, table, order):
    guessed = rows(evaluation, table, order)
    return sum(
        guess == right
        for guess, right in zip(guessed, truth(evaluation, members, table), strict=True)
    )


def chance(found):
    """How likely that many hits or more are by guessing: one expected a trial,
    so Poisson of TRIALS.
    """
    return 1 - sum(math.exp(-TRIALS) * TRIALS**k / math.factorial(k) for k in range(found))


def attack(evaluations, members):
    return {
        (table, name): sum(hits(evaluation, members, table, order) for evaluation in evaluations)
        for table in ["evaluations_response", "evaluations_answer", "evaluations_comment"]
        for name, order in ORDERS.items()
    }


def test_before_the_release_order_gives_away_and_after_it_nothing_does(room, facilitator):
    members, meetings = room
    evaluations = [everybody_answers(meeting, members) for meeting in meetings]
    before = attack(evaluations, members)
    assert before["evaluations_response", "transaction"] == TRIALS * PEOPLE, (
        "the attack works where there is something to find"
    )
    assert before["evaluations_comment", "place"] > TRIALS * PEOPLE / 2, (
        "nearly all; the database fills gaps now and then"
    )
    for evaluation in evaluations:
        close_evaluation(evaluation, by=facilitator)
    run_pending()
    assert Response.objects.filter(release=None).count() == 0
    after = attack(evaluations, members)
    better_than_chance = {how: found for how, found in after.items() if chance(found) < 0.0001}
    assert better_than_chance == {}
    assert_one_transaction_a_release(evaluations)
    assert_words_lead_to_no_ratings(evaluations[0], members)
    assert_no_token_outside(evaluations[0], members)
    assert_old_places_are_cleared()


class Still:
    def shuffle(self, rows):
        """The mutant: rows stay in the order in which they came."""


def test_without_shuffling_the_attack_still_finds_everybody(room, facilitator, monkeypatch):
    """If this ever finds chance, the test above proves nothing."""
    monkeypatch.setattr("evaluations.actions.release.random.SystemRandom", Still)
    members, meetings = room
    evaluation = everybody_answers(meetings[0], members)
    close_evaluation(evaluation, by=facilitator)
    run_pending()
    assert hits(evaluation, members, "evaluations_response", ORDERS["place"]) > PEOPLE / 2


def assert_one_transaction_a_release(evaluations):
    """All raw rows of one evaluation carry one transaction number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT mark), evaluation FROM ("
            " SELECT xmin::text AS mark, evaluation_id AS evaluation FROM evaluations_response"
            " UNION SELECT xmin::text, evaluation_id FROM evaluations_comment"
            " UNION SELECT a.xmin::text, r.evaluation_id FROM evaluations_answer a "
            "JOIN evaluations_response r ON r.token = a.response_id"
            ") marks GROUP BY evaluation"
        )
        assert sorted(cursor.fetchall()) == sorted((1, evaluation.pk) for evaluation in evaluations)


def assert_words_lead_to_no_ratings(evaluation, members):
    """Ratings and words of one person sit in unrelated places under unrelated keys."""
    line = evaluation.form.questions.get(code="most_useful")
    by_place = (
        rows(evaluation, "evaluations_response", "ctid"),
        rows(evaluation, "evaluations_comment", "ctid"),
    )
    owner = {
        answers_token(member, evaluation.meeting): f"Line {number}"
        for number, member in enumerate(members)
    }
    together = sum(owner[token] == text for token, text in zip(*by_place, strict=True))
    assert together < 8, "one expected by chance"
    tokens = {comment_token(member, evaluation.meeting, line) for member in members}
    assert tokens == set(
        Comment.objects.filter(evaluation=evaluation).values_list("token", flat=True)
    )
    assert tokens.isdisjoint(owner)


def assert_no_token_outside(evaluation, members):
    """History, jobs, sessions, letters, links, running statements: no token, and nobody's words,
    anywhere else.
    """
    looked_for = re.compile(
        "|".join([*truth(evaluation, members, "evaluations_response"), r"Line \d"])
    )
    found = [name for name, text in everything_stored() if looked_for.search(text)]
    assert sorted(found) == ["evaluations_answer", "evaluations_comment", "evaluations_response"]


def everything_stored():
    with connection.cursor() as cursor:
        for name in [
            *connection.introspection.table_names(cursor),
            "pg_stat_activity",
            "pg_locks",
            "pg_prepared_statements",
        ]:
            cursor.execute(
                f"SELECT coalesce(string_agg(row_to_json(t)::text, ' '), '') FROM {name} t"
            )
            yield name, cursor.fetchone()[0]


def assert_old_places_are_cleared():
    """After the counting no dead row is left that would remember an order:
    clearing once more finds nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM (VERBOSE) evaluations_response, evaluations_answer, evaluations_comment"
        )
        said = "".join(cursor.connection.notices)
    removed = re.findall(r"tuples: (\d+) removed, (\d+) remain, (\d+) are dead", said)
    assert len(removed) >= 3 and all((gone, dead) == ("0", "0") for gone, _, dead in removed), said


def test_nothing_in_the_database_says_which_of_two_people_answered(room):
    """Who has answered is not stored: with the database alone, sent and not sent look the same
    for a person.
    """
    members, meetings = room
    evaluation = everybody_answers(meetings[0], members[:1])
    stored = dict(everything_stored())
    raw = (
        stored["evaluations_response"]
        + stored["evaluations_answer"]
        + stored["evaluations_comment"]
    )
    assert f'"token":"{answers_token(members[0], evaluation.meeting)}"' in raw
    columns = set(re.findall(r'"(\w+)":', raw))
    assert columns == {
        "token",
        "evaluation_id",
        "release_id",
        "response_id",
        "question_id",
        "before",
        "now",
        "text",
        "may_quote",
    }
