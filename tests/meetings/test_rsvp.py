"""Replies: by one tap from the reminder or signed in, until the meeting begins;
the reminder itself.
"""

from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cohorts.models import CohortMembership, Letter
from lib.dates import lately
from meetings.models import Reply
from people.models import Link

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership(participant):
    return CohortMembership.objects.get(person=participant)


@pytest.fixture
def by_link(link_client, membership, meeting):
    return link_client(Link.Purpose.REPLY, membership=membership, meeting_position=meeting.position)


def reply_of(membership):
    return Reply.objects.get(membership=membership)


def test_opening_the_link_changes_nothing(by_link):
    page = shown(by_link.get("/reply/"))
    assert "Are you coming?" in page and "I am coming" in page
    assert not Reply.objects.exists()


def test_one_tap_answers(by_link, membership):
    assert by_link.post("/reply/", {"answer": "coming"}).status_code == 302
    assert reply_of(membership).answer == "coming"
    assert "You can change this until" in shown(by_link.get("/reply/"))


@pytest.mark.parametrize(
    "answer, heading",
    [
        ({"answer": "coming"}, "You are coming"),
        ({"answer": "not_coming"}, "You are not coming"),
        (
            {"answer": "substitute", "substitute_name": "Sam Someone"},
            "Sam Someone comes instead of you",
        ),
    ],
)
def test_an_answered_page_says_the_answer_and_whom_to_ask(by_link, facilitator, answer, heading):
    by_link.post("/reply/", answer)
    page = shown(by_link.get("/reply/"))
    assert f"{heading}</h1>" in page and "Are you coming?" not in page
    assert "What comes next" in page and facilitator.email in page
    assert "<summary>Change my answer</summary>" in page and "btn-primary" not in page
    assert (">I am coming</button>" in page) == (answer["answer"] != "coming")


def test_a_mistake_in_a_changed_answer_opens_the_form(by_link):
    by_link.post("/reply/", {"answer": "coming"})
    page = shown(by_link.post("/reply/", {"answer": "substitute", "food_needs": "No wheat"}))
    assert "<details open>" in page and 'value="No wheat"' in page


def test_an_answer_can_be_changed_and_the_last_one_stands(by_link, membership):
    by_link.post(
        "/reply/",
        {
            "answer": "substitute",
            "substitute_name": "Sam Someone",
            "substitute_email": "sam@example.org",
        },
    )
    assert reply_of(membership).substitute_name == "Sam Someone"
    by_link.post("/reply/", {"answer": "not_coming", "substitute_name": "Sam Someone"})
    said = reply_of(membership)
    assert (said.answer, said.substitute_name) == ("not_coming", "")


NOTHING_TYPED = dict.fromkeys(["access_needs", "food_needs", "substitute_name"], "")


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ({"food_needs": "No wheat"}, ("coming", "", "No wheat")),
        ({"substitute_name": "Sam Someone"}, ("substitute", "Sam Someone", "")),
    ],
)
def test_the_enter_key_keeps_the_answer_or_sends_the_person_named(
    by_link, membership, typed, stands
):
    """Enter presses the first button of the form, which has an empty answer."""
    by_link.post("/reply/", {"answer": "coming"})
    first = by_link.get("/reply/").content.decode().split('name="answer"')[1]
    assert first.split(">")[0].split()[0] == 'value=""'
    by_link.post("/reply/", NOTHING_TYPED | {"answer": ""} | typed)
    said = reply_of(membership)
    assert (said.answer, said.substitute_name, said.food_needs) == stands


def test_the_enter_key_without_any_answer_asks_to_choose(by_link):
    page = shown(by_link.post("/reply/", NOTHING_TYPED | {"answer": "", "food_needs": "No wheat"}))
    assert "Choose one: coming" in page and 'value="No wheat"' in page
    assert not Reply.objects.exists()


def test_a_substitute_has_an_address_of_their_own(by_link, membership):
    own = membership.person.email.upper()
    typed = {"answer": "substitute", "substitute_name": "Sam", "substitute_email": own}
    page = shown(by_link.post("/reply/", typed))
    assert page.count("This is your own email.") == 2 and 'value="Sam"' in page
    assert "So that the facilitators can reach this person." in page
    assert not Reply.objects.exists()


def test_needs_that_are_too_long_are_refused_in_words_and_not_cut(by_link):
    assert "maxlength" not in shown(by_link.get("/reply/"))
    page = shown(by_link.post("/reply/", {"answer": "coming", "food_needs": "w" * 301}))
    assert "At most 300 characters." in page and "this has 301" in page and "w" * 301 in page
    assert not Reply.objects.exists()


def test_the_other_language_keeps_what_was_typed_and_sends_nothing(by_link):
    page = by_link.post("/reply/", {"food_needs": "No wheat", "page_language": "es"})
    assert "¿Va a venir?" in shown(page) and 'value="No wheat"' in shown(page)
    assert page.cookies["django_language"].value == "es" and not Reply.objects.exists()


def test_an_answer_alone_leaves_the_needs_as_they_were(by_link, membership):
    by_link.post("/reply/", {"answer": "not_coming", "food_needs": "No wheat"})
    by_link.post("/reply/", {"answer": "coming"})
    assert reply_of(membership).food_needs == "No wheat"


def test_somebody_instead_needs_a_name(by_link):
    page = shown(
        by_link.post(
            "/reply/",
            {"answer": "substitute", "substitute_email": "sam@", "food_needs": "no wheat"},
        )
    )
    assert page.count("Write the name of the person who comes instead of you") == 2
    assert page.count("Write an email such as name@agency.org") == 2
    assert 'value="no wheat"' in page and not Reply.objects.exists()


@pytest.mark.parametrize(
    "typed", [{}, {"answer": "maybe"}, {"answer": "coming", "access_needs": "x" * 200_000}]
)
def test_odd_answers_are_refused_in_words(by_link, typed):
    assert "h-errors" in shown(by_link.post("/reply/", typed))
    assert not Reply.objects.exists()


def test_no_answer_is_taken_once_the_meeting_has_begun(client_of, participant, meeting):
    meeting.on = factories.today() - timedelta(days=1)
    meeting.save()
    place = reverse("meetings:reply", args=[meeting.cohort.slug, 1])
    client = client_of(participant)
    assert "The meeting has begun" in shown(client.get(place))
    client.post(place, {"answer": "coming"})
    assert not Reply.objects.exists()


def test_a_link_of_somebody_who_left_leads_nowhere(link_client, withdrawn, meeting):
    membership = CohortMembership.objects.get(person=withdrawn)
    client = link_client(Link.Purpose.REPLY, membership=membership, meeting_position=1)
    assert client.get("/reply/").status_code == 410
    assert client.get("/reply/calendar.ics").status_code == 410
    assert Client().get("/reply/").status_code == 410


def test_a_link_for_a_meeting_that_is_gone_is_not_found(link_client, membership):
    assert (
        link_client(Link.Purpose.REPLY, membership=membership, meeting_position=99)
        .get("/reply/")
        .status_code
        == 404
    )


def test_the_page_is_in_spanish_too(by_link):
    by_link.cookies["django_language"] = "es"
    assert "¿Va a venir?" in shown(by_link.get("/reply/"))


def test_facilitators_read_answers_and_needs(
    client_of, facilitator, participant, meeting, membership
):
    factories.create_reply(
        meeting, membership, access_needs="Step-free way in", food_needs="Vegetarian"
    )
    page = client_of(facilitator).get(
        reverse("meetings:reply-list", args=[meeting.cohort.slug, 1]),
        {"answer": "coming", "page": "10000000000"},
    )
    assert "Step-free way in" in shown(page)


# --- the reminder ---------------------------------------------------------------------------------


@pytest.fixture
def remind(client_of, facilitator, meeting):
    return lambda: shown(
        act(
            client_of(facilitator),
            reverse("meetings:reminder-send", args=[meeting.cohort.slug, 1]),
            follow=True,
        )
    )


def test_the_reminder_goes_to_those_who_have_not_answered(remind, cohort, meeting):
    silent, answered, unreachable = factories.create_members(cohort, 3)
    factories.create_reply(meeting, answered)
    unreachable.person.email = ""
    unreachable.person.save()
    assert "1 reminder is written." in remind()
    letter = Letter.objects.get(code="meeting-reminder")
    assert (letter.membership, letter.meeting_position, letter.link.purpose) == (silent, 1, "reply")
    assert letter.link.expires_at == meeting.starts_at


def test_nobody_hears_twice_within_a_day(remind, cohort):
    factories.create_members(cohort, 2)
    remind()
    assert "There is nobody to remind" in remind()
    assert Letter.objects.filter(code="meeting-reminder").count() == 2


def test_a_sent_reminder_is_not_offered_again(remind, cohort, meeting, facilitator, client_of):
    """The page says when it went out; who came since, or hears tomorrow, is offered again."""
    factories.create_members(cohort, 2)
    replies = reverse("meetings:reply-list", args=[cohort.slug, 1])
    client = client_of(facilitator)
    assert "Send the reminder" in shown(client.get(replies))
    remind()
    page, at = shown(client.get(replies)), Letter.objects.latest("queued_at").queued_at
    with timezone.override(cohort.zone):
        assert f"Reminded 2 people {lately(at)}." in page
    assert "Send the reminder" not in page and "can be reminded again a day later" in page
    factories.create_members(cohort, 1)
    assert "The reminder goes to 1 of them" in shown(client.get(replies))
    Letter.objects.update(queued_at=timezone.now() - timedelta(days=2))
    page = shown(client.get(replies))
    assert "The reminder goes to 3 of them" in page and "Reminded 2" not in page


def test_an_address_with_much_mail_today_is_spared(remind, cohort, settings):
    settings.LETTERS_PER_ADDRESS_PER_DAY = 0
    factories.create_members(cohort, 1)
    assert "There is nobody to remind" in remind()


def test_the_letter_is_in_the_reader_s_language(remind, cohort, meeting):
    member = factories.create_membership(cohort, factories.create_person(language="es"))
    remind()
    letter = Letter.objects.get(membership=member)
    assert (
        letter.language == "es"
        and "Reunión 1" in letter.body
        and "9:00\u00a0a.\u00a0m." in letter.body
    )


def test_after_the_beginning_there_is_no_reminder(remind, cohort, meeting):
    factories.create_members(cohort, 1)
    meeting.on, meeting.starts = factories.today(), time(0, 0)
    meeting.save()
    assert "No reminder was sent" in remind()
    assert not Letter.objects.exists()
