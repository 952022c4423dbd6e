"""Whoever signs in with a password gives another address, and signs in with it after a click."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from cohorts.models import Letter
from people.models import AddressChange

from ..sessions import signed_in_client
from ..shown import shown

pytestmark = pytest.mark.django_db
PAGE, NEW, PASSWORD = "/account/address/", "new@agency.example.org", "three plain words together"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def staff(facilitator):
    facilitator.set_password(PASSWORD)
    facilitator.save()
    return facilitator


def sign_in(address):
    """Whether address and password lead on to the code."""
    browser = Client()
    answer = browser.post("/account/login/", {"login": address, "password": PASSWORD})
    return answer.status_code == 302


def test_it_counts_after_a_click_and_the_password_goes_along(staff):
    before = staff.email
    EmailAddress.objects.create(user=staff, email=before, primary=True, verified=True)
    browser = signed_in_client(staff)
    assert PAGE in shown(browser.get(reverse("mfa_index")))
    browser.post(PAGE, {"email": NEW, "password": PASSWORD})
    assert f"We wait for a click from {NEW}" in shown(browser.get(PAGE))
    assert sign_in(before) and not sign_in(NEW), "nothing has changed yet"
    letter = Letter.objects.get(code="address-own")
    reader = Client()
    reader.get(f"/l/{letter.link.add_secret()}/")
    reader.post(reverse("lifecycle:address-change-confirm"), follow=True)
    assert sign_in(NEW) and not sign_in(before)
    assert Letter.objects.get(code="address-left").to_email == before


@pytest.mark.parametrize(
    "typed, says",
    [
        ({"email": NEW, "password": "guess"}, "This is not your password."),
        ({"email": "x", "password": PASSWORD}, "Write an email address, such as"),
        ({"email": "", "password": ""}, "Write your password."),
    ],
)
def test_a_mistake_is_said_and_asks_nobody(staff, typed, says):
    page = shown(signed_in_client(staff).post(PAGE, typed))
    assert says in page and not AddressChange.objects.exists() and not Letter.objects.exists()


def test_the_address_of_somebody_else_and_ones_own_are_refused(staff, participant):
    browser = signed_in_client(staff)
    taken = shown(browser.post(PAGE, {"email": participant.email, "password": PASSWORD}))
    assert "This address cannot be used." in taken and participant.name not in taken
    own = shown(browser.post(PAGE, {"email": staff.email.upper(), "password": PASSWORD}))
    assert "This is your address already." in own and not AddressChange.objects.exists()


def test_it_is_for_those_who_have_a_password(participant, client_of):
    assert client_of(participant).get(PAGE).status_code == 404
