"""What reading a roster in does: seats, letters, sign-offs; and undoing it while nothing stands on
it.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cohorts.access import access_of
from cohorts.models import CohortMembership, Letter, StaffAct
from lifecycle.actions.take_back import take_back
from people.models import Organization, Person, Placement, ProgramSite, Supervision
from recruitment.actions.roster_import import delete_expired_rosters
from recruitment.models import Application, RosterImport, SupervisorEndorsement

from .. import factories
from ..looks import act, is_look, press
from ..shown import shown
from .rosters import answer, draft_of, page_of, read_in, upload

pytestmark = pytest.mark.django_db
ROSTER = (
    "Name,Email,Phone,Language,Agency,Site,Director,Director email\n"
    "José Núñez,jose@example.org,555-555-0101,Spanish,Gull Street,Lantern Oak,Marcus Fenn,"
    "marcus@example.org\nBea Peña,bea@example.org,,,Gull Street,Tidewind,Marcus Fenn,"
    "marcus@example.org\n"
)
MADE = [Person, CohortMembership, Organization, ProgramSite, Placement, Supervision, Application]


def numbers():
    return {model.__name__: model.objects.count() for model in MADE}


@pytest.fixture
def lead(regional_lead, client_of):
    return client_of(regional_lead)


@pytest.fixture
def roster(lead, cohort):
    upload(lead, cohort, ROSTER)
    read_in(lead, cohort)
    return cohort.roster_imports.get()


def undo(lead, cohort, roster):
    """The page after undoing: the look is pressed, or it says why not."""
    address = page_of(cohort, "roster-import-undo", roster.pk)
    look = lead.post(address)
    return shown(
        press(lead, look, address, follow=True) if is_look(look) else lead.get(look["Location"])
    )


# --- reading in -----------------------------------------------------------------------------------


def test_what_follows_is_shown_with_its_letters_before(lead, cohort):
    upload(lead, cohort, ROSTER)
    page = shown(lead.post(page_of(cohort, "roster-import-read-in", draft_of(cohort).pk)))
    for words in ["people get a seat", "director is asked to sign", "Marcus Fenn", "letters leave"]:
        assert words in page
    assert "José Núñez, Spanish" in page and not Letter.objects.exists()


def test_everything_of_the_row_is_stored(roster, cohort):
    jose = Person.objects.get(email="jose@example.org")
    assert (jose.phone, jose.language) == ("555-555-0101", "es")
    assert jose.placements.get().site.name == "Lantern Oak"
    application = jose.applications.get()
    assert application.decision == "seated" and application.roster_import == roster
    assert application.membership.cohort == cohort and roster.new == 2 and roster.rows == 2


def test_each_director_is_asked_by_one_letter_for_all_their_people(roster, cohort):
    asked = Letter.objects.get(code="signoff-seated")
    assert asked.to_email == "marcus@example.org"
    assert "- José Núñez" in asked.body and "- Bea Peña" in asked.body
    assert SupervisorEndorsement.objects.waiting().count() == 2
    assert Letter.objects.filter(code="offer").count() == 2
    assert {letter.status for letter in Letter.objects.all()} == {"queued"}
    assert StaffAct.objects.get().is_waiting, "for ten minutes it can be taken back"


def open_page_of_director(cohort):
    secret = Letter.objects.get(code="signoff-seated").link.add_secret()
    browser = Client()
    browser.get(f"/l/{secret}/")
    return browser


def test_the_director_signs_for_somebody_who_has_a_seat(roster, cohort):
    browser = open_page_of_director(cohort)
    page = browser.get("/sign-off/")
    assert "2 personas de su equipo tienen un lugar en" in shown(page), "as the first of them reads"
    assert "José Núñez" in shown(page) and "Bea Peña" in shown(page)
    form = page.context["form"]
    sent = {"signed_name": "Marcus Fenn"}
    sent |= {f"commitment_{commitment.pk}": "on" for commitment in form.commitments}
    for asked in form.endorsements:
        sent |= {f"says_{asked.pk}": "sign", f"seen_{asked.pk}": "waiting"}
        sent |= {f"mark_{asked.pk}": asked.terms_hash}
    answered = shown(browser.post("/sign-off/", sent, follow=True))
    assert "We have told the people you answered for" not in answered
    assert SupervisorEndorsement.objects.filter(given_at__isnull=False).count() == 2
    director = Person.objects.get(email="marcus@example.org")
    assert access_of(director, cohort).is_supervisor


def test_who_applied_gets_the_seat_by_that_application(lead, cohort):
    application = factories.create_application(
        cohort, name="Uma Reed", email="uma@example.org", endorsed=True
    )
    upload(lead, cohort, "Name,Email\nUma Reed,uma@example.org\n")
    read_in(lead, cohort)
    application.refresh_from_db()
    assert application.decision == "seated" and Application.objects.count() == 1
    assert not Letter.objects.filter(code="signoff-seated").exists(), "signed already"
    undo(lead, cohort, cohort.roster_imports.get())
    application.refresh_from_db()
    assert application.decision == "" and application.membership is None
    assert application.endorsement.given_at


def test_who_was_told_that_there_is_no_seat_is_asked_about(lead, cohort, regional_lead):
    application = factories.create_application(
        cohort,
        name="Uma Reed",
        email="uma@example.org",
        decision="not_offered",
        decided_by=regional_lead,
        decided_at=timezone.now(),
    )
    page = shown(upload(lead, cohort, "Name,Email\nUma Reed,uma@example.org\n"))
    assert "was told that there is no seat this time" in page
    answer(lead, cohort, "seat them all the same")
    read_in(lead, cohort)
    application.refresh_from_db()
    assert application.decision == "seated" and cohort.memberships.count() == 1
    undo(lead, cohort, cohort.roster_imports.get())
    application.refresh_from_db()
    assert application.decision == "not_offered" and application.decided_by == regional_lead


def test_a_roster_of_a_completed_cohort_seats_nobody(lead, cohort):
    upload(lead, cohort, ROSTER)
    type(cohort).objects.filter(pk=cohort.pk).update(status="completed")
    page = shown(lead.get(draft_of(cohort).get_absolute_url()))
    assert "This cohort is completed. It admits nobody any more." in page
    assert "See what follows" not in page


# --- undoing --------------------------------------------------------------------------------------


def test_undone_everything_is_as_before(lead, cohort):
    before = numbers()
    upload(lead, cohort, ROSTER)
    read_in(lead, cohort)
    assert numbers() != before
    page = undo(lead, cohort, cohort.roster_imports.get())
    assert "2 people lose their seats" in page and "Undone on" in page
    assert numbers() == before and cohort.seats.free().count() == 30
    assert {letter.status for letter in Letter.objects.all()} == {"dropped"}


def test_it_is_taken_back_with_its_letters_within_ten_minutes(roster, cohort, regional_lead):
    said = take_back(StaffAct.objects.get(), by=regional_lead)
    assert "2 people lose their seats" in said and not cohort.memberships.exists()
    roster.refresh_from_db()
    assert roster.undone_at


def test_what_was_filled_in_is_taken_out_again(lead, cohort):
    nora = factories.create_person("Nora Blank", "")
    factories.create_membership(cohort, nora)
    upload(lead, cohort, "Name,Email,Phone\nNora Blank,,555-555-0199\n")
    page = read_in(lead, cohort)
    assert "1 record was added to" in page
    nora.refresh_from_db()
    assert nora.phone == "555-555-0199"
    noted = nora.changes.get()
    assert (noted.field, noted.before, noted.after) == ("phone", "", "555-555-0199")
    undo(lead, cohort, cohort.roster_imports.get())
    nora.refresh_from_db()
    assert nora.phone == "" and cohort.memberships.count() == 1 and not nora.changes.exists()


def test_a_mark_stands_in_the_way_and_is_named(lead, cohort, roster):
    member = cohort.memberships.get(person__name="José Núñez")
    factories.attend(cohort.meetings.get(position=1), member)
    page = undo(lead, cohort, roster)
    assert "José Núñez has something written on the seat since: attendance." in page
    assert cohort.memberships.count() == 2


def test_a_sign_off_stands_in_the_way_and_is_named(lead, cohort, roster):
    endorsement = SupervisorEndorsement.objects.waiting().get(application__name="Bea Peña")
    endorsement.decline(reason="No time")
    assert "Marcus Fenn has answered for Bea Peña." in undo(lead, cohort, roster)


def test_after_thirty_days_it_stays(lead, cohort, roster):
    RosterImport.objects.update(imported_at=timezone.now() - timedelta(days=30, minutes=1))
    assert "The thirty days in which it could be undone are over." in shown(
        lead.get(roster.get_absolute_url())
    )
    assert "The thirty days are over" in undo(lead, cohort, roster)
    delete_expired_rosters()
    roster.refresh_from_db()
    assert roster.made == [] and cohort.memberships.count() == 2


def test_a_file_that_nobody_reads_in_is_forgotten_after_a_day(lead, cohort):
    upload(lead, cohort, ROSTER)
    assert delete_expired_rosters() == 0
    RosterImport.objects.update(started_at=timezone.now() - timedelta(days=1, minutes=1))
    assert delete_expired_rosters() == 1 and not RosterImport.objects.exists()


def test_places_that_others_use_by_now_stay(lead, cohort, roster):
    site = ProgramSite.objects.get(name="Tidewind")
    factories.create_placement(factories.create_person(), site)
    page = undo(lead, cohort, roster)
    assert "2 people lose their seats" in page
    assert ProgramSite.objects.filter(name="Tidewind").exists()
    assert not ProgramSite.objects.filter(name="Lantern Oak").exists()


# --- who has not signed for somebody who is seated ------------------------------------------------


def test_the_board_says_whose_director_has_not_signed_and_reminds_them(lead, cohort, roster):
    board = page_of(cohort, "application-list")
    page = shown(lead.get(board))
    assert page.count("Seated, not signed") > 2 and "Asked today" in page
    application = Application.objects.get(name="José Núñez")
    address = page_of(cohort, "application-remind")
    act(lead, address, {"application": application.pk})
    assert Letter.objects.filter(code="signoff-seated").count() == 2
    assert not Letter.objects.filter(code="signoff-reminder").exists(), "nobody waits for a seat"
    for endorsement in SupervisorEndorsement.objects.waiting():
        endorsement.decline(reason="No time")
    assert "Seated, director declined" in shown(lead.get(board))
    jose = Person.objects.get(name="José Núñez")
    assert not access_of(jose, cohort).audiences, "told once the letter has left"
    Letter.objects.filter(code="offer").update(status="sent", sent_at=timezone.now())
    assert access_of(jose, cohort).audiences


def test_who_was_chosen_and_signed_for_stays_seated(lead, cohort):
    application = factories.create_application(cohort, endorsed=True)
    lead.post(page_of(cohort, "application-offer"), {"application": application.pk})
    act(lead, page_of(cohort, "application-offer"), {"application": application.pk})
    assert "Seated, not signed" not in shown(lead.get(page_of(cohort, "application-list")))


def test_the_director_is_not_asked_once_the_place_has_ended(roster, cohort):
    member = cohort.memberships.get(person__name="José Núñez")
    member.leave(reason="New job")
    application = Application.objects.get(name="José Núñez")
    assert application.endorsement_until is None and not application.endorsement_can_count
