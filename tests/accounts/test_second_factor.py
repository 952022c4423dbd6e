"""Staff with a password alone reach no staff page; with the code they do;
invented people need none outside production.
"""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
)
from django.core import mail
from django.test import Client

from accounts.actions.signin_links import process_sign_in_requests
from cohorts.letters.delivery import send_due_letters
from cop_site.routes import all_routes
from people.models import Link, Person

from .. import factories
from ..sessions import signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


PASSWORD = "three plain words together"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
#: Which half minute it is, in every test: a code must not change between reading and typing it.
HALF_MINUTE = 1


@pytest.fixture(autouse=True)
def clock_of_the_codes_stands(monkeypatch):
    monkeypatch.setattr(
        "allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: iter([HALF_MINUTE])
    )


def code(secret=SECRET):
    return format_hotp_value(hotp_value(secret, HALF_MINUTE))


def with_password(person, enrolled=False):
    person.set_password(PASSWORD)
    person.save()
    if enrolled:
        TOTP.activate(person, SECRET)
    return person


def sign_in(person, browser=None):
    browser = browser or Client()
    browser.post("/account/login/", {"login": person.email, "password": PASSWORD})
    return browser


def pages(cohort):
    """The address of every page that asks who somebody is, filled in for this cohort."""
    values = {
        "slug": cohort.slug,
        "position": "1",
        "pk": "1",
        "number": "8",
        "ending": "csv",
        "document": "sign-in",
        "activity": "x",
        "app_label": "cohorts",
        "content_type_id": "1",
        "object_id": "1",
        "url": "x",
        "object": "1",
    }
    for route in all_routes():
        if not route.is_public and not route.address.startswith(("/account/", "/sign-out")):
            address = route.address
            for name in route.parameters:
                for kind in ("slug", "int", "str", "path"):
                    address = address.replace(f"<{kind}:{name}>", values.get(name, "1"))
            yield address.replace("<path:object_id>", "1")


def test_a_password_alone_opens_no_staff_page(cohort, facilitator):
    browser = sign_in(with_password(facilitator))
    assert browser.session["_auth_user_id"] == str(facilitator.pk)
    asked = [address for address in pages(cohort) if "^" not in address and "(" not in address]
    assert len(asked) > 30
    let_in = [
        address
        for address in asked
        if not browser.get(address)
        .headers.get("Location", "")
        .startswith("/account/second-factor/totp/activate/")
    ]
    assert let_in == []
    assert (
        browser.post(
            f"/cohorts/{cohort.slug}/staff/",
            {"kind": "greeter", "name": "X", "email": "x@y.example"},
        ).status_code
        == 302
    )
    assert cohort.staff_roles.count() == 1


@pytest.mark.parametrize("who", ["regional_lead", "state_staff"])
def test_every_kind_of_staff_is_asked(request, who):
    browser = sign_in(with_password(request.getfixturevalue(who)))
    assert (
        browser.get("/cohorts/").headers["Location"]
        == "/account/second-factor/totp/activate/?next=%2Fcohorts%2F"
    )


def test_the_admin_is_behind_it_and_has_no_door_of_its_own(cohort):
    admin = with_password(Person.objects.create_superuser("admin@example.org", PASSWORD))
    stranger = Client()
    door = stranger.get("/admin/", follow=True).redirect_chain[-1][0]
    assert door.startswith("/account/login/?next=")
    assert (
        stranger.post("/admin/login/", {"username": admin.email, "password": PASSWORD}).status_code
        == 302
        and "hallway" not in stranger.cookies
    )
    browser = sign_in(admin)
    assert browser.get("/admin/").headers["Location"].startswith("/account/second-factor/")
    TOTP.activate(admin, SECRET)
    browser = sign_in(admin)
    browser.post("/account/second-factor/authenticate/", {"code": code()})
    assert browser.get("/admin/").status_code == 200


def test_a_greeter_and_a_participant_need_none(cohort, greeter, participant):
    for person in (greeter, participant):
        browser = sign_in(with_password(person))
        assert browser.get(f"/cohorts/{cohort.slug}/").status_code == 200
        assert browser.get("/admin/", follow=True).status_code == 403


def test_setting_it_up_opens_the_session_it_was_done_in(cohort, facilitator):
    browser = sign_in(with_password(facilitator))
    where = browser.get(f"/cohorts/{cohort.slug}/members/").headers["Location"]
    page = browser.get(where)
    assert page.status_code == 200
    secret = page.context["form"].secret
    done = browser.post(where, {"code": code(secret)})
    assert done.headers["Location"] == "/account/second-factor/recovery-codes/"
    assert Authenticator.objects.filter(user=facilitator, type="totp").exists()
    assert browser.get(done.headers["Location"]).status_code == 200
    assert browser.get(f"/cohorts/{cohort.slug}/members/").status_code == 200


def test_with_the_code_everything_opens(cohort, facilitator):
    browser = sign_in(with_password(facilitator, enrolled=True))
    assert "_auth_user_id" not in browser.session
    assert browser.get(f"/cohorts/{cohort.slug}/").headers["Location"].startswith("/sign-in/")
    assert (
        browser.post("/account/second-factor/authenticate/", {"code": "000000"}).status_code == 200
    )
    assert browser.post("/account/second-factor/authenticate/", {"code": code()}).status_code == 302
    assert browser.get(f"/cohorts/{cohort.slug}/").status_code == 200


def test_a_code_and_a_recovery_code_work_once(facilitator):
    with_password(facilitator, enrolled=True)
    recovery = RecoveryCodes.activate(facilitator).get_unused_codes()[0]
    now = code()
    answers = []
    for typed in [now, now, recovery, recovery]:
        browser = sign_in(facilitator)
        browser.post("/account/second-factor/authenticate/", {"code": typed})
        answers.append("_auth_user_id" in browser.session)
    assert answers == [True, False, True, False]


def test_guessing_codes_is_slowed_down(facilitator):
    browser = sign_in(with_password(facilitator, enrolled=True))
    wrong = [
        browser.post("/account/second-factor/authenticate/", {"code": f"{n:06}"}) for n in range(12)
    ]
    assert "_auth_user_id" not in browser.session
    browser.post("/account/second-factor/authenticate/", {"code": code()})
    assert "_auth_user_id" not in browser.session, (
        "the right code comes too late after so many wrong ones"
    )
    assert wrong[-1].status_code in (200, 302, 429)


def test_what_a_link_signed_in_is_no_second_factor(cohort, facilitator, link_client):
    """Somebody who becomes staff while signed in by a link is asked at the next request."""
    person = factories.create_person("Nia Newstaff", "nia@example.org")
    factories.create_membership(cohort, person)
    browser = link_client("sign-in", person=person, uses=1)
    browser.post("/sign-in/link/")
    assert browser.get("/cohorts/").status_code == 200
    factories.create_role(person, "facilitator", cohort)
    assert browser.get("/cohorts/").headers["Location"].startswith("/account/second-factor/")


def test_invented_people_skip_it_where_the_setting_says_so(cohort, facilitator, settings):
    Person.objects.filter(pk=facilitator.pk).update(is_demo=True)
    browser = signed_in_client(facilitator, second_factor=False)
    assert browser.get(f"/cohorts/{cohort.slug}/members/").status_code == 200
    settings.SECOND_FACTOR_EXEMPTION = ""
    assert (
        browser.get(f"/cohorts/{cohort.slug}/members/")
        .headers["Location"]
        .startswith("/account/second-factor/")
    )


# --- passwords ------------------------------------------------------------------------------------


@pytest.fixture
def mailbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


def ask_for_password(address):
    Client().post("/account/password/reset/", {"email": address})
    process_sign_in_requests()
    send_due_letters()


def test_staff_choose_a_password_by_a_link_that_works_once(facilitator, mailbox):
    ask_for_password(facilitator.email)
    assert len(mailbox) == 1 and facilitator.name in mailbox[0].body
    path = mailbox[0].body.split("http://127.0.0.1:8000")[1].split()[0]
    browser, copy = Client(), Client()
    assert (
        browser.get(path, follow=True).status_code == copy.get(path, follow=True).status_code == 200
    )
    both = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert (
        browser.post("/account/password/choose/", both | {"new_password2": "another"}).status_code
        == 200
    )
    assert browser.post("/account/password/choose/", both).headers["Location"] == "/account/login/"
    assert (
        copy.post(
            "/account/password/choose/",
            both | {"new_password1": "stolen words here", "new_password2": "stolen words here"},
        ).status_code
        == 410
    )
    facilitator.refresh_from_db()
    assert facilitator.check_password(PASSWORD) and "_auth_user_id" not in browser.session


def test_a_new_password_ends_every_session(facilitator, link_client, client_of):
    with_password(facilitator)
    elsewhere = client_of(facilitator)
    assert elsewhere.get("/cohorts/").status_code == 200
    browser = link_client("password", person=facilitator, uses=1)
    browser.post(
        "/account/password/choose/",
        {"new_password1": "four more plain words", "new_password2": "four more plain words"},
    )
    assert elsewhere.get("/cohorts/").headers["Location"].startswith("/sign-in/")


def test_passwords_are_for_staff(participant, mailbox, link_client, client_of):
    ask_for_password(participant.email)
    assert Link.objects.get().purpose == "sign-in", "a participant gets the link that signs in"
    assert (
        link_client("password", person=participant, uses=1)
        .get("/account/password/choose/")
        .status_code
        == 410
    )
    browser = client_of(participant)
    for closed in [
        "/account/password/set/",
        "/account/email/",
        "/account/signup/",
        "/account/confirm-email/",
        "/account/login/code/confirm/",
    ]:
        assert browser.get(closed).status_code == browser.post(closed).status_code == 404, closed


def test_guessing_passwords_is_slowed_down_for_one_account_only(facilitator, regional_lead):
    with_password(facilitator), with_password(regional_lead)
    guesser = Client()
    for n in range(11):
        guesser.post("/account/login/", {"login": facilitator.email, "password": f"guess {n}"})
    assert "_auth_user_id" not in sign_in(facilitator).session
    assert "_auth_user_id" in sign_in(regional_lead).session


def test_the_staff_door_says_the_same_to_everybody(facilitator):
    with_password(facilitator)
    answers = [
        Client().post("/account/login/", {"login": address, "password": "wrong wrong wrong"})
        for address in [facilitator.email, "x" * 15 + "@example.org"]
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert len({str(answer.context["form"].errors) for answer in answers}) == 1
