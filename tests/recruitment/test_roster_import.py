"""A roster by file: a dry run that names every mistake, then all or nothing,
and the second time nothing.
"""

import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cohorts.actions.capacity import set_capacity
from cohorts.models import CohortMembership, Letter, StaffRole
from lib.spreadsheets.data import Table, column_letter
from people.models import Person, ProgramSite
from recruitment.models import RosterImport
from recruitment.roster_import.headings import find_headings

from .. import factories
from ..looks import press
from ..shown import shown
from .rosters import create_roster, draft_of, look_of, page_of, read_in, upload, workbook

pytestmark = pytest.mark.django_db
HEAD = "Name,Email,Agency,Site,County,Director,Director email"
GOOD = (
    f"{HEAD}\nJosé Núñez,jose@example.org,Gull Street,Lantern Oak,Ventura,Marcus "
    "Fenn,marcus@example.org\nBea Peña,,Gull Street,Tidewind,,,\n"
)


@pytest.fixture
def lead(regional_lead, client_of, cohort):
    factories.create_county(cohort.region, "Ventura")
    return client_of(regional_lead)


def check(client, cohort, content, name="roster.csv", **more):
    return shown(upload(client, cohort, content, name, **more))


def rows_of(text):
    return [line.split(",") for line in text.strip().splitlines()]


def test_a_dry_run_changes_nothing_and_shows_what_was_read(lead, cohort):
    people = Person.objects.count()
    page = check(lead, cohort, GOOD)
    assert "2 rows read" in page and "2 new, 0 here already" in page and "José Núñez" in page
    assert Person.objects.count() == people and not CohortMembership.objects.exists()


@pytest.mark.parametrize("make", [lambda: GOOD, lambda: workbook(rows_of(GOOD))])
def test_confirmed_it_is_taken_in_and_the_second_time_nothing(lead, cohort, make):
    name = "roster.csv" if isinstance(make(), str) else "roster.xlsx"
    check(lead, cohort, make(), name)
    assert "2 people have a seat now." in read_in(lead, cohort)
    jose = CohortMembership.objects.get(person__email="jose@example.org").person
    assert jose.placements.get().site.county.name == "Ventura"
    assert jose.supervised_by.get().supervisor.email == "marcus@example.org"
    assert cohort.seats.free().count() == 28 and ProgramSite.objects.count() == 2
    letters = Letter.objects.order_by("to_email").values_list("to_email", "code", "status")
    assert list(letters) == [
        ("jose@example.org", "offer", "queued"),
        ("marcus@example.org", "signoff-seated", "queued"),
    ]
    again = check(lead, cohort, make(), name)
    assert "0 new, 2 here already" in again and "There is nothing to do." in again


def test_every_mistake_in_one_pass_by_row_and_column(lead, cohort):
    factories.create_county(factories.create_region(9), "Kern")
    page = check(
        lead,
        cohort,
        (
            f"{HEAD}\n,a@example.org,A,S,,,\nBo,no address,A,S,Kern,,\n"
            "Cy,cy@example.org,,S,Atlantis,,cy@example.org\nDi,CY@example.org,,,,,\n"
        ),
    )
    for words in [
        "Row 2, Name (cell A2): write a name.",
        "Row 3, Email (cell B3): “no address” is not an address",
        "Row 3, County (cell E3): Kern belongs to Region 9; this cohort is in Region 8.",
        "Row 4, County (cell E4): “Atlantis” is not a county we know.",
        "Row 4, Director email (cell G4): this is the participant&#x27;s own address.",
        "Row 5: Row 4, Cy, has the same address CY@example.org.",
    ]:
        assert words in page
    assert "See what follows" not in page


def test_more_people_than_seats_is_said_row_by_row(lead, cohort, regional_lead):
    set_capacity(cohort, seats=1)
    assert "Row 3, Name (cell A3): no seat is left for this person: 1 free, 2 new" in check(
        lead, cohort, GOOD
    )


# --- pasted rows ----------------------------------------------------------------------------------


def paste(client, cohort, text, **more):
    response = client.post(page_of(cohort), {"pasted": text, **more}, follow=True)
    assert response.status_code == 200
    return shown(response)


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
def test_pasted_rows_are_read_as_a_file_is(lead, cohort, separator):
    text = GOOD.replace(",", separator).replace("\n", "\r\n")
    page = paste(lead, cohort, text)
    assert "2 rows read" in page and "2 new, 0 here already" in page and "José Núñez" in page
    assert "2 people have a seat now" in read_in(lead, cohort)


def test_mistakes_in_pasted_rows_name_row_and_column_and_keep_what_was_pasted(lead, cohort):
    text = "Name\tEmail\nAna\tno address\n\tbo@example.org\n"
    page = paste(lead, cohort, text)
    assert "Row 2, Email (cell B2): “no address” is not an address" in page
    assert "Row 3, Name (cell A3): write a name." in page and "See what follows" not in page
    again = f"{page_of(cohort)}?again={draft_of(cohort).pk}"
    assert again in page and text.strip() in shown(lead.get(again))


@pytest.mark.parametrize(
    "text, words",
    [
        ("Ana\tana@example.org", "No headings found"),
        ("Name\tName\tEmail\nA\tB\tc@example.org", "Column B (“Name”) repeats column A (“Name”)"),
        ('Name\tEmail\n"Ana" x\tana@example.org', "Line 2 cannot be read"),
        ("Name\tEmail\n" + "A\ta@example.org\n" * 2011, "more than 2000 rows"),
        ("Name\tEmail\n" + "x" * 200_000, "is far too long"),
        ("  \n", "Choose a file, or paste the rows below."),
    ],
)
def test_pasted_text_that_is_no_roster_is_refused_in_words(lead, cohort, text, words):
    assert words in paste(lead, cohort, text)
    assert not CohortMembership.objects.exists()


def test_a_file_and_pasted_rows_at_once_are_not_guessed_at(lead, cohort):
    page = check(lead, cohort, GOOD, pasted=GOOD)
    assert "Send the file or the pasted rows, not both." in page and "rows read" not in page


def test_a_file_gives_no_rights(lead, cohort):
    roles = StaffRole.objects.count()
    page = check(lead, cohort, "Name,Email,is_staff,role\nEve,eve@example.org,1,state_staff\n")
    assert "Columns not used: is_staff, role." in page
    read_in(lead, cohort)
    assert (
        not Person.objects.get(email="eve@example.org").is_staff
        and StaffRole.objects.count() == roles
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_letters_and_separators(lead, cohort, encoding, separator):
    content = GOOD.replace(",", separator).encode(encoding)
    page = check(lead, cohort, content, letters="mac_roman" if encoding == "mac_roman" else "")
    assert "José Núñez" in page and "Bea Peña" in page


def test_headings_below_a_title_in_spanish_and_padded(lead, cohort):
    page = check(
        lead,
        cohort,
        "Lista de la region 8,\n\n  NOMBRE , Correo electrónico \nAna,ana@example.org\n",
    )
    assert (
        "1 row above the headings passed over." in page
        and "1 new" in page
        and "Row" not in page.split("1 new")[0][-200:]
    )


@pytest.mark.parametrize(
    "content, words",
    [
        ("", "empty"),
        ("just some words", "No headings found"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest", "old Excel file (.xls)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (b"%PDF-1.7 rest", "This is a PDF."),
        (b"<html><table></table></html>", "web page"),
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
        (
            "Name,Email\n" + "".join(f"P {n},p{n}@example.org\n" for n in range(2050)),
            "more than 2000 rows",
        ),
        ('Name,Email\n"unclosed,a@example.org\n', "quotation mark"),
        (b"Name,Email\nA\x00,b\n", "not text"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(lead, cohort, content, words):
    page = check(lead, cohort, content)
    assert words in page and 'id="errors"' in page and not cohort.roster_imports.exists()


def changed(book, add=(), replace=None):
    """The same workbook with members added or replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            new.writestr(member, (replace or {}).get(member, old.read(member)))
        for name, content in add:
            new.writestr(name, content)
    return out.getvalue()


def test_hostile_workbooks_are_refused_before_they_unpack(lead, cohort):
    book = workbook(rows_of(GOOD))
    bomb = changed(book, add=[("xl/media/x.bin", b"\0" * (30 * 1024 * 1024))])
    macros = changed(book, add=[("xl/vbaProject.bin", b"x")])
    entity = changed(
        book,
        replace={
            "xl/workbook.xml": (
                b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'
            )
        },
    )
    calc = changed(book, replace={"xl/workbook.xml": b""}).replace(
        b"xl/workbook.xml", b"content____.xml"
    )
    for content, words in [
        (bomb, "unpacks to more"),
        (macros, "macros"),
        (entity, "does not belong"),
        (calc, "not an Excel workbook"),
    ]:
        assert words in check(lead, cohort, content, "roster.xlsx")


def test_cells_that_are_not_values_are_named(lead, cohort):
    rows = [
        ["Name", "Email", "Phone"],
        ["=A1", "a@example.org", 8055550123.0],
        ["Bo", "#N/A", None],
        ["Cy " + "x" * 5000, "cy@example.org", None],
    ]
    page = check(lead, cohort, workbook(rows, sheets=["Notes"]), "roster.xlsx")
    assert (
        "Row 2, Name (cell A2): this is a formula" in page
        and "Row 3, Email (cell B3): the cell shows the error #N/A" in page
    )
    assert "Row 4, Name (cell A4): the text has 5003 characters" in page


def test_hostile_words_are_refused_or_shown_escaped(lead, cohort):
    page = check(
        lead,
        cohort,
        "Name,Email\n<script>alert(1)</script>,a@example.org\nBo\u202eob,b@example.org\n",
    )
    assert "<script>alert" not in page and page.count("write the name alone") == 2


def test_a_draft_is_read_in_once_and_belongs_to_its_cohort(lead, cohort):
    check(lead, cohort, GOOD)
    draft = draft_of(cohort)
    elsewhere = factories.create_cohort("other", cohort.guidebook, cohort.region)
    assert lead.get(page_of(elsewhere, "roster-import-check", draft.pk)).status_code == 404
    look, address = look_of(lead, cohort), page_of(cohort, "roster-import-read-in", draft.pk)
    press(lead, look, address)
    press(lead, look, address)
    assert CohortMembership.objects.count() == 2
    draft.refresh_from_db()
    assert (draft.sheets, draft.match, draft.answers) == ({}, {}, []), "the file is used up"


def test_an_older_roster_of_which_a_newer_took_the_place_says_so(lead, cohort):
    check(lead, cohort, GOOD)
    older = draft_of(cohort)
    check(lead, cohort, GOOD)
    page = lead.get(page_of(cohort, "roster-import-check", older.pk))
    assert page.status_code == 404 and "A newer file took its place" in shown(page)
    assert f'href="{page_of(cohort, "roster-import")}"' in shown(page)


def test_what_changed_since_the_check_stops_it_whole(lead, cohort, regional_lead):
    check(lead, cohort, GOOD)
    look, address = (
        look_of(lead, cohort),
        page_of(cohort, "roster-import-read-in", draft_of(cohort).pk),
    )
    set_capacity(cohort, seats=1)
    answer = shown(press(lead, look, address, follow=True))
    assert "Something has changed since the roster was checked." in answer
    assert not CohortMembership.objects.exists()


def test_what_goes_out_comes_in_again(lead, cohort):
    check(lead, cohort, GOOD)
    read_in(lead, cohort)
    for ending in ["csv", "xlsx"]:
        content = lead.get(reverse("cohorts:member-export", args=[cohort.slug, ending])).getvalue()
        assert "0 new, 2 here already" in check(lead, cohort, content, f"roster.{ending}")
    assert load_workbook(io.BytesIO(content)).active["A1"].value == "Name"


@pytest.mark.parametrize(
    "index, letter",
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_columns_are_named_as_spreadsheets_name_them(index, letter):
    assert column_letter(index) == letter


def test_a_repeated_column_is_named_by_its_letter():
    headings, row = ["Name", "Email", *[""] * 50, "Correo"], ["A", "a@b.org", *[""] * 50, "c@d.org"]
    found = find_headings(Table(rows=[(1, headings), (2, row)]))
    assert "Column BA (“Correo”) repeats column B (“Email”)" in found.trouble


def test_a_roster_that_waits_is_found_again_for_a_day(lead, cohort, regional_lead):
    draft = create_roster(cohort, by=regional_lead)
    link, page = f'<a href="{draft.get_absolute_url()}">', page_of(cohort, "roster-import")
    assert link in lead.get(page).content.decode()
    cohort.roster_imports.update(started_at=timezone.now() - RosterImport.KEPT)
    assert link not in lead.get(page).content.decode()
