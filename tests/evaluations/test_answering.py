"""Answering an evaluation: who may, what is kept, and that nothing else is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Answer, Comment, Evaluation, Response
from evaluations.respondent_tokens import answers_token, comment_token, has_answered
from people.models import Link

from .. import factories
from ..shown import shown

ANSWERS = {
    "qs_before_after-before": "1",
    "qs_before_after-now": "3",
    "know_qs": "4",
    "applicable": "2",
}


@pytest.fixture
def meeting(cohort):
    """Meeting 1, held this morning."""
    return begun(cohort.meetings.get(position=1))


def begun(meeting, days_ago=1):
    meeting.on = factories.today() - timedelta(days=days_ago)
    meeting.save()
    return meeting


@pytest.fixture
def member(meeting):
    return factories.create_membership(meeting.cohort)


@pytest.fixture
def phone(link_client, meeting, member):
    """A phone that has opened the link of the letter."""
    return link_client(Link.Purpose.EVALUATE, membership=member, meeting_position=1)


def test_one_answer_is_kept_and_replaced(phone, meeting, member):
    sent = phone.post(
        "/evaluate/",
        ANSWERS | {"most_useful": "The posters", "most_useful-quote": "on"},
        follow=True,
    )
    assert "Sent. Thank you." in shown(sent)
    assert has_answered(member, meeting)
    assert sorted(Answer.objects.values_list("question__code", "before", "now")) == [
        ("applicable", None, 2),
        ("know_qs", None, 4),
        ("qs_before_after", 1, 3),
    ]
    assert Comment.objects.values_list("text", "may_quote").get() == ("The posters", True)
    phone.post("/evaluate/", {"know_qs": "1"})
    assert list(Answer.objects.values_list("question__code", "now")) == [("know_qs", 1)]
    assert not Comment.objects.exists() and Response.objects.count() == 1


def test_the_page_never_shows_what_was_sent(phone, meeting):
    phone.post("/evaluate/", ANSWERS | {"most_useful": "cormorant words"})
    for address in ["/evaluate/", "/evaluate/?change"]:
        page = shown(phone.get(address))
        assert "cormorant" not in page and "checked" not in page
    assert Comment.objects.filter(text__contains="cormorant").exists(), (
        "the words are where they belong"
    )


def test_withdraw(phone, meeting, member):
    phone.post("/evaluate/", ANSWERS | {"most_useful": "Lunch"})
    phone.post("/evaluate/", {"withdraw": "confirmed"})
    assert (
        not Response.objects.exists()
        and not Answer.objects.exists()
        and not Comment.objects.exists()
    )
    assert "Send my answers" in shown(phone.get("/evaluate/"))


def test_withdrawing_says_that_the_answers_are_deleted(phone):
    phone.post("/evaluate/", ANSWERS)
    page = shown(phone.post("/evaluate/", {"withdraw": "confirmed"}, follow=True))
    assert "Your answers are deleted." in page and "Send my answers" in page
    phone.post("/evaluate/?withdrawn", ANSWERS)
    assert "are deleted" not in shown(phone.get("/evaluate/?withdrawn"))


def test_half_of_a_pair_is_asked_for_once(phone):
    half = {"qs_before_after-now": "3", "know_qs": "4"}
    page = shown(phone.post("/evaluate/", half))
    assert page.count("This half has no answer yet.") == 2 and not Response.objects.exists()
    assert 'name="halves" value="meant"' in page and "checked" in page
    phone.post("/evaluate/", half | {"halves": "meant"})
    assert Answer.objects.get(question__code="qs_before_after").before is None


def test_the_other_language_keeps_what_was_typed_and_sends_nothing(phone):
    typed = ANSWERS | {"most_useful": "The posters", "most_useful-quote": "on"}
    page = phone.post("/evaluate/", typed | {"page_language": "es"})
    words = shown(page)
    assert "Enviar mis respuestas" in words and "The posters" in words
    assert words.count("checked") == 5 and 'id="errors"' not in words
    assert page.cookies["django_language"].value == "es" and not Response.objects.exists()


def test_the_limit_of_free_text_is_said_and_not_cut(phone):
    page = shown(phone.get("/evaluate/"))
    assert "At most 2000 characters." in page and "maxlength" not in page


def test_an_empty_form_says_so_and_keeps_nothing(phone):
    page = shown(phone.post("/evaluate/", {}))
    assert "Answer at least one question" in page and not Response.objects.exists()


@pytest.mark.parametrize(
    "bad", [{"know_qs": "9"}, {"know_qs": "x" * 200_000}, {"most_useful": "w" * 2001}]
)
def test_bad_input_is_refused_at_the_field_and_typed_text_stays(phone, bad):
    page = phone.post("/evaluate/", {"anything": "1", "applicable": "3"} | bad)
    assert page.status_code == 200 and 'id="errors"' in shown(page)
    assert "checked" in shown(page) and not Response.objects.exists()


def test_a_signed_in_member_and_her_link_are_one_person(phone, meeting, member, client_of):
    phone.post("/evaluate/", ANSWERS)
    own = client_of(member.person)
    address = reverse("evaluations:evaluation-answer", args=[meeting.cohort.slug, 1])
    assert "Sent. Thank you." in shown(own.get(address))
    own.post(address, ANSWERS)
    assert Response.objects.count() == 1


def test_the_qr_leads_to_the_sign_in_page_first(client, meeting):
    address = reverse("evaluations:evaluation-answer", args=[meeting.cohort.slug, 1])
    answer = client.get(address)
    assert answer.status_code == 302 and f"next={address}" in answer["Location"]


def test_only_people_in_the_room_once_the_roll_call_is_closed(phone, meeting, member, facilitator):
    meeting.close_attendance(by=facilitator)
    assert "You are not on the list" in shown(phone.get("/evaluate/"))
    phone.post("/evaluate/", ANSWERS)
    assert not Response.objects.exists()
    meeting.attendances.update_or_create(membership=member, defaults={"status": "late"})
    phone.post("/evaluate/", ANSWERS)
    assert Response.objects.count() == 1


def test_before_the_meeting_begins(phone, meeting):
    begun(meeting, days_ago=-1)
    assert "You can evaluate it from then on" in shown(phone.get("/evaluate/"))
    phone.post("/evaluate/", ANSWERS)
    assert not Response.objects.exists()


def test_late_answers_are_taken_for_fourteen_days(phone, meeting, facilitator):
    meeting.evaluation.close(by=facilitator)
    assert "We still take late answers" in shown(phone.get("/evaluate/"))
    phone.post("/evaluate/", ANSWERS)
    assert Response.objects.count() == 1
    Evaluation.objects.filter(meeting=meeting).update(closed_at=timezone.now() - timedelta(days=15))
    phone.post("/evaluate/", {"know_qs": "1"})
    assert Answer.objects.filter(question__code="know_qs").get().now == 4, "too late to change it"


def test_without_the_salt_nothing_can_be_sent(phone, meeting, member, facilitator):
    phone.post("/evaluate/", ANSWERS)
    meeting.cohort.forget_answers()
    meeting.cohort.refresh_from_db()
    assert answers_token(member, meeting) is None
    assert "deleted for good" in shown(phone.get("/evaluate/"))


def test_tokens_share_nothing(meeting, member):
    other = meeting.cohort.meetings.get(position=2)
    question = meeting.evaluation.form.questions.get(code="most_useful")
    tokens = {
        answers_token(member, meeting),
        answers_token(member, other),
        comment_token(member, meeting, question),
    }
    assert len(tokens) == 3 and all(len(token) == 64 for token in tokens)


def counts_of_all_tables():
    """How often each table was written, as the database itself counts it."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        counted = {}
        for name in names:
            cursor.execute(f'SELECT count(*), coalesce(max(xmin::text::bigint), 0) FROM "{name}"')
            counted[name] = cursor.fetchone()
    return counted


def test_sending_writes_the_evaluation_and_nothing_else(phone, member, meeting, client_of):
    own = client_of(member.person)
    address = reverse("evaluations:evaluation-answer", args=[meeting.cohort.slug, 1])
    before = counts_of_all_tables()
    phone.get("/evaluate/")
    phone.post("/evaluate/", ANSWERS | {"most_useful": "Lunch"}, follow=True)
    own.post(address, ANSWERS | {"most_useful": "Lunch"}, follow=True)
    after = counts_of_all_tables()
    written = {name for name in after if after[name] != before[name]}
    assert written == {"evaluations_response", "evaluations_answer", "evaluations_comment"}
