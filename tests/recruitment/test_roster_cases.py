"""Files as people send them (tests/recruitment/cases/), each with what should come of it.

cases/manifest.csv names the test of each file.
"""

import csv
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from cohorts.models import CohortMembership, Letter
from lib.spreadsheets.client import read_apart
from lib.spreadsheets.data import UnreadableFile
from people.models import Person
from recruitment.roster_import.draft import read_draft
from recruitment.roster_import.questions import SKIP

from .. import factories
from ..looks import press
from ..shown import shown
from .rosters import (
    answer,
    check_of,
    draft_of,
    page_of,
    questions_of,
    read_in,
    upload,
)

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parent / "cases"
#: José, Zoë and their schools, in whatever letters.
TWO = [
    ("José Núñez Peña", "jose.nunez.b@case.example.org", "Peña Elementary", "Harbor Unified"),
    ("Zoë O’Brien", "zoe.obrien.b@case.example.org", "“Oak” School", "Harbor Unified"),
]


def bytes_of(name):
    return next(CASES.glob(f"{name}-*")).read_bytes()


def case(cohort, name, answers=None):
    return check_of(cohort, bytes_of(name), answers)


def rows(check, *columns):
    found = [tuple(row[column] for column in columns) for row in check.rows]
    return [values[0] for values in found] if len(columns) == 1 else found


@pytest.fixture
def lead(regional_lead, client_of):
    return client_of(regional_lead)


def test_the_manifest_names_a_test_of_each_file():
    with (CASES / "manifest.csv").open() as file:
        lines = list(csv.DictReader(file))
    tests = {name for name in globals() if name.startswith("test_")}
    assert {line["file"] for line in lines} == {p.name for p in CASES.iterdir()} - {"manifest.csv"}
    assert {line["test"] for line in lines} <= tests


# --- A: the shape of a sheet ----------------------------------------------------------------------


def test_headings_over_two_rows(cohort):
    check = case(cohort, "A01")
    assert rows(check, "name", "agency", "site", "director_name", "director_email") == [
        ("Ilse Brandt", "Harbor Unified", "Pine Street School", "Dana Whitlock")
        + ("dana.whitlock@case.example.org",),
        ("Omar Quist", "Harbor Unified", "Elm School", "Dana Whitlock")
        + ("dana.whitlock@case.example.org",),
    ]
    assert rows(check, "number") == [4, 5] and len(check.new_rows) == 2 and not check.is_open


def test_cells_merged_down(cohort):
    check = case(cohort, "A03")
    assert rows(check, "agency", "site") == [("Harbor Unified", "Pine Street School")] * 2
    assert "Merged cells count for each row beside them: row 3." in check.notes


def test_a_total_is_no_person(cohort):
    check = case(cohort, "A04")
    assert rows(check, "name") == ["Vera Okafor", "Lars Nunn"]
    assert "Row 4 (“Total: 2”) is not read as a person." in check.notes


def test_first_and_last_names_of_a_form(cohort):
    check = case(cohort, "A06")
    assert rows(check, "name", "email") == [
        ("Vera Okafor", "vera.okafor6@case.example.org"),
        ("Lars Nunn", "lars.nunn6@case.example.org"),
    ]
    assert "Columns not used: Timestamp." in check.notes
    assert questions_of(check) == [(2, "agency"), (3, "agency")], "who runs these schools?"
    agency = factories.create_organization("Harbor Unified", network=cohort.network)
    answered = case(cohort, "A06", {(2, "agency"): agency.name, (3, "agency"): agency.name})
    assert rows(answered, "site", "agency")[0] == ("Pine Street School", "Harbor Unified")
    assert not answered.is_open


def test_last_names_first_are_turned_and_shown(cohort, lead):
    check = case(cohort, "A08")
    assert rows(check, "name") == ["Vera Okafor", "Lars T. Nunn-Reyes", "Pat O'Dell"]
    page = shown(upload(lead, cohort, bytes_of("A08")))
    assert "Vera Okafor" in page and "written “Okafor, Vera”" in page


def test_headings_in_other_words(cohort):
    check = case(cohort, "A10")
    assert rows(check, "name", "site", "agency", "phone")[0] == (
        "Vera Okafor",
        "Pine Street School",
        "Harbor Unified",
        "555-555-0110",
    )
    assert "Columns not used: #." in check.notes


def test_an_empty_twin_is_no_twin(cohort):
    check = case(cohort, "A11")
    assert rows(check, "name", "email") == [("Vera Okafor", "vera.okafor11@case.example.org")]


def test_the_sheet_is_chosen_by_its_headings(cohort):
    check = case(cohort, "A13")
    assert rows(check, "name") == ["Vera Okafor"]
    assert "“Roster” was read. Not read: “Read me”." in check.notes


def test_phones_are_shown_and_stored(cohort, lead):
    page = shown(upload(lead, cohort, bytes_of("A14")))
    assert "5555550114" in page and "+1 (555) 555-0116 ext. 4" in page
    read_in(lead, cohort)
    assert sorted(Person.objects.filter(memberships__cohort=cohort).values_list("phone")) == [
        ("+1 (555) 555-0116 ext. 4",),
        ("5555550114",),
        ("5555550115",),
    ]


def test_formatting_that_is_not_read_is_said(cohort):
    check = case(cohort, "A15")
    assert len(check.new_rows) == 2
    assert any("struck through in row 3" in note for note in check.notes)


def test_two_people_in_a_row_are_refused_with_the_headings(cohort, lead):
    page = shown(upload(lead, cohort, bytes_of("A16")))
    assert "Column E (“Email 2”) repeats column C (“Email”)" in page
    assert "One row, one person" in page and "Coordinator 2" in page
    chosen = {"sheet": 0, "row": 0, "column-0": "", "column-1": "name", "column-2": "email"}
    address = page_of(cohort, "roster-import-columns", draft_of(cohort).pk)
    page = shown(lead.post(address, chosen, follow=True))
    assert "1 row read" in page and "Columns not used: School, Coordinator 2, Email 2." in page


# --- B: letters -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, says",
    [
        ("B01", ""),
        ("B02", ""),
        ("B03", ""),
        ("B04", "The letters were read as a Windows file."),
        ("B05", "The letters were read as a file of an old Macintosh."),
        ("B06", ""),
        ("B07", ""),
        ("B09", ""),
        ("B13", "1 row above the headings passed over."),
        ("B14", "Some letters of this file were stored twice, such as “JosÃ©”."),
    ],
)
def test_letters_and_delimiters(cohort, name, says):
    check = case(cohort, name)
    assert rows(check, "name", "email", "site", "agency") == TWO and not check.is_open
    assert check.notes[0].startswith(says) if says else check.notes == []
    assert rows(check, "number") == ([3, 4] if name == "B13" else [2, 3]), "as the spreadsheet says"


def test_a_page_named_xls_is_refused_in_words(cohort):
    with pytest.raises(UnreadableFile, match="This is a web page or a text document, not a table"):
        read_apart(bytes_of("B11"))


def test_letters_that_are_not_seen_are_dropped(cohort):
    check = case(cohort, "B12")
    assert rows(check, "name", "email") == [
        ("Vera Okafor", "vera.b12@case.example.org"),
        ("Lars Nunn", "lars.b12@case.example.org"),
    ]


# --- C: names -------------------------------------------------------------------------------------


def test_no_name_is_refused(cohort):
    check = case(cohort, "C01")
    asked = ["JOHN DOE", "maria lopez", "Ann & Sue Fox", "Test Person", "Jo/Joanna Pike"]
    assert check.errors == [] and len(check.rows) == 26
    assert len(check.questions) == len(asked), "each can be answered: it is written so"
    assert {"Sukarno", "王小明", "Null", "Dr. Tess Moon, Ed.D.", "Ann & Sue Fox"} <= set(
        rows(check, "name")
    )


def test_one_name_with_two_addresses_is_two_people(cohort):
    check = case(cohort, "C02")
    assert len(check.new_rows) == 2 and not check.is_open


# --- D: who is who --------------------------------------------------------------------------------


def test_two_people_of_one_office_address(cohort, lead):
    check = case(cohort, "D01")
    assert questions_of(check) == [(3, "shared address")]
    page = shown(upload(lead, cohort, bytes_of("D01")))
    assert "Row 2, Vera Okafor, has the same address office@pine.case.example.org" in page
    page = answer(lead, cohort, check.questions[0].choices[0])
    assert "2 new" in page
    read_in(lead, cohort)
    assert sorted(cohort.memberships.values_list("person__name", "person__email")) == [
        ("Lars Nunn", "office@pine.case.example.org"),
        ("Vera Okafor", "office@pine.case.example.org"),
    ]
    offered = Letter.objects.filter(code="offer")
    assert {letter.body.partition("\n")[0] for letter in offered} == {
        "This letter is for Lars Nunn.",
        "This letter is for Vera Okafor.",
    }
    assert "2 here already" in shown(upload(lead, cohort, bytes_of("D01"))), (
        "nothing is asked again"
    )


def test_addresses_as_address_books_write_them(cohort):
    check = case(cohort, "D02")
    emails = dict(rows(check, "name", "email"))
    assert emails["A One"] == "d02.one@case.example.org"
    assert emails["B Two"] == "d02.two@case.example.org"
    assert emails["C Three"] == "d02.three@case.example.org"
    assert emails["E Five"] == "D02.FIVE@CASE.EXAMPLE.ORG"
    assert emails["I Nine"] == emails["J Ten"] == "", "n/a and none mean that there is none"
    assert not check.errors and questions_of(check) == [
        (5, "address"),
        (9, "address"),
        (12, "address"),
    ]
    choices = {(asked.row, asked.about): asked.choices[0] for asked in check.questions}
    emails = dict(rows(case(cohort, "D02", choices), "name", "email"))
    assert emails["D Four"] == "d02.four@case.example.org"
    assert emails["H Eight"] == "d02.eight@case.example.org"
    assert emails["K Eleven"] == "d02.eleven@case.example.org"


@pytest.fixture
def rico(cohort):
    """A member of another region, with a site and a director."""
    elsewhere = factories.create_cohort(
        "region-9", guidebook=cohort.guidebook, region=factories.create_region(9)
    )
    person = factories.create_person("Rico Ocampo-Drake", "rico.ocampo-drake@example.org")
    factories.create_membership(elsewhere, person)
    factories.create_placement(person, factories.create_site("Secret Site"))
    factories.create_supervision(factories.create_person("Secret Director"), person)
    return person


def test_the_address_of_somebody_elsewhere_discloses_and_binds_nothing(cohort, lead, rico):
    page = shown(upload(lead, cohort, bytes_of("D03")))
    assert "belongs to somebody we know under another name" in page
    assert "Rico" not in page and "Secret" not in page and "See what follows" not in page
    answer(lead, cohort, "seat them without this address")
    page = read_in(lead, cohort)
    member = cohort.memberships.get()
    assert member.person.name == "Willa Newcomer" and member.person.email == ""
    assert rico.memberships.count() == 1
    assert not member.application.email, "the letter goes nowhere"
    shown_of = shown(lead.get(reverse("dashboards:member-detail", args=[cohort.slug, member.pk])))
    assert "Secret" not in shown_of and "Rico" not in shown_of


def click_from_the_letter():
    """Whoever reads the address opens the letter and says that it is theirs."""
    secret = Letter.objects.get(code="offer").link.add_secret()
    browser = Client()
    browser.get(f"/l/{secret}/")
    assert "Willa Newcomer" in shown(browser.get("/application/"))
    browser.post("/application/confirm/", {"says": "same"}, follow=True)
    return browser


def test_a_click_from_the_address_says_whose_seat_it_is(cohort, lead, rico):
    upload(lead, cohort, bytes_of("D03"))
    page = answer(lead, cohort, "seat them, and ask at this address by a letter")
    assert "asked by a letter" in page
    read_in(lead, cohort)
    letter = Letter.objects.get(code="offer")
    assert letter.to_email == "rico.ocampo-drake@example.org" and letter.to_name == "Willa Newcomer"
    assert "Rico" not in letter.body and cohort.memberships.get().person.name == "Willa Newcomer"
    click_from_the_letter()
    assert cohort.memberships.get().person == rico
    assert Person.objects.get(name="Willa Newcomer").merged_into == rico


def test_without_a_click_nothing_is_bound_and_a_free_address_becomes_theirs(cohort, lead, rico):
    upload(lead, cohort, bytes_of("D03"))
    answer(lead, cohort, "seat them, and ask at this address by a letter")
    read_in(lead, cohort)
    assert rico.memberships.count() == 1 and cohort.memberships.get().person != rico
    rico.email = "other@example.org"
    rico.save()
    click_from_the_letter()
    willa = cohort.memberships.get().person
    assert (willa.name, willa.email) == ("Willa Newcomer", "rico.ocampo-drake@example.org")


def test_what_was_bound_by_a_click_can_still_be_undone(cohort, lead, rico):
    upload(lead, cohort, bytes_of("D03"))
    answer(lead, cohort, "seat them, and ask at this address by a letter")
    read_in(lead, cohort)
    click_from_the_letter()
    address = page_of(cohort, "roster-import-undo", cohort.roster_imports.get().pk)
    press(lead, lead.post(address), address)
    assert not cohort.memberships.exists() and rico.memberships.count() == 1


def test_another_surname_is_asked_about(cohort, lead):
    grace = factories.create_person("Grace Pham-Cedar", "grace.pham-cedar@example.org")
    factories.create_membership(cohort, grace)
    check = case(cohort, "D04")
    assert questions_of(check) == [(2, "known address")]
    assert "belongs to Grace Pham-Cedar" in check.questions[0].question
    upload(lead, cohort, bytes_of("D04"))
    page = answer(lead, cohort, "the same person, now called Grace Pham-Whitfield")
    assert "the name, now Grace Pham-Whitfield" in page
    read_in(lead, cohort)
    grace.refresh_from_db()
    assert grace.name == "Grace Pham-Whitfield" and cohort.memberships.count() == 1


def test_somebody_without_an_address_who_has_one_now(cohort, lead):
    upload(lead, cohort, bytes_of("D05a"))
    read_in(lead, cohort)
    check = case(cohort, "D05b")
    assert questions_of(check) == [(2, "person")]
    upload(lead, cohort, bytes_of("D05b"))
    answer(lead, cohort, check.questions[0].choices[0])
    read_in(lead, cohort)
    assert [m.person.email for m in cohort.memberships.all()] == ["nora.blank@case.example.org"]
    again = case(cohort, "D05b")
    assert len(again.unchanged_rows) == 1 and not again.is_open


def test_a_colleague_named_as_director_is_asked_about(cohort, lead):
    check = case(cohort, "D09")
    assert questions_of(check) == [(2, "colleague")]
    upload(lead, cohort, bytes_of("D09"))
    answer(lead, cohort, "leave the director out")
    read_in(lead, cohort)
    lena = CohortMembership.objects.get(person__name="Lena Roth").person
    assert not lena.supervises.exists() and lena.supervised_by.exists()


def test_rows_longer_than_the_headings_are_said(cohort):
    check = case(cohort, "D11")
    long = [
        error for error in check.errors if "more cells than there are headings" in error.message
    ]
    assert [error.cell for error in long] == ["G4", "G7", "G10", "G13"]
    assert {about for _row, about in questions_of(check)} == {"agency"}
    assert len(check.question_groups) == 1, "asked once for all four rows"
    assert check.question_groups[0].rows == (3, 6, 9, 12)


def test_three_spellings_of_one_director(cohort, lead):
    check = case(cohort, "K09")
    assert len(check.new_rows) == 12 and not check.is_open
    assert set(rows(check, "director_name")) == {"Dana Whitlock"}
    assert any("written “D. Whitlock” and stored as Dana Whitlock" in note for note in check.notes)
    upload(lead, cohort, bytes_of("K09"))
    page = shown(lead.post(page_of(cohort, "roster-import-read-in", draft_of(cohort).pk)))
    assert "director is asked to sign" in page and "13" in page, "one letter to the director"


def test_names_for_print(cohort):
    check = case(cohort, "H01")
    assert len(check.new_rows) == 7 and not check.is_open


def test_somebody_who_left_is_not_brought_back_by_a_file(cohort):
    uma = factories.create_person("Uma Reed", "uma.reed@case.example.org")
    factories.create_membership(cohort, uma, left_on=factories.today(), left_reason="By mistake")
    check = case(cohort, "K02")
    assert [error.cell for error in check.errors] == ["A2"]
    assert "do it on their own page" in check.errors[0].message


def test_a_row_can_be_left_out(cohort):
    check = case(cohort, "D01", {(3, "shared address"): SKIP})
    assert len(check.new_rows) == 1 and len(check.unchanged_rows) == 1 and not check.is_open


def test_every_file_that_can_be_read_has_headings():
    for path in CASES.iterdir():
        if path.name not in ("manifest.csv", "B11-html-named-xls.xls"):
            assert read_draft(read_apart(path.read_bytes()).as_json(), {}).headings.columns
