"""Passing a sign-off on: a look first, then a way back as long as nobody has answered."""

import pytest
from django.urls import reverse

from cohorts.models import Letter
from recruitment.models import Application

from ..shown import shown
from .test_endorsements import FORWARD, SIGN, asked, passed_on, says, state_of

pytestmark = pytest.mark.django_db
TAKE_BACK = reverse("recruitment:endorsement-take-back")


@pytest.fixture
def rosa(cohort):
    return asked(cohort, "Rosa Delgado")


@pytest.fixture
def ismael(cohort, rosa):
    return asked(cohort, "Ismael Vega")


@pytest.fixture
def marcus(rosa, link_client):
    return link_client("sign-off", application=rosa, address="marcus@example.org")


def asked_of(application):
    return Application.objects.get(pk=application.pk).endorsement.supervisor_email


def group_on(page):
    [group] = page.context["passed_on"]
    return group


def test_the_address_is_shown_before_anything_is_sent(marcus, rosa):
    typed = {key: value for key, value in passed_on(rosa).items() if key != "confirm"}
    look = shown(marcus.post(FORWARD, typed))
    assert "Is this address right?" in look and "Nothing has been sent yet." in look
    assert look.count("nora@example.org") == 2  # to be read, and in the form that sends it
    assert asked_of(rosa) == "marcus@example.org"
    again = shown(marcus.post(FORWARD, typed | {"change": "1"}))
    assert 'value="nora@example.org"' in again and "Is this address right?" not in again
    assert not Letter.objects.filter(to_email="nora@example.org").exists()


def test_a_wrong_address_is_corrected(marcus, rosa, ismael):
    page = marcus.post(FORWARD, passed_on(rosa, ismael), follow=True)
    group = group_on(page)
    assert (group.name, group.email) == ("Nora New", "nora@example.org")
    form = shown(marcus.get(FORWARD, {"correct": group.key}))
    assert 'value="nora@example.org"' in form and 'name="who"' not in form
    address = f"{FORWARD}?correct={group.key}"
    right = {"name": "Nora New", "email": "nora.new@example.org", "confirm": "1"}
    page = marcus.post(address, right, follow=True)
    assert group_on(page).email == "nora.new@example.org"
    assert group_on(page).names == ["Rosa Delgado", "Ismael Vega"]
    assert asked_of(rosa) == asked_of(ismael) == "nora.new@example.org"
    assert not Letter.objects.filter(to_email="nora@example.org", status="queued").exists()


def test_what_was_passed_on_is_taken_back(marcus, rosa, ismael):
    group = group_on(marcus.post(FORWARD, passed_on(rosa, ismael), follow=True))
    page = marcus.post(TAKE_BACK, {"passed_on": group.key}, follow=True)
    assert "Please answer for Rosa Delgado and Ismael Vega." in shown(page)
    assert page.context["passed_on"] == [] and len(page.context["open_now"]) == 2
    marcus.post(SIGN, says(rosa))
    assert state_of(rosa) == "given"


def test_after_an_answer_there_is_no_way_back(marcus, rosa, link_client):
    group = group_on(marcus.post(FORWARD, passed_on(rosa), follow=True))
    nora = link_client("sign-off", application=rosa, address="nora@example.org")
    nora.post(SIGN, says(rosa, answer="decline"))
    page = marcus.post(TAKE_BACK, {"passed_on": group.key}, follow=True)
    assert "This was answered meanwhile" in shown(page) and not group_on(page).waits
    assert asked_of(rosa) == "nora@example.org" and state_of(rosa) == "declined"


def test_the_link_of_the_other_ends_with_what_is_taken_back(marcus, rosa, ismael, link_client):
    marcus.post(FORWARD, passed_on(ismael))
    nora = link_client("sign-off", application=ismael, address="nora@example.org")
    page = marcus.post(FORWARD, passed_on(rosa), follow=True)
    marcus.post(TAKE_BACK, {"passed_on": group_on(page).key})
    assert nora.get(SIGN).status_code == 410
    marcus.post(FORWARD, passed_on(ismael))
    assert asked_of(ismael) == "nora@example.org" and asked_of(rosa) == "marcus@example.org"


def test_whoever_signed_keeps_the_receipt_after_passing_on_the_last(marcus, rosa, ismael):
    page = marcus.post(SIGN, says(rosa), follow=True)
    assert "You signed for Rosa Delgado. Thank you." in shown(page)
    marcus.post(FORWARD, {"name": "Nora New", "email": "nora@example.org", "confirm": "1"})
    page = shown(marcus.get(SIGN))
    for words in ["Signed by Marcus Fenn on", "Passed on to Nora New", "Connie Contact"]:
        assert words in page
    assert reverse("recruitment:endorsement-calendar") in page


def test_one_person_is_named_where_an_answer_is_missing(marcus, rosa):
    page = shown(marcus.post(SIGN, says(rosa, answer="")))
    assert "Choose an answer for Rosa Delgado." in page
