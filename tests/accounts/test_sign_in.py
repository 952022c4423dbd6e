"""Coming in without a password: the same answer for everybody, a click that counts once,
and no way out to elsewhere.
"""

import re
from datetime import timedelta
from threading import Barrier, Thread
from urllib.parse import urljoin, urlsplit

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions.signin_links import process_sign_in_requests
from accounts.models import SignInRequest
from cohorts.letters.delivery import send_due_letters
from cohorts.models import Letter
from lifecycle.actions.merge_persons import merge_persons
from people.models import Link, Person

from .. import factories
from ..races import slowly
from ..shown import shown

HALF_AN_HOUR = timedelta(minutes=30)
UNKNOWN = "nobody.at.all.like@example.org"


@pytest.fixture
def mailbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


def ask(address, path="/sign-in/"):
    return Client().post(path, {"email": address})


def deliver():
    process_sign_in_requests()
    send_due_letters()


def link_in(message):
    return re.search(r"https?://[^/]+(/l/\S+)", message.body).group(1)


# --- asking ---------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sign-in/", "/account/password/reset/"])
def test_known_and_unknown_get_the_same_answer_after_the_same_work(participant, facilitator, path):
    answers = []
    for address in [participant.email, facilitator.email, UNKNOWN]:
        address = address.ljust(40, "x") if address == UNKNOWN else address
        with CaptureQueriesContext(connection) as queries:
            response = ask(address, path)
        body = shown(response).replace(address, "ADDRESS")
        answers.append(
            (response.status_code, body, [re.sub(r"'.*?'", "?", q["sql"]) for q in queries])
        )
    assert answers[0] == answers[1] == answers[2] and answers[0][0] == 200
    assert Letter.objects.count() == 0 and SignInRequest.objects.count() == 3


@pytest.mark.django_db
def test_the_worker_writes_one_letter_with_a_link_that_signs_in(participant, mailbox):
    ask(participant.email.upper())
    deliver()
    assert [message.to for message in mailbox] == [
        [participant.email]
    ] and SignInRequest.objects.count() == 0
    letter, link = Letter.objects.get(), Link.objects.get()
    assert (letter.link.purpose, link.purpose, link.uses_left, link.person) == (
        "sign-in",
        "sign-in",
        1,
        participant,
    )
    browser = Client()
    page = browser.get(link_in(mailbox[0]), follow=True)
    assert participant.name in shown(page) and "hallway" not in browser.cookies
    assert browser.post("/sign-in/link/").headers["Location"] == "/"
    assert browser.session["_auth_user_id"] == str(participant.pk)
    assert browser.session.get_expiry_age() > 89 * 24 * 3600


@pytest.mark.django_db
def test_nobody_is_written_to_at_an_unknown_address_or_flooded(participant, mailbox):
    for address in [UNKNOWN, *[participant.email] * 20]:
        ask(address)
    deliver()
    assert len(mailbox) == 3 and {message.to[0] for message in mailbox} == {participant.email}


@pytest.mark.django_db
def test_staff_get_no_link_that_passes_by_the_second_factor(facilitator, mailbox):
    ask(facilitator.email)
    deliver()
    link, secret = Link.mint("sign-in", lasts=HALF_AN_HOUR, uses=1, person=facilitator)
    browser = Client()
    assert mailbox == [] and browser.get(f"/l/{secret}/", follow=True).status_code == 410
    assert browser.post("/sign-in/link/").status_code == 410 and "hallway" not in browser.cookies


@pytest.mark.django_db
def test_invented_staff_come_by_link_only_while_this_is_no_production(facilitator, settings):
    Person.objects.filter(pk=facilitator.pk).update(is_demo=True)
    _, secret = Link.mint("sign-in", lasts=HALF_AN_HOUR, uses=1, person=facilitator)
    browser = Client()
    assert browser.get(f"/l/{secret}/", follow=True).status_code == 200
    settings.SECOND_FACTOR_EXEMPTION = ""
    assert browser.post("/sign-in/link/").status_code == 410


@pytest.mark.django_db
def test_lost_links_of_people_without_a_record_come_again(cohort, mailbox):
    application = factories.create_application(cohort, endorsed="waiting")
    Letter.objects.all().delete()
    for address in [application.email, application.director_email]:
        ask(address)
    deliver()
    assert [link_in(message) and message.to[0] for message in mailbox] == [
        application.email,
        application.director_email,
    ]
    assert list(Link.objects.order_by("pk").values_list("purpose", flat=True)) == [
        "application",
        "sign-off",
    ]
    assert all("as often as you open it" in message.body for message in mailbox)
    for _again in range(2):
        assert Client().get(link_in(mailbox[1]), follow=True).status_code == 200


BAD = [
    "",
    "   ",
    "no-at-sign",
    "a@b",
    "a@" + "b" * 300 + ".org",
    "x" * 200_000,
    "a@a." * 20_000,
    "Ana\r\nBcc: x@y.example <a@b.example>",
]


@pytest.mark.django_db
@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("path", ["/sign-in/", "/account/password/reset/"])
def test_a_broken_address_is_refused_at_the_field(bad, path):
    page = ask(bad, path)
    assert (
        page.status_code == 200 and shown(page).count("such as name@agency.org") == 2
    )  # at the field and on top
    assert SignInRequest.objects.count() == 0


@pytest.mark.django_db
def test_nul_bytes_are_refused():
    assert ask("a\x00b@example.org").status_code == 400


# --- the click ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_link_signs_in_once(participant, link_client):
    browser = link_client("sign-in", person=participant, uses=1)
    copy = Client()
    copy.cookies = browser.cookies.copy()
    assert browser.post("/sign-in/link/").status_code == 302
    assert copy.post("/sign-in/link/").status_code == 410 and "hallway" not in copy.cookies
    assert browser.get("/sign-in/link/").status_code == 410


@pytest.mark.django_db
def test_the_session_has_a_new_key_and_a_planted_one_is_worth_nothing(participant, link_client):
    browser = link_client("sign-in", person=participant, uses=1)
    session = browser.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    browser.cookies["hallway"] = planted
    browser.post("/sign-in/link/")
    assert browser.session.session_key != planted
    attacker = Client()
    attacker.cookies["hallway"] = planted
    assert attacker.get("/cohorts/").headers["Location"].startswith("/sign-in/")


@pytest.mark.django_db
def test_a_shared_device_forgets_with_the_browser(participant, link_client):
    browser = link_client("sign-in", person=participant, uses=1)
    response = browser.post("/sign-in/link/", {"shared_device": "1"})
    assert response.cookies["hallway"]["expires"] == response.cookies["hallway"]["max-age"] == ""


@pytest.mark.django_db
def test_the_next_person_on_a_device_finds_no_link_of_the_last_one(
    cohort, participant, graduate, link_client
):
    browser = link_client(
        "application", application=factories.create_application(cohort, name="Canary One")
    )
    assert "Canary One" in shown(browser.get("/application/"))
    _, secret = Link.mint("sign-in", lasts=HALF_AN_HOUR, uses=1, person=graduate)
    browser.get(f"/l/{secret}/")
    browser.post("/sign-in/link/")
    assert "Canary One" not in shown(browser.get("/application/"))


@pytest.mark.django_db
def test_signing_out_forgets_links_and_session(cohort, participant, link_client, client_of):
    browser = link_client("application", application=factories.create_application(cohort))
    browser.cookies["hallway"] = client_of(participant).cookies["hallway"].value
    browser.post("/sign-out/")
    assert browser.get("/application/").status_code == 410
    assert browser.get("/cohorts/").headers["Location"].startswith("/sign-in/")
    assert Client().get("/sign-out/").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("gone", [{"is_active": False}, {"merged": True}])
def test_deactivated_and_merged_people_do_not_come_in(participant, link_client, mailbox, gone):
    browser = link_client("sign-in", person=participant, uses=1)
    if "merged" in gone:
        Link.objects.all().delete()
        merge_persons(participant, factories.create_person())
    else:
        Person.objects.filter(pk=participant.pk).update(is_active=False)
    assert browser.post("/sign-in/link/").status_code == 410
    if "merged" not in gone:
        ask(participant.email)
        deliver()
        assert mailbox == []


# --- where next -----------------------------------------------------------------------------------

ELSEWHERE = [
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https://evil.example/",
    "%2f%2fevil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "///evil.example",
    "/\t/evil.example",
    "evil.example",
    "http:///evil.example",
]


@pytest.mark.django_db
def test_signing_in_leads_to_no_other_site(participant):
    for wanted in ELSEWHERE:
        browser = Client()
        browser.get("/sign-in/", {"next": wanted})
        _, secret = Link.mint("sign-in", lasts=HALF_AN_HOUR, uses=1, person=participant)
        browser.get(f"/l/{secret}/")
        assert browser.post("/sign-in/link/", {"next": wanted}).headers["Location"] == "/"


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_choosing_a_language_leads_to_no_other_site(client, wanted):
    location = client.post("/language/", {"language": "es", "next": wanted}).headers["Location"]
    assert urlsplit(urljoin("http://testserver/language/", location)).netloc == "testserver"


@pytest.mark.django_db
def test_signing_in_leads_back_to_where_somebody_wanted_to_go(participant, cohort):
    browser = Client()
    turned_away = browser.get(f"/cohorts/{cohort.slug}/?tab=2")
    browser.get(turned_away.headers["Location"])
    _, secret = Link.mint("sign-in", lasts=HALF_AN_HOUR, uses=1, person=participant)
    browser.get(f"/l/{secret}/")
    assert browser.post("/sign-in/link/").headers["Location"] == f"/cohorts/{cohort.slug}/?tab=2"
    assert "hallway-next" not in {name for name, morsel in browser.cookies.items() if morsel.value}


# --- fifty clicks at once -------------------------------------------------------------------------


@pytest.fixture
def slow_use(transactional_db):
    """Whoever uses a link has looked before the first use is written."""
    with slowly("people_link", "UPDATE"):
        yield


def click_at_once(browser, times):
    answers, gate = [], Barrier(times)

    def click():
        gate.wait(timeout=600)
        copy = Client()
        copy.cookies = browser.cookies.copy()
        answers.append(copy.post("/sign-in/link/").status_code)
        connection.close()

    threads = [Thread(target=click) for _ in range(times)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return answers


@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_at_once_sign_in_one(participant, link_client, slow_use):
    answers = click_at_once(link_client("sign-in", person=participant, uses=1), 50)
    assert sorted(answers) == [302] + [410] * 49


def look_then_write(link):
    """The mutant: it looks, and writes what it saw."""
    seen = Link.objects.get(pk=link.pk).uses_left
    if seen:
        Link.objects.filter(pk=link.pk).update(uses_left=seen - 1)
    return bool(seen)


@pytest.mark.django_db(transaction=True)
def test_a_use_that_looks_first_lets_more_than_one_in(
    participant, link_client, slow_use, monkeypatch
):
    monkeypatch.setattr(Link, "use", look_then_write)
    answers = click_at_once(link_client("sign-in", person=participant, uses=1), 5)
    assert answers.count(302) > 1
