"""Hearing when a track opens: strangers learn nothing, only who confirmed is written to,
and only once.
"""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cohorts.letters.delivery import send_due_letters
from cohorts.models import Letter, StaffAct
from guidebooks.actions.tracks import set_track_open
from lib.dates import clock
from people.models import Link
from recruitment.actions.interest_lists import notify_interested
from recruitment.models import Interest

from .. import factories
from ..conftest import person_with_role
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db
FORM = {"name": "Nia Newcomer", "email": "nia@example.org"}


@pytest.fixture(autouse=True)
def a_quick_reader(settings):
    settings.APPLICATION_SECONDS_AT_LEAST = 0


@pytest.fixture
def guidebook(cohort):
    return cohort.guidebook


@pytest.fixture
def track(guidebook):
    return factories.create_track(guidebook)


@pytest.fixture
def page(track):
    return f"/guidebooks/{track.guidebook_slug}/tracks/{track.code}/"


def send(page, client=None, language="en", **changes):
    client = client or Client()
    empty = client.get(page)
    return client.post(
        page,
        FORM | {"opened": empty.context["form"]["opened"].value()} | changes,
        headers={"accept-language": language},
    )


def letters(code="interest-confirm"):
    return Letter.objects.filter(code=code)


# --- asking ---------------------------------------------------------------------------------------


def test_asking_writes_a_row_and_one_letter(page, track):
    answer = send(page, language="es")
    interest, letter = Interest.objects.get(), letters().get()
    assert answer.status_code == 302 and "mail" in shown(Client().get(answer["Location"]))
    assert (interest.name, interest.language, interest.confirmed_at) == ("Nia Newcomer", "es", None)
    assert (letter.to_email, letter.link.purpose, letter.language) == (
        "nia@example.org",
        "interest",
        "es",
    )
    assert (
        "{link}" in letter.body
        and "Grupo de ejemplo" in letter.body
        and letter.body.startswith("Hola")
    )


def test_a_repeated_request_gets_the_same_answer_and_no_second_letter(page):
    first, again = send(page), send(page, name="Somebody Else", email="NIA@example.org")
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert Interest.objects.get().name == "Nia Newcomer" and letters().count() == 1


def test_whoever_lost_the_letter_gets_another_later(page):
    send(page)
    letters().update(queued_at="2026-01-01T00:00Z")
    send(page)
    assert letters().count() == 2


def test_nobody_is_flooded(page):
    for _ in range(8):
        send(page)
        letters().update(queued_at=factories.timezone.now() - factories.timedelta(minutes=30))
    assert letters().count() == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"email": ""},
        {"email": "nobody"},
        {"name": "x" * 500},
        {"email": "x" * 500 + "@example.org"},
        {"second_homepage": "https://x"},
        {"name": "<b>http://x.example</b>"},
    ],
)
def test_bad_input_is_named_and_kept(page, wrong):
    answer = send(page, **wrong)
    assert answer.status_code == 200 and not Interest.objects.exists() and not letters().exists()
    assert "h-errors" in shown(answer)


@pytest.mark.parametrize("opened", ["", "not-signed", "x" * 3000])
def test_a_form_nobody_opened_is_held(page, opened):
    answer = send(page, opened=opened)
    assert (
        answer.status_code == 200
        and "very quick" in shown(answer)
        and not Interest.objects.exists()
    )


def test_a_form_that_was_not_read_is_held_and_sent_with_the_second_press(page, settings):
    settings.APPLICATION_SECONDS_AT_LEAST = 60
    held = send(page)
    assert "very quick" in shown(held) and "Nia Newcomer" in shown(held)
    settings.APPLICATION_SECONDS_AT_LEAST = 0
    assert (
        Client().post(page, FORM | {"opened": held.context["form"]["opened"].value()}).status_code
        == 302
    )


def test_an_open_track_takes_no_names(page, track):
    set_track_open(track, True)
    assert Client().post(page, FORM).status_code == 200
    assert not Interest.objects.exists() and not letters().exists()


@pytest.mark.django_db(transaction=True)
def test_sent_by_two_clicks_at_once(page):
    client = Client()
    opened = client.get(page).context["form"]["opened"].value()

    def click():
        Client().post(page, FORM | {"opened": opened})
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(4)]
    [thread.start() for thread in clicks]
    [thread.join() for thread in clicks]
    assert Interest.objects.count() == 1 and letters().count() == 1


# --- the page behind the link ---------------------------------------------------------------------


@pytest.fixture
def holder(track, link_client):
    """Has opened the link of the letter; a second track of the same address,
    somebody else's interest beside it.
    """
    factories.create_interest(track, "nia@example.org", confirmed=False)
    factories.create_interest(track, "other@example.org", confirmed=False)
    return link_client("interest", address="nia@example.org")


def test_opening_confirms_nothing(holder):
    said = shown(holder.get("/interest/"))
    assert "Example track" in said and not Interest.objects.confirmed().exists()


def test_a_click_confirms_and_a_click_takes_back(holder):
    mine = Interest.objects.get(email="nia@example.org")
    assert holder.post("/interest/", {"confirm": mine.pk}).status_code == 302
    assert [i.email for i in Interest.objects.confirmed()] == ["nia@example.org"]
    holder.post("/interest/", {"end": mine.pk})
    assert not Interest.objects.active().filter(email="nia@example.org").exists()
    assert "no list" in shown(holder.get("/interest/"))


@pytest.mark.parametrize("value", ["", "x", "9" * 40, "-1", "\u0663"])
def test_odd_clicks_change_nothing(holder, value):
    other = Interest.objects.get(email="other@example.org")
    for sent in [{"confirm": value}, {"end": value}, {"confirm": other.pk}, {"end": other.pk}, {}]:
        assert holder.post("/interest/", sent).status_code == 302
    assert Interest.objects.active().filter(confirmed_at=None).count() == 2


def test_without_a_link_there_is_one_neutral_page(track):
    assert Client().get("/interest/").status_code == 410


def test_the_letters_link_leads_there(page):
    send(page)
    send_due_letters()
    assert (
        letters().get().status == "sent"
        and Link.objects.get(purpose="interest").email_key == "nia@example.org"
    )


# --- staff ----------------------------------------------------------------------------------------


@pytest.fixture
def lists(guidebook):
    return f"/guidebooks/{guidebook.slug}/interest/"


@pytest.fixture
def recruiting(cohort, track):
    type(cohort).objects.filter(pk=cohort.pk).update(track=track)
    return cohort


def test_the_list_shows_who_confirmed(lists, track, state_staff, client_of):
    factories.create_interest(track, name="Cora Confirmed")
    factories.create_interest(track, name="Una Unconfirmed", confirmed=False)
    said = shown(client_of(state_staff).get(lists))
    assert "Cora Confirmed" in said and "Una Unconfirmed" not in said


def test_only_who_confirmed_is_told_and_only_once(lists, track, recruiting, state_staff, client_of):
    factories.create_interest(track, "yes@example.org", language="es")
    factories.create_interest(track, "unsure@example.org", confirmed=False)
    factories.create_interest(track, "gone@example.org", ended_at=factories.timezone.now())
    browser = client_of(state_staff)
    for _click in range(2):
        act(browser, f"{lists}{track.code}/tell/")
    letter = letters("interest-open").get()
    assert (
        letter.to_email == "yes@example.org"
        and f"/cohorts/{recruiting.slug}/apply/" in letter.body
        and "Hola" in letter.body
    )
    assert (
        Interest.objects.get(email="yes@example.org").told_at
        and Interest.objects.filter(told_at=None).count() == 2
    )


def test_the_list_offers_to_take_the_letters_back(
    lists, track, recruiting, state_staff, regional_lead, client_of
):
    """And so do the pages of the cohort; it leads back to the list, where the names are again."""
    factories.create_interest(track, name="Cora Confirmed")
    browser = client_of(state_staff)
    told = shown(act(browser, f"{lists}{track.code}/tell/", follow=True))
    done = StaffAct.objects.get()
    assert f"Take it back (until {clock(timezone.localtime(done.held_until))})" in told
    members = reverse("cohorts:member-list", args=[recruiting.slug])
    assert "Take it back" in shown(browser.get(members))
    assert "Take it back" not in shown(client_of(regional_lead).get(members))
    sent = {"act": done.pk, "next": lists}
    take = reverse("lifecycle:staff-act-take-back", args=[recruiting.slug])
    back = shown(browser.post(take, sent, follow=True))
    assert "1 name is on the list again." in back and "Cora Confirmed" in back
    assert "Take it back" not in back


def test_nobody_is_told_while_nothing_recruits(lists, track, state_staff, client_of):
    factories.create_interest(track)
    answer = client_of(state_staff).post(f"{lists}{track.code}/tell/", follow=True)
    assert "No cohort takes applications" in shown(answer) and not letters("interest-open").exists()


def test_as_many_statements_for_one_as_for_thirty(
    track, recruiting, state_staff, django_assert_max_num_queries
):
    for _person in range(30):
        factories.create_interest(track)
    cohort = type(recruiting).objects.open_for_applications().get(pk=recruiting.pk)
    with django_assert_max_num_queries(6):
        assert len(notify_interested(track, cohort=cohort)) == 30


def test_pages_cost_the_same_for_one_and_for_three_hundred(
    lists, track, state_staff, client_of, django_assert_max_num_queries
):
    for _person in range(60):
        factories.create_interest(track)
    browser = client_of(state_staff)
    with django_assert_max_num_queries(16):
        assert browser.get(lists, {"page": "2", "track": track.code}).status_code == 200
    assert browser.get(lists, {"page": "1e9", "track": "x" * 999}).status_code == 200


def test_export_holds_what_the_list_shows(lists, guidebook, track, state_staff, client_of):
    factories.create_interest(track, "cora@example.org", name="=Cora Confirmed")
    factories.create_interest(track, "una@example.org", confirmed=False)
    browser = client_of(state_staff)
    for query, number in [(f"?track={track.code}&sort=-name", 1), ("?track=other", 1), ("", 1)]:
        table = browser.get(f"{lists}{query}").context["table"]
        assert table.page.total == number
        said = browser.get(table.exports[1][1]).getvalue().decode("utf-8-sig")
        assert "'=Cora Confirmed,cora@example.org" in said and "una@" not in said
    told = factories.create_interest(factories.create_track(guidebook, "later", position=2))
    assert "1 of 2 shown" in shown(browser.get(f"{lists}?track={track.code}"))
    file = browser.get(f"{lists.removesuffix('/')}.csv?track={told.track.code}").getvalue().decode()
    assert told.email in file and "cora@" not in file


@pytest.mark.parametrize("sent, is_open", [("1", True), ("0", False), ("", False), ("x", False)])
def test_opening_a_track(lists, track, state_staff, client_of, sent, is_open):
    act(client_of(state_staff), f"{lists}{track.code}/open/", {"open": sent})
    track.refresh_from_db()
    assert track.is_open is is_open


def test_staff_of_another_network_find_nothing(lists, track, client_of):
    other = factories.create_network("other", name=factories.both("Other network"))
    browser = client_of(person_with_role("Olga Other", "state_staff", other))
    for path in [lists, f"{lists.removesuffix('/')}.csv"]:
        assert browser.get(path).status_code == 404
    assert browser.post(f"{lists}{track.code}/tell/").status_code == 404
