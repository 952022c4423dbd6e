"""Whole kinds of what rosters hold: shapes, headings, slips and twins; and a long one."""

import time

import pytest
from django.urls import reverse
from openpyxl.comments import Comment

from lib.address_typos import right_domain
from lib.near_names import fits_name, is_same_name, is_typo
from people.models import Placement
from recruitment.roster_import.roster_columns import column_named
from recruitment.roster_import.twins import PlaceNames

from .. import factories
from ..shown import shown
from .rosters import (
    answer,
    check_of,
    draft_of,
    page_of,
    questions_of,
    read_in,
    upload,
    workbook,
)

pytestmark = pytest.mark.django_db
WITH_DIRECTOR = "Name,Email,Director,Director email\n"


# --- headings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading, column",
    [
        ("Participant's Full Name:", "name"),
        ("1. What is your name?", "name"),
        ("Given Name", "first_name"),
        ("Family Name", "last_name"),
        ("Apellidos", "last_name"),
        ("E-mail 1 - Value", "email"),
        ("Email Address *", "email"),
        ("Correo electrónico", "email"),
        ("Phone 1 - Value", "phone"),
        ("Mobile Phone", "phone"),
        ("Organization 1 - Name", "agency"),
        ("School District", "agency"),
        ("LEA", "agency"),
        ("School Site", "site"),
        ("Escuela", "site"),
        ("Supervisor's E-mail Address", "director_email"),
        ("Program Director", "director_name"),
        ("Director first name", "director_first"),
        ("Correo del director", "director_email"),
        ("Site Coordinator", "name"),
        ("Coordinator e-mail", "email"),
        ("Timestamp", ""),
        ("Notes", ""),
        ("is_staff", ""),
        ("Director’s phone", ""),
        ("#", ""),
    ],
)
def test_headings_as_forms_and_address_books_write_them(heading, column):
    assert column_named(heading) == column


def test_groups_above_headings_in_a_csv(cohort):
    check = check_of(
        cohort,
        "Our roster,,,,\n,,,Supervisor,\nName,E-mail,School,Name,E-mail\n"
        "Uma Reed,uma@example.org,,Dana Whitlock,dana@example.org\n",
    )
    (row,) = check.rows
    assert (row["name"], row["email"]) == ("Uma Reed", "uma@example.org")
    assert (row["director_name"], row["director_email"]) == ("Dana Whitlock", "dana@example.org")


def test_nombre_and_apellidos(cohort):
    check = check_of(cohort, "Apellidos,Nombre,Correo\nLópez García,Ana María,ana@example.org\n")
    assert check.rows[0]["name"] == "Ana María López García"


def test_values_without_a_heading_are_said(cohort):
    check = check_of(cohort, "Name,,Email\nUma Reed,lead,uma@example.org\n")
    assert "Not read, because no heading says what it is: column B." in check.notes


# --- rows -----------------------------------------------------------------------------------------


def test_rows_that_are_not_people(cohort):
    check = check_of(
        cohort,
        "Name,Email,Phone\nRegion 8,,\nUma Reed,uma@example.org,\nName,Email,Phone\n"
        "Bea Peña,bea@example.org,\nGrand total,2,\nSigned: R. Lead,,\n"
        "* new this year; ask about the van and about lunch,,\nNora Blank,,\n",
    )
    assert [row["name"] for row in check.rows] == ["Uma Reed", "Bea Peña", "Nora Blank"]
    assert [row["number"] for row in check.rows] == [3, 5, 9]
    said = " ".join(check.notes)
    assert all(f"Row {number} " in said for number in [2, 4, 6, 7, 8])


def test_what_is_hidden_is_said_in_words(cohort):
    def hide(book):
        table = book.active
        table.row_dimensions[3].hidden = True
        table.column_dimensions["C"].hidden = True
        table["A2"].comment = Comment("call first", "R")
        book.create_sheet("Old").sheet_state = "hidden"

    rows = [
        ["Name", "Email", "Phone"],
        ["Uma Reed", "uma@example.org", "555-555-0101"],
        ["Bea Peña", "bea@example.org", ""],
    ]
    check = check_of(cohort, workbook(rows, change=hide))
    assert len(check.new_rows) == 2
    for note in [
        "Hidden sheets are not read: “Old”.",
        "Comments on cells are not read.",
        "Hidden, and read all the same: row 3.",
        "Hidden, and read all the same: column C.",
    ]:
        assert note in check.notes


@pytest.mark.parametrize("value", ["45012", "9/14/2026", "2026-09-14", "CDS-19647331", "A1204"])
@pytest.mark.parametrize("column", ["Name", "Site", "Agency", "Director"])
def test_a_number_a_date_or_a_code_is_no_name(cohort, column, value):
    row = {"Name": "Uma Reed", "Email": "uma@example.org", "Agency": "Harbor", "Site": "Elm"}
    row |= {"Director": "Dana Whitlock", "Director email": "d@example.org"} | {column: value}
    check = check_of(cohort, f"{','.join(row)}\n{','.join(row.values())}\n")
    (error,) = check.errors
    assert error.row == 2 and error.column == column and error.value == value
    assert error.cell == f"{'ABCDEF'[list(row).index(column)]}2"


# --- slips and twins ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "domain, meant",
    [
        ("gmial.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("lausd.nte", "lausd.net"),
        ("gmail.com", ""),
        ("ymail.com", ""),
        ("elm3.org", ""),
    ],
)
def test_slips_in_domains(domain, meant):
    assert right_domain(domain, {"lausd.net": 4, "elm1.org": 4, domain: 1}) == meant


CAPITALS = "The name of the participant is written in capitals only. Is it right?"


def test_names_in_capitals_are_one_question(client_of, cohort, regional_lead):
    browser = client_of(regional_lead)
    names = ["UMA REED", "SEAN O'NEIL III", "BEA PEÑA", "Nora Blank"]
    content = "Name,Email\n" + "".join(
        f"{name},p{place}@example.org\n" for place, name in enumerate(names)
    )
    page = shown(upload(browser, cohort, content))
    assert page.count(CAPITALS) == 1 and f"Rows 2, 3, 4: {CAPITALS}" in page
    answer(browser, cohort, "with the first letter of each word as a capital")
    read_in(browser, cohort)
    people = {member.person.name for member in cohort.memberships.all()}
    assert people == {"Uma Reed", "Sean O'Neil III", "Bea Peña", "Nora Blank"}


@pytest.mark.parametrize("column", ["Name", "Director"])
@pytest.mark.parametrize("name", ["Uma Reed 2", "ana núñez", "Uma Uma Reed", "Uma & Bo", "test"])
def test_a_slip_in_a_name_is_a_question(cohort, column, name):
    row = {"Name": "Uma Reed", "Email": "uma@example.org", "Director": "Dana Whitlock"}
    row |= {"Director email": "d@example.org"} | {column: name}
    rows = f"{','.join(row)}\n{','.join(row.values())}\n"
    check = check_of(cohort, rows)
    whose = "of the director" if column == "Director" else "of the participant"
    about = f"spelling {whose}"
    assert [(asked.row, asked.about) for asked in check.questions] == [(2, about)]
    assert check.errors == [] and not check.can_be_imported
    answered = check_of(cohort, rows, answers={(2, about): "as it is written"})
    assert (answered.questions, answered.can_be_imported) == ([], True)
    key = "director_name" if column == "Director" else "name"
    assert answered.rows[0][key] == name


@pytest.mark.parametrize(
    "one, other, same, fits",
    [
        ("Ana Reyes", "Reyes Ana", True, True),
        ("Ana Reyes", "Ana María Reyes", False, True),
        ("A. Reyes", "Ana Reyes", False, True),
        ("Dr. Ana Reyes, Ed.D.", "Ana Reyes", True, True),
        ("Ana Reyes", "Ana Ruiz", False, False),
        ("王小明", "王小明", True, True),
    ],
)
def test_names_that_fit(one, other, same, fits):
    assert (is_same_name(one, other), fits_name(one, other)) == (same, fits)


@pytest.mark.parametrize(
    "known, name, near",
    [
        ("Harbor Unified", "Harbor USD", True),
        ("Harbor Unified School District", "harbor unified", True),
        ("Lincoln Elementary School", "Lincon Elementary", True),
        ("Pine Street School", "Pine St. School", True),
        ("Pine Elementary", "Pine Middle", False),
        ("Site 1", "Site 2", False),
        ("Oak School", "Elm School", False),
    ],
)
def test_agencies_and_sites_that_are_near(known, name, near):
    names = PlaceNames()
    names.add(known)
    assert bool(names.nearest(name)) == near


def test_digits_are_no_slip():
    assert not is_typo("k09.1", "k09.2") and is_typo("okafor", "okafro")


def test_a_site_like_a_known_one_is_asked_about_and_the_answer_counts(cohort):
    agency = factories.create_organization("Harbor Unified", network=cohort.network)
    factories.create_site("Pine Street School", organization=agency)
    text = "Name,Email,Agency,Site\nUma Reed,uma@example.org,HARBOR unified,Pine St. School\n"
    check = check_of(cohort, text)
    assert check.rows[0]["agency"] == "Harbor Unified" and questions_of(check) == [(2, "site")]
    answered = check_of(cohort, text, {(2, "site"): check.questions[0].choices[0]})
    assert answered.rows[0]["site"] == "Pine Street School"


def test_somebody_of_the_region_with_such_a_name_is_asked_about(cohort):
    sibling = factories.create_cohort("sibling", cohort.guidebook, cohort.region)
    uma = factories.create_person("Uma Reed", "old@example.org")
    factories.create_membership(sibling, uma)
    text = "Name,Email\nReed Uma,uma@example.org\n"
    (asked,) = check_of(cohort, text).questions
    assert asked.about == "person" and "Uma Reed, of this region" in asked.choices[0]
    row = check_of(cohort, text, {(2, "person"): asked.choices[0]}).rows[0]
    assert row["person_pk"] == uma.pk and row["state"] == "new"
    other = check_of(cohort, text, {(2, "person"): "another person"}).rows[0]
    assert other["person_pk"] is None


def test_people_of_another_region_are_no_twins(cohort):
    elsewhere = factories.create_cohort("far", cohort.guidebook, factories.create_region(9))
    factories.create_membership(elsewhere, factories.create_person("Uma Reed"))
    assert not check_of(cohort, "Name,Email\nUma Reed,uma@example.org\n").questions


def test_several_sites_of_one_coordinator(cohort, regional_lead, client_of):
    lead = client_of(regional_lead)
    text = (
        "Name,Email,Agency,Site\nUma Reed,uma@example.org,Harbor,Elm School\n"
        "Uma Reed,uma@example.org,Harbor,Oak School\nUma Reed,uma@example.org,Harbor,Oak School\n"
    )
    page = shown(upload(lead, cohort, text))
    assert "1 new, 1 added to, 1 here already" in page and "the site Oak School to row 2" in page
    read_in(lead, cohort)
    sites = Placement.objects.filter(person__email="uma@example.org").values_list("site__name")
    assert cohort.memberships.count() == 1 and len(sites) == 2


def test_a_slip_is_answered_for_all_rows_that_share_it(cohort, regional_lead, client_of):
    lead = client_of(regional_lead)
    upload(lead, cohort, "Name,Email\nUma Reed,uma@gmial.com\n")
    assert "uma@gmial.com" in answer(lead, cohort, "as it is written")
    read_in(lead, cohort)
    assert cohort.memberships.get().person.email == "uma@gmial.com"


def test_no_answer_is_said_and_nothing_lost(cohort, regional_lead, client_of):
    lead = client_of(regional_lead)
    upload(lead, cohort, "Name,Email\nUma Reed,uma@gmial.com\n")
    assert "Answer at least one question." in answer(lead, cohort)
    assert "Choose one of these." in answer(lead, cohort, "forged")


# --- directors ------------------------------------------------------------------------------------


def test_a_director_of_another_region_is_not_named_from_the_address(
    cohort, regional_lead, client_of
):
    factories.create_person("Secret Director", "secret@example.org")
    lead = client_of(regional_lead)
    for name in ["", "Dana Whitlock"]:
        text = f"{WITH_DIRECTOR}Uma Reed,uma@example.org,{name},secret@example.org\n"
        page = shown(upload(lead, cohort, text))
        assert "Secret Director" not in page and "1 new" in page
    read_in(lead, cohort)
    member = cohort.memberships.get()
    assert not member.person.supervised_by.exists(), "the signature says who it is"
    address = reverse("dashboards:member-detail", args=[cohort.slug, member.pk])
    assert "Secret Director" not in shown(lead.get(address))


def test_where_no_director_signs_it_is_asked(cohort):
    with factories.as_draft(cohort.guidebook) as guidebook:
        guidebook.parts.update(asks_sign_off=False)
    factories.create_person("Secret Director", "secret@example.org")
    text = f"{WITH_DIRECTOR}Uma Reed,uma@example.org,Dana Whitlock,secret@example.org\n"
    (asked,) = check_of(cohort, text).questions
    assert asked.about == "director" and "Secret" not in asked.question
    answered = check_of(cohort, text, {(2, "director"): "leave the director out"})
    assert answered.rows[0]["director_email"] == "" and not answered.is_open


def test_two_names_for_one_director_are_asked_about(cohort):
    text = (
        "Name,Email,Director,Director email\nUma Reed,uma@example.org,Dana Whitlock,d@example.org\n"
        "Bea Peña,bea@example.org,Marcus Fenn,d@example.org\n"
    )
    check = check_of(cohort, text)
    assert questions_of(check) == [(3, "director")]
    answered = check_of(cohort, text, {(3, "director"): "Marcus Fenn"})
    assert {row["director_name"] for row in answered.rows} == {"Marcus Fenn"}


# --- matching by hand -----------------------------------------------------------------------------


def test_sheet_and_row_are_chosen_by_hand(cohort, regional_lead, client_of):
    lead = client_of(regional_lead)

    def second(book):
        for row in [["x"], ["Who", "Where"], ["Uma Reed", "uma@example.org"]]:
            book["Old"].append(row)

    rows = [["Name", "Email"], ["Bea Peña", "bea@example.org"]]
    upload(lead, cohort, workbook(rows, sheets=["Old"], change=second), "roster.xlsx")
    columns = page_of(cohort, "roster-import-columns", draft_of(cohort).pk)
    page = shown(lead.get(f"{columns}?sheet=1&row=1"))
    assert "Who" in page and "Row 2 says “Who”, “Where”." in page
    sent = {"sheet": "1", "row": "1", "column-0": "name", "column-1": "name"}
    assert "Name is chosen twice." in shown(lead.post(columns, sent))
    assert "Say what one more column holds" in shown(lead.post(columns, sent | {"column-1": ""}))
    assert "Say which column holds the name." in shown(
        lead.post(columns, sent | {"column-0": "email", "column-1": ""})
    )
    page = shown(lead.post(columns, sent | {"column-1": "email"}, follow=True))
    assert "Uma Reed" in page and "“Old” was read. Not read: “Sheet”." in page
    for odd in ["sheet=9&row=1", "sheet=1&row=99", "sheet=x&row=-1", "sheet=1&row=0"]:
        assert lead.get(f"{columns}?{odd}", follow=True).status_code == 200


# --- long ones ------------------------------------------------------------------------------------


def test_two_thousand_rows_beside_many_people_take_seconds(cohort):
    sibling = factories.create_cohort("big", cohort.guidebook, cohort.region, capacity=300)
    factories.create_members(sibling, 250)
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [f"{a}n{b}a {b}o{c}ez {a}{c}" for a in letters for b in letters for c in letters[:3]]
    text = "Name,Email,Agency,Site\n" + "".join(
        f"{name.title()},p{number}@example.org,Agency {name[:4]} Unified,School {name}\n"
        for number, name in enumerate(names[:2000])
    )
    began = time.process_time()
    check = check_of(cohort, text)
    assert len(check.rows) == 2000 and time.process_time() - began < 10
