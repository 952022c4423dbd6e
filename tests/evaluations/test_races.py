"""One evaluation sent fifty times at once, and counting at the same time."""

from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from evaluations.actions import submit
from evaluations.actions.release import count_evaluation
from evaluations.models import Answer, Comment, Evaluation, Release, Response
from people.models import Link

from .. import factories
from ..races import all_at_once, slowly

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 50
SENT = {
    "qs_before_after-before": "1",
    "qs_before_after-now": "2",
    "know_qs": "4",
    "most_useful": "Lunch",
}


@pytest.fixture
def meeting(cohort):
    meeting = cohort.meetings.get(position=1)
    meeting.on = factories.today() - timedelta(days=1)
    meeting.save()
    return meeting


@pytest.fixture
def member(meeting):
    return factories.create_membership(meeting.cohort)


@contextmanager
def without_constraints(*tables):
    """The mutant's database: nothing says that a token is there once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype IN ('p', 'f') AND conrelid::regclass::text = ANY(%s) "
            "ORDER BY contype DESC",
            [list(tables)],
        )
        dropped = cursor.fetchall()
        for table, name, _ in reversed(dropped):
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT IF EXISTS "{name}" CASCADE')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {', '.join(tables[:1])}")
            for table in tables[1:]:
                cursor.execute(f"DELETE FROM {table}")
            for table, name, definition in dropped:
                cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def at_once(act, times=AT_ONCE):
    """Run `act` so many times at the same moment; returns what went wrong."""
    results = all_at_once(*[partial(act, number) for number in range(times)])
    return [result for result in results if isinstance(result, Exception)]


def send_fifty_times(link_client, member):
    phones = [
        link_client(Link.Purpose.EVALUATE, membership=member, meeting_position=1)
        for _ in range(AT_ONCE)
    ]

    def send(number):
        assert phones[number].post("/evaluate/", SENT).status_code == 302

    with slowly("evaluations_response", "INSERT"):
        return at_once(send)


def test_sent_fifty_times_it_is_one_answer(link_client, meeting, member):
    assert send_fifty_times(link_client, member) == []
    assert (Response.objects.count(), Answer.objects.count(), Comment.objects.count()) == (1, 2, 1)


def test_without_lock_and_constraint_it_would_be_more(link_client, meeting, member, monkeypatch):
    """The mutant: if this ever counts one, the test above proves nothing."""
    monkeypatch.setattr(submit, "lock", lambda name, shared=False: None)
    with without_constraints("evaluations_answer", "evaluations_response", "evaluations_comment"):
        send_fifty_times(link_client, member)
        assert Response.objects.count() > 1


def closed_with_answers(meeting, number, facilitator):
    members = factories.create_members(meeting.cohort, number)
    factories.attend(meeting, *members)
    meeting.close_attendance(by=facilitator)
    for member in members:
        question = meeting.evaluation.form.questions.get(code="know_qs")
        submit.submit_answers(
            meeting.evaluation, member, ratings={question: (None, 4)}, comments={}
        )
    meeting.evaluation.close(by=facilitator)
    return members


def test_counted_ten_times_at_once_it_is_one_release(meeting, facilitator):
    closed_with_answers(meeting, 8, facilitator)
    evaluations = [
        Evaluation.objects.select_related("meeting__cohort__network").get(meeting=meeting)
        for _ in range(10)
    ]
    with slowly("evaluations_release", "INSERT"):
        assert (
            at_once(lambda number: count_evaluation(evaluations[number], by=facilitator), times=10)
            == []
        )
    release = Release.objects.get()
    assert (release.responses, release.attended) == (8, 8)
    assert Response.objects.filter(release=release).count() == 8 and Answer.objects.count() == 8


def test_what_is_sent_while_it_is_counted_is_neither_lost_nor_counted_twice(meeting, facilitator):
    members = closed_with_answers(meeting, 8, facilitator)
    question = meeting.evaluation.form.questions.get(code="know_qs")
    late = members[:7]

    def send_or_count(number):
        evaluation = Evaluation.objects.select_related("meeting__cohort__network", "form").get(
            meeting=meeting
        )
        if number == 7:
            count_evaluation(evaluation, by=facilitator)
        else:
            submit.submit_answers(
                evaluation, late[number], ratings={question: (None, 1)}, comments={}
            )

    with slowly("evaluations_response", "INSERT"):
        assert at_once(send_or_count, times=8) == []
    release = Release.objects.get()
    assert Response.objects.count() == 8 and release.responses == 8
    assert sum(release.figures.values_list("count", flat=True)) == 8
    stored = {now: Answer.objects.filter(now=now).count() for now in (1, 4)}
    counted = {
        now: sum(release.figures.filter(now=now).values_list("count", flat=True)) for now in (1, 4)
    }
    assert stored == counted, "what is kept is what was counted"
