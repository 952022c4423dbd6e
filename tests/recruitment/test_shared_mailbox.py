"""One mailbox, several people: each is kept, told by letters of their own, and signs in as one."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions.signin_links import send_sign_in_link
from cohorts.models import Letter
from lifecycle.actions.address_acts import confirm_new_address
from lifecycle.actions.merge_persons import merge_persons
from lifecycle.actions.undo_merge import undo_merge
from people.actions.change_address import ask_address
from people.models import Link, Person
from recruitment.actions.confirmation import SAME, SHARES, confirm
from recruitment.actions.offers import offer_seats
from recruitment.models import Application
from recruitment.permissions import endorsement_link_of_session

from .. import factories
from ..applying import apply
from ..shown import shown
from .rosters import answer, check_of, questions_of, read_in, upload

pytestmark = pytest.mark.django_db
OFFICE = "office@pine.example.org"


@pytest.fixture
def county(cohort, settings):
    settings.APPLICATION_SECONDS_AT_LEAST = 0
    return factories.create_county(cohort.region, "Ventura")


@pytest.fixture
def nora():
    """Whose address it is."""
    return factories.create_person("Nora Ash", OFFICE)


@pytest.fixture
def ines(nora):
    return factories.create_person("Ines Bell", OFFICE, shares_mailbox=True)


def open_letter(letter):
    """A browser that has opened the link of this letter, and the page it came to."""
    browser = Client()
    return browser, browser.get(f"/l/{letter.link.add_secret()}/", follow=True)


# --- applying -------------------------------------------------------------------------------------


def test_a_second_applicant_at_an_address_is_kept_and_told_by_letter(client, cohort, county):
    apply(client, cohort, county, email=OFFICE, name="Nora Ash")
    apply(Client(), cohort, county, email=OFFICE, name="Ines Bell")
    assert sorted(row.name for row in Application.objects.all()) == ["Ines Bell", "Nora Ash"]
    first, second = Letter.objects.filter(code="application-copy").order_by("pk")
    assert "Ines" not in first.subject + first.body
    assert second.subject.startswith("For Ines Bell: ") and "Nora" not in second.body
    assert second.body.startswith("This letter is for Ines Bell.\n\n")
    browser, page = open_letter(second)
    assert "Ines Bell" in shown(page) and "Nora" not in shown(page)
    browser.post("/application/withdraw/")
    withdrawn = dict(Application.objects.values_list("name", "withdrawn_at"))
    assert withdrawn["Ines Bell"] and not withdrawn["Nora Ash"]


def test_the_same_person_again_makes_no_second_application(client, cohort, county):
    apply(client, cohort, county, email=OFFICE, name="Nora Ash")
    turned = "Ash, Nora B."
    apply(Client(), cohort, county, email=OFFICE.upper(), name=turned, name_as_written=turned)
    assert Application.objects.get().name == "Nora Ash"
    assert Letter.objects.filter(code="application-copy").count() == 2


def seat(cohort, lead, name):
    application = factories.create_application(cohort, name=name, email=OFFICE, endorsed=True)
    (seated,) = offer_seats(cohort, [application], by=lead)
    return seated.person


def test_each_gets_a_seat_of_their_own(cohort, regional_lead, nora):
    assert seat(cohort, regional_lead, "Nora Ash") == nora
    ines = seat(cohort, regional_lead, "Ines Bell")
    assert ines != nora and (ines.email, ines.email_key, ines.shares_mailbox) == (
        OFFICE,
        None,
        True,
    )
    assert not nora.shares_mailbox and cohort.memberships.count() == 2
    subjects = Letter.objects.filter(code="offer").order_by("pk").values_list("subject", flat=True)
    assert [subject.partition(":")[0] for subject in subjects][1] == "For Ines Bell"


def test_an_address_identifies_nobody_who_only_shares_it(cohort, nora, ines):
    """A director is whoever has the address: Ines is asked for nothing and shut out of nothing."""
    application = factories.create_application(cohort, director_email=OFFICE, endorsed="waiting")
    assert endorsement_link_of_session(nora).application == application
    assert endorsement_link_of_session(ines) is None
    assert Person.objects.with_address(OFFICE).get() == nora


# --- whose seat it is -----------------------------------------------------------------------------


@pytest.mark.parametrize("says, is_nora", [(SAME, True), (SHARES, False)])
def test_a_known_address_under_another_name_is_asked_about_on_the_page(
    cohort, nora, link_client, says, is_nora
):
    application = factories.create_application(cohort, name="Nora Blake", email=OFFICE)
    browser = link_client("application", application=application, address=OFFICE)
    page = shown(browser.get("/application/"))
    assert "We know this address under another name, too." in page and "Ash" not in page
    browser.post("/application/confirm/")
    application.refresh_from_db()
    assert application.confirmed_at is None, "one of the two has to be said"
    browser.post("/application/confirm/", {"says": says})
    application.refresh_from_db()
    assert application.confirmed_at and (application.person == nora) == is_nora


def test_a_seat_of_a_roster_is_not_handed_to_whoever_has_the_address(cohort, regional_lead, nora):
    roster = factories.create_application(cohort, name="Willa New", email=OFFICE)
    willa = factories.create_person("Willa New", "")
    roster.roster_import = cohort.roster_imports.create(
        started_by=regional_lead, imported_by=regional_lead, imported_at=timezone.now()
    )
    roster.person, roster.membership = willa, factories.create_membership(cohort, willa)
    roster.decision, roster.decided_by, roster.decided_at = "seated", regional_lead, timezone.now()
    roster.save()
    confirm(roster, says=SHARES)
    willa.refresh_from_db()
    assert cohort.memberships.get().person == willa
    assert willa.email == OFFICE and willa.shares_mailbox


# --- rosters --------------------------------------------------------------------------------------

ROSTER = f"Name,Email\nNora Ash,{OFFICE}\nInes Bell,{OFFICE}\nOra Cove,{OFFICE}\n"


def test_a_roster_seats_three_people_of_one_office(cohort, regional_lead, client_of):
    lead = client_of(regional_lead)
    check = check_of(cohort, ROSTER)
    assert questions_of(check) == [(3, "shared address"), (4, "shared address")]
    upload(lead, cohort, ROSTER)
    answer(lead, cohort, *[asked.choices[0] for asked in check.questions])
    read_in(lead, cohort)
    people = Person.objects.filter(email=OFFICE).order_by("pk")
    assert [(row.name, row.shares_mailbox) for row in people] == [
        ("Nora Ash", False),
        ("Ines Bell", True),
        ("Ora Cove", True),
    ]
    assert "3 here already" in shown(upload(lead, cohort, ROSTER)), "nothing is asked again"


def test_an_application_of_another_name_is_not_taken_for_the_row(cohort):
    factories.create_application(cohort, name="Nora Ash", email=OFFICE)
    check = check_of(cohort, f"Name,Email\nInes Bell,{OFFICE}\n")
    assert questions_of(check) == [(2, "applied address")]
    shares = {(2, "applied address"): check.questions[0].choices[0]}
    (row,) = check_of(cohort, f"Name,Email\nInes Bell,{OFFICE}\n", shares).new_rows
    assert row["application_pk"] is None
    (own,) = check_of(cohort, f"Name,Email\nNora Ash,{OFFICE}\n").new_rows
    assert own["application_pk"]


# --- signing in -----------------------------------------------------------------------------------


@pytest.fixture
def both(cohort, nora, ines):
    return [factories.create_membership(cohort, person) for person in (nora, ines)]


def sign_in_page():
    send_sign_in_link(OFFICE)
    return open_letter(Letter.objects.get(code="sign-in-link"))


def test_signing_in_by_a_shared_address_asks_who_it_is(both, ines):
    browser, page = sign_in_page()
    assert Letter.objects.get().subject.startswith("For Nora Ash and Ines Bell: ")
    assert "Nora Ash" in shown(page) and "Ines Bell" in shown(page)
    stranger = factories.create_person()
    for who in ["", stranger.pk, "x"]:
        refused = browser.post("/sign-in/link/", {"who": who})
        assert "Choose who you are." in shown(refused) and "_auth_user_id" not in browser.session
    browser.post("/sign-in/link/", {"who": ines.pk})
    assert browser.session["_auth_user_id"] == str(ines.pk)
    assert Link.objects.get().uses_left == 0


def test_an_applicant_without_a_record_gets_a_letter_beside_it(cohort, both):
    factories.create_application(cohort, name="Ora Cove", email=OFFICE)
    factories.create_application(cohort, name="N. Ash", email=OFFICE, part=None)
    send_sign_in_link(OFFICE)
    assert sorted(Letter.objects.values_list("to_name", flat=True)) == [
        "Nora Ash and Ines Bell",
        "Ora Cove",
    ]


def test_staff_are_never_among_them(cohort, both, nora, ines):
    factories.create_role(nora, "facilitator", cohort)
    _browser, page = sign_in_page()
    assert "Sign in as Ines Bell" in shown(page) and "Nora" not in shown(page)


# --- mending --------------------------------------------------------------------------------------


def test_an_address_of_ones_own_leaves_the_letters_of_others(cohort, both, nora, ines):
    letter, own = (
        Letter.objects.create(code="x", to_email=OFFICE, person=person, subject="x", cohort=cohort)
        for person in (nora, ines)
    )
    asked = factories.create_application(cohort, director_email=OFFICE, endorsed="waiting")
    change = ask_address(ines, "ines@example.org", by=nora)
    confirm_new_address(change)
    ines.refresh_from_db()
    assert (ines.email_key, ines.shares_mailbox) == ("ines@example.org", False)
    letter.refresh_from_db(), own.refresh_from_db()
    assert (letter.to_email, own.to_email) == (OFFICE, "ines@example.org")
    assert asked.endorsements.get().supervisor_email == OFFICE


@pytest.mark.parametrize("owner_closes", [True, False])
def test_two_records_at_one_mailbox_are_joined_and_parted(nora, ines, regional_lead, owner_closes):
    closes, stays = (nora, ines) if owner_closes else (ines, nora)
    merge = merge_persons(closes, stays, by=regional_lead)
    stays.refresh_from_db()
    assert (stays.email_key, stays.shares_mailbox) == (OFFICE, False)
    undo_merge(merge, by=regional_lead)
    nora.refresh_from_db(), ines.refresh_from_db()
    assert (nora.email_key, nora.shares_mailbox) == (OFFICE, False)
    assert (ines.email, ines.email_key, ines.shares_mailbox) == (OFFICE, None, True)
