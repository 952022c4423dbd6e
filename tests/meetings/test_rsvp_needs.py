"""What people need in the room, counted."""

import pytest
from django.urls import reverse

from meetings.pages.rsvp import count_alike, rsvp_summary

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


def test_needs_are_counted_and_those_who_do_not_come_need_nothing(cohort, meeting):
    one, two, three, four = factories.create_members(cohort, 4)
    factories.create_reply(meeting, one, food_needs="Vegetarian")
    factories.create_reply(meeting, two, food_needs=" vegetarian ")
    factories.create_reply(meeting, three, food_needs="No wheat", access_needs="A seat in front")
    factories.create_reply(meeting, four, "not_coming", food_needs="Vegetarian")
    rsvp = rsvp_summary(meeting)
    assert rsvp.food == [("Vegetarian", 2), ("No wheat", 1)]
    assert rsvp.access == [("A seat in front", 1)]


@pytest.mark.parametrize(
    ("texts", "counted"),
    [([], []), (["", ""], []), (["b", "A", "a  "], [("A", 2), ("b", 1)])],
)
def test_texts_alike(texts, counted):
    assert count_alike(texts) == counted


@pytest.mark.parametrize(
    "answer, words",
    [
        ("coming", "We have noted what you need: Ramp; No nuts"),
        ("substitute", "We have noted what that person needs: Ramp; No nuts"),
        ("not_coming", None),
    ],
)
def test_what_is_noted_is_for_whoever_comes(cohort, meeting, participant, client_of, answer, words):
    own = cohort.memberships.get(person=participant)
    name = "Sam Someone" if answer == "substitute" else ""
    needs = {"access_needs": "Ramp", "food_needs": "No nuts"}
    factories.create_reply(meeting, own, answer, substitute_name=name, **needs)
    page = reverse("meetings:reply", args=[meeting.cohort.slug, meeting.position])
    told = " ".join(shown(client_of(participant).get(page)).split())
    assert words in told if words else "We have noted" not in told


def test_an_online_meeting_asks_for_no_food_and_keeps_what_was_said(
    cohort, meeting, participant, client_of
):
    own = cohort.memberships.get(person=participant)
    own.note_needs(access_needs="", food_needs="No nuts")
    page = reverse("meetings:reply", args=[meeting.cohort.slug, meeting.position])
    member = client_of(participant)
    assert "What you need in the room" in shown(member.get(page))
    type(meeting).objects.filter(pk=meeting.pk).update(setting="virtual")
    asked = shown(member.get(page))
    assert "What you need to take part" in asked and "Such as captions" in asked
    assert "in the room" not in asked and 'name="food_needs"' not in asked
    member.post(page, {"answer": "coming", "access_needs": "Captions"})
    own.refresh_from_db()
    assert (own.access_needs, own.food_needs) == ("Captions", "No nuts")
