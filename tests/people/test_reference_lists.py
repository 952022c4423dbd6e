"""The reference lists of the admin as files."""

import csv
import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from people.models import Principle, QualityStandard

from .. import factories

pytestmark = pytest.mark.django_db

SITE_HEADINGS = ["Name", "Organization", "County", "Funding", "Grade spans", "Network"]
CSV, XLSX = "0", "1"


@pytest.fixture
def root(client_of):
    return client_of(factories.create_person(is_staff=True, is_superuser=True))


@pytest.fixture
def network(db):
    return factories.create_network()


@pytest.fixture
def sites(network):
    agency = factories.create_organization("=Agency", network)
    county = factories.create_county(factories.create_region(8), "Sierra")
    factories.create_site("Lantern", agency, county=county, funding=["ases", "elop"])
    factories.create_site("Kestrel", agency, grade_spans=["K-5"])
    return reverse("admin:people_programsite_export")


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def name_of(answer):
    return re.sub(r"\d{4}-\d\d-\d\d", "DATE", answer["Content-Disposition"])


def test_a_list_goes_out_as_csv(root, sites):
    answer = root.post(sites, {"format": CSV})
    assert name_of(answer) == 'attachment; filename="program-sites-DATE.csv"'
    assert rows_of(answer) == [
        SITE_HEADINGS,
        ["Kestrel", "'=Agency", "", "", "K-5", "Example AfterSchool Network"],
        ["Lantern", "'=Agency", "Sierra", "ases; elop", "", "Example AfterSchool Network"],
    ]


def test_a_list_goes_out_as_a_workbook(root, sites):
    answer = root.post(sites, {"format": XLSX})
    assert name_of(answer) == 'attachment; filename="program-sites-DATE.xlsx"'
    book = load_workbook(io.BytesIO(answer.content))
    assert (book.sheetnames, book.active.freeze_panes) == (["Program sites"], "A2")
    assert [[cell.value for cell in row] for row in book.active] == [
        SITE_HEADINGS,
        ["Kestrel", "=Agency", None, None, "K-5", "Example AfterSchool Network"],
        ["Lantern", "=Agency", "Sierra", "ases; elop", None, "Example AfterSchool Network"],
    ]
    assert {cell.data_type for row in book.active for cell in row} == {"s", "n"}


def test_a_search_narrows_the_file(root, sites):
    [_headings, row] = rows_of(root.post(sites + "?q=lant&o=-1", {"format": CSV}))
    assert row[0] == "Lantern"


def test_every_reference_list_has_its_columns(root, network):
    region = factories.create_region(8, name=factories.both("Region 8", "Región 8"))
    county = factories.create_county(region, "Sierra")
    factories.create_organization("Lantern", network)
    text = factories.both("Clear", "Claro")
    Principle.objects.create(network=network, number=1, name=text, gloss=text)
    QualityStandard.objects.create(
        network=network, number=2, group="programmatic", name=text, gloss=text
    )
    files = {
        model: rows_of(root.post(reverse(f"admin:{model}_export"), {"format": CSV}))
        for model in [
            "people_region",
            "people_county",
            "people_organization",
            "people_principle",
            "people_qualitystandard",
        ]
    }
    name = "Example AfterSchool Network"
    texts = ["Name", "Name in Spanish", "Gloss", "Gloss in Spanish"]
    assert files == {
        "people_region": [
            ["Network", "Map", "Number", "Name", "Name in Spanish"],
            [name, "County regions", "8", "Region 8", "Región 8"],
        ],
        "people_county": [
            ["Name", "FIPS code", "Region", "Network"],
            ["Sierra", county.fips, "Region 8", name],
        ],
        "people_organization": [["Name", "Network"], ["Lantern", name]],
        "people_principle": [
            ["Network", "Number", *texts],
            [name, "1", "Clear", "Claro", "Clear", "Claro"],
        ],
        "people_qualitystandard": [
            ["Network", "Number", "Group", *texts],
            [name, "2", "Programmatic", "Clear", "Claro", "Clear", "Claro"],
        ],
    }


def test_activities_have_their_numbers(root, network):
    factories.create_activity(network=network)
    book = load_workbook(
        io.BytesIO(root.post(reverse("admin:guidebooks_activity_export"), {"format": XLSX}).content)
    )
    [head, row] = book.active
    assert [(cell.value, row[at].data_type) for at, cell in enumerate(head)] == [
        ("Network", "s"),
        ("Name", "s"),
        ("Name in Spanish", "s"),
        ("Also known as", "n"),
        ("Kind", "s"),
        ("Purpose", "s"),
        ("Purpose in Spanish", "s"),
        ("Smallest group", "n"),
        ("Largest group", "n"),
        ("Minutes", "n"),
        ("Source", "n"),
    ]


def test_the_page_offers_two_formats_and_no_script_of_its_own(root, sites):
    page = root.get(sites).content.decode()
    assert re.findall(r"<option[^>]*>([^<]*)</option>", page) == ["---", "CSV", "Excel"]
    assert re.findall(r" (?:style|on\w+)=|<script(?![^>]* src=)", page) == []
    listed = root.get(reverse("admin:people_programsite_changelist")).content.decode()
    assert f'href="{sites}?"' in listed


def test_staff_who_may_not_see_a_list_may_not_take_it(sites, client_of):
    client = client_of(factories.create_person(is_staff=True))
    assert client.get(sites).status_code == 403
    assert client.post(sites, {"format": CSV}).status_code == 403


@pytest.mark.parametrize("number", [1, 40])
def test_as_many_queries_for_many_sites(root, sites, django_assert_num_queries, number):
    for _ in range(number):
        factories.create_site()
    root.post(sites, {"format": CSV})
    with django_assert_num_queries(3):
        root.post(sites, {"format": CSV})
