"""What people said they need reaches the room: from the seat on, until their own reply says
otherwise.
"""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cohorts.models import NEEDS
from dashboards.documents import MEETING_DOCUMENTS
from dashboards.today.strips import need_counts
from lifecycle.actions.member_moves import move_member
from lifecycle.actions.merge_persons import merge_persons
from meetings.models import Reply
from meetings.pages.rsvp import answers_of, rsvp_summary
from recruitment.actions.needs import forget_needs
from recruitment.actions.offers import offer_seats

from .. import factories
from ..shown import shown
from .rosters import draft_of, page_of, read_in, upload

pytestmark = pytest.mark.django_db

NEEDS_OF_ANA = {"access_needs": "A way in without steps", "food_needs": "No peanuts"}


@pytest.fixture
def questions(cohort):
    """The guidebook asks for both."""
    guidebook = cohort.guidebook
    with factories.as_draft(guidebook):
        guidebook.application_questions.create(
            code="food",
            position=9,
            step="why",
            kind="text",
            label=factories.both("Food"),
            sensitive=True,
            needs="food",
            max_length=300,
        )
    return {question.needs: question for question in guidebook.application_questions.all()}


@pytest.fixture
def ana(cohort, regional_lead, questions):
    """Applied, named both needs, and has a seat."""
    application = factories.create_application(cohort, name="Ana Núñez", endorsed=True)
    for column, text in NEEDS_OF_ANA.items():
        question = questions[column.removesuffix("_needs")]
        application.answers.create(question=question, text=text)
    offer_seats(cohort, [application], by=regional_lead)
    return cohort.memberships.get(person__name="Ana Núñez")


def needs_of(membership):
    membership.refresh_from_db()
    return {name: getattr(membership, name) for name in NEEDS}


def page(name, meeting, *args):
    return reverse(name, args=[meeting.cohort.slug, meeting.position, *args])


def test_the_seat_takes_the_answers_along(ana, meeting):
    assert needs_of(ana) == NEEDS_OF_ANA
    rsvp = rsvp_summary(meeting)
    assert (rsvp.food, rsvp.access) == ([("No peanuts", 1)], [("A way in without steps", 1)])
    assert need_counts([meeting])[meeting.pk] == {"food": 1, "access_needs": 1}


def test_who_runs_the_meeting_sees_them_before_any_reply(ana, meeting, facilitator, client_of):
    browser = client_of(facilitator)
    for address in [
        page("meetings:reply-list", meeting),
        page("meetings:reply-list", meeting) + "?answer=needs",
        page("dashboards:meeting-detail", meeting),
        ana.get_absolute_url(),
    ]:
        text = shown(browser.get(address))
        assert "No peanuts" in text and "A way in without steps" in text, address
    (row,) = answers_of(meeting)
    assert (row.food, row.access) == ("No peanuts", "A way in without steps")


@pytest.mark.parametrize("who, reads", [("regional_lead", True), ("state_staff", False)])
def test_who_does_not_run_the_cohort_reads_them_nowhere(
    ana, meeting, who, reads, request, client_of
):
    browser = client_of(request.getfixturevalue(who))
    application = ana.application
    addresses = [
        reverse("recruitment:application-detail", args=[ana.cohort.slug, application.pk]),
        ana.get_absolute_url(),
        ana.cohort.get_absolute_url(),
        reverse("cohorts:member-list", args=[ana.cohort.slug]),
    ]
    said = "".join(shown(browser.get(address)) for address in addresses)
    assert ("No peanuts" in said) == reads and "Ana Núñez" in said


def test_the_run_of_show_counts_them_and_is_for_who_runs_it(ana, meeting):
    run_of_show = next(found for found in MEETING_DOCUMENTS if found.slug == "run-of-show")
    (source,) = run_of_show.sources(meeting, "en")
    assert "Food: No peanuts, <b>1</b>" in source.html()
    assert run_of_show.audiences == {"facilitator", "lead"}


def test_a_reply_that_says_nothing_about_them_keeps_them(participant, meeting, client_of):
    participant.memberships.get().note_needs(**NEEDS_OF_ANA)
    browser, address = client_of(participant), page("meetings:reply", meeting)
    assert "No peanuts" in shown(browser.get(address))
    browser.post(address, {"answer": "coming"})
    assert meeting.replies.get().food_needs == "No peanuts"


def test_the_own_reply_says_otherwise_from_then_on(ana, meeting, cohort):
    changed = {"access_needs": "", "food_needs": "Vegetarian"}
    Reply.objects.save_answer(meeting=meeting, membership=ana, answer="coming", **changed)
    later = cohort.meetings.get(position=2)
    for each in [meeting, later]:
        rsvp = rsvp_summary(each)
        assert (rsvp.food, rsvp.access) == ([("Vegetarian", 1)], [])
    assert need_counts([later])[later.pk] == {"food": 1, "access_needs": 0}


def test_what_a_substitute_needs_is_the_substitutes(ana, meeting):
    Reply.objects.save_answer(
        meeting=meeting,
        membership=ana,
        answer="substitute",
        substitute_name="Bo Sand",
        food_needs="Halal",
    )
    assert rsvp_summary(meeting).food == [("Halal", 1)] and needs_of(ana) == NEEDS_OF_ANA


def test_who_does_not_come_needs_nothing(ana, meeting):
    Reply.objects.save_answer(meeting=meeting, membership=ana, answer="not_coming", **NEEDS_OF_ANA)
    assert rsvp_summary(meeting).needs == [] and need_counts([meeting]) == {}


def test_a_roster_brings_them(cohort, regional_lead, client_of):
    browser = client_of(regional_lead)
    upload(
        browser,
        cohort,
        "Name,Email,Dietary restrictions,Accommodations\n"
        "Ana Núñez,ana@example.org,No peanuts,A way in without steps\n",
    )
    check = page_of(cohort, "roster-import-check", draft_of(cohort).pk)
    assert "A way in without steps; No peanuts" in shown(browser.get(check))
    read_in(browser, cohort)
    assert needs_of(cohort.memberships.get()) == NEEDS_OF_ANA


def test_a_roster_adds_what_a_place_does_not_say(cohort, regional_lead, client_of):
    member = factories.create_membership(
        cohort, factories.create_person("Ana Núñez", "ana@example.org")
    )
    member.note_needs(access_needs="", food_needs="Halal")
    browser = client_of(regional_lead)
    upload(
        browser,
        cohort,
        "Name,Email,Food,Access\nAna Núñez,ana@example.org,No peanuts,A way in without steps\n",
    )
    read_in(browser, cohort)
    assert needs_of(member) == {"access_needs": "A way in without steps", "food_needs": "Halal"}


def test_a_cell_that_is_too_long_is_named(cohort, regional_lead, client_of):
    response = upload(
        client_of(regional_lead), cohort, f"Name,Email,Food\nAna,ana@example.org,{'n' * 301}\n"
    )
    assert "at most 300 characters fit; this has 301." in shown(response)


def test_they_go_along_to_another_cohort(ana, cohort, regional_lead):
    other = factories.create_cohort(
        slug="other", guidebook=cohort.guidebook, region=cohort.region, name="Saturday group"
    )
    there = move_member(ana, other, by=regional_lead)
    assert needs_of(there) == NEEDS_OF_ANA


def test_of_two_places_that_become_one_both_are_kept(ana, cohort, regional_lead):
    twin = factories.create_membership(cohort)
    twin.note_needs(access_needs="", food_needs="Halal")
    merge_persons(ana.person, twin.person, by=regional_lead)
    (stays,) = cohort.memberships.all()
    assert stays.access_needs == "A way in without steps" and stays.food_needs


def test_they_are_forgotten_after_the_last_meeting(ana, cohort, questions):
    answers = questions["food"].answers
    assert forget_needs() == 0
    for meeting in cohort.meetings.all():
        factories.create_reply(meeting, ana, **NEEDS_OF_ANA)
        factories.move_meeting(meeting, factories.today() - timedelta(days=32))
    last = cohort.meetings.order_by("position").last()
    factories.move_meeting(last, factories.today() - timedelta(days=29))
    forget_needs()
    assert needs_of(ana) == NEEDS_OF_ANA and answers.exists()
    assert last.replies.get().food_needs and not cohort.meetings.first().replies.get().food_needs
    factories.move_meeting(last, factories.today() - timedelta(days=32))
    forget_needs()
    assert needs_of(ana) == {"access_needs": "", "food_needs": ""} and not answers.exists()


def test_they_are_forgotten_after_leaving(ana):
    ana.leave(reason="Moved", on=factories.today() - timedelta(days=32))
    forget_needs()
    assert needs_of(ana) == {"access_needs": "", "food_needs": ""}


def test_a_question_about_needs_is_kept_back_until_the_seat(cohort, questions):
    with (
        factories.as_draft(cohort.guidebook),
        pytest.raises(IntegrityError, match="kept_back_and_short"),
        transaction.atomic(),
    ):
        cohort.guidebook.application_questions.filter(code="food").update(sensitive=False)
