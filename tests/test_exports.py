"""Every export as a whole file: its name, its headings, and a row of each kind, as CSV and XLSX."""

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cohorts.actions.capacity import set_capacity
from cohorts.models import Cohort
from recruitment.models import Application, ApplicationAnswer, Interest, SupervisorEndorsement

from . import factories

pytestmark = pytest.mark.django_db

MEMBERS = [
    "Name",
    "Email",
    "Phone",
    "Language",
    "Agency",
    "Site",
    "County",
    "Director",
    "Director email",
    "Seat",
    "Joined in",
    "Joined on",
    "Joined late",
    "Left on",
    "Reason",
    "State",
]
APPLICATIONS = [
    "Name",
    "Email",
    "Phone",
    "Agency",
    "Site",
    "County",
    "Years in the field",
    "Director",
    "Director email",
    "State",
    "Applied on",
    "Signed on",
    "Decided on",
]
PEOPLE = ["Name", "Email", "Member of", "Graduated from", "Left", "Runs"]
BUDGET = [
    "What it is for",
    "Meeting",
    "Purpose",
    "Comes from",
    "Fund or giver",
    "Planned",
    "Spent, or worth",
]
PAM = [
    "Pam",
    "pam@example.org",
    "+1 916 555 0100",
    "es",
    "Lantern",
    "Lantern School",
    "Sierra",
    "Dora Director",
    "dora@example.org",
    1,
    "Year 1",
    date(2026, 2, 3),
    None,
    None,
    None,
    "Member",
]
LENA = [
    "=Lena",
    "lena@example.org",
    None,
    "en",
    *[None] * 5,
    2,
    "Year 1",
    date(2020, 1, 1),
    None,
    date(2026, 3, 5),
    "Moved",
    "Left",
]
SIGNED = [
    "Sami",
    "sami@example.org",
    "555 0199",
    "Lantern",
    "Lantern School",
    "Sierra",
    12,
    "Dora Director",
    "dora@example.org",
    "Signed",
    date(2026, 1, 5),
    date(2026, 1, 9),
    None,
]
WAITING = [
    "Wes",
    "wes@example.org",
    None,
    "Example Agency",
    "West School",
    None,
    None,
    "Wilma",
    "wilma@example.org",
    "Waiting for director",
    date(2026, 1, 6),
    None,
    None,
]
COHORT = "Region 8 cohort"
#: {address: (name of the file, sheet, headings, rows)}
EXPORTS = {
    "/cohorts/region-8/members": ("region-8-members", "Members", MEMBERS, [LENA, PAM]),
    "/cohorts/region-8/applications": (
        "region-8-applications",
        "Applications",
        APPLICATIONS,
        [SIGNED, WAITING],
    ),
    "/applications": (
        "region-8-applications",
        "Applications",
        ["Name", "Cohort", *APPLICATIONS[1:]],
        [["Sami", COHORT, *SIGNED[1:]], ["Wes", COHORT, *WAITING[1:]]],
    ),
    "/people": (
        "region-8-people",
        "People",
        PEOPLE,
        [
            ["=Lena", "lena@example.org", None, None, COHORT, None],
            ["Fay Facilitator", "fay@example.org", None, None, None, COHORT],
            ["Pam", "pam@example.org", COHORT, None, None, None],
        ],
    ),
    "/cohorts/region-8/budget": (
        "region-8-budget",
        "Budget",
        BUDGET,
        [
            ["Bread", "The whole cycle", "Food", "Donated", "A bakery", None, Decimal("12.00")],
            ["@Soup", "1. Meeting 1", "Food", "From the budget", None, Decimal("1234.50"), None],
        ],
    ),
}


@pytest.fixture
def filled(cohort):
    """Members, applications and a budget whose every value is known."""
    Cohort.objects.filter(pk=cohort.pk).update(name=factories.both(COHORT))
    members(cohort)
    applications(cohort)
    factories.create_budget_line(
        cohort, "Bread", purpose="food", source="donation", fund="A bakery", actual=12
    )
    factories.create_budget_line(
        cohort,
        "@Soup",
        purpose="food",
        planned=Decimal("1234.50"),
        meeting=cohort.meetings.get(position=1),
    )
    return cohort


def sierra_school(cohort):
    agency = factories.create_organization("Lantern", cohort.network)
    county = factories.create_county(cohort.region, "Sierra")
    return factories.create_site("Lantern School", agency, county=county)


def members(cohort):
    pam = factories.create_person("Pam", "pam@example.org", phone="+1 916 555 0100", language="es")
    factories.create_placement(pam, sierra_school(cohort))
    factories.create_supervision(factories.create_person("Dora Director", "dora@example.org"), pam)
    factories.create_membership(cohort, pam, joined_on=date(2026, 2, 3))
    lena = factories.create_person("=Lena", "lena@example.org")
    seat = cohort.seats.get(number=2)
    membership = factories.create_membership(
        cohort, lena, left_on=date(2026, 3, 5), left_reason="Moved"
    )
    type(membership).objects.filter(pk=membership.pk).update(seat=seat)


def applications(cohort):
    signed = factories.create_application(
        cohort,
        "Sami",
        "sami@example.org",
        phone="555 0199",
        agency_name="Lantern",
        site_name="Lantern School",
        county=cohort.region.counties.get(name="Sierra"),
        director_name="Dora Director",
        director_email="dora@example.org",
        endorsed=True,
    )
    waiting = factories.create_application(
        cohort,
        "Wes",
        "wes@example.org",
        site_name="West School",
        director_name="Wilma",
        director_email="wilma@example.org",
        endorsed="waiting",
    )
    ApplicationAnswer.objects.create(
        application=signed,
        question=cohort.guidebook.application_questions.get(code="years_in_field"),
        text="12",
    )
    for application, day in [(signed, 5), (waiting, 6)]:
        moment = datetime(2026, 1, day, 20, tzinfo=UTC)
        Application.objects.filter(pk=application.pk).update(submitted_at=moment)
    SupervisorEndorsement.objects.filter(application=signed).update(
        given_at=datetime(2026, 1, 10, 3, tzinfo=UTC)  # still the 9th in California
    )


@pytest.fixture
def reader(filled, facilitator, client_of):
    type(facilitator).objects.filter(pk=facilitator.pk).update(email="fay@example.org")
    return client_of(facilitator)


def name_of(answer):
    """The name of the file, with DATE for its date."""
    found = re.fullmatch(r'attachment; filename="(.+)"', answer["Content-Disposition"])
    return re.sub(r"\d{4}-\d\d-\d\d", "DATE", found[1])


def as_csv(value):
    """A cell as CSV has it: empty for nothing, an apostrophe before what could be a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@" else text


def as_xlsx(value):
    """(value, type) of a cell as openpyxl reads it."""
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day), "d"
    return value, "s" if isinstance(value, str) else "n"


every_export = pytest.mark.parametrize("address", EXPORTS)


@every_export
def test_csv(reader, address):
    name, _sheet, headings, rows = EXPORTS[address]
    answer = reader.get(f"{address}.csv")
    assert (name_of(answer), answer["Content-Type"]) == (
        f"{name}-DATE.csv",
        "text/csv; charset=utf-8",
    )
    content = answer.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        headings,
        *[list(map(as_csv, row)) for row in rows],
    ]


@every_export
def test_xlsx(reader, address):
    name, title, headings, rows = EXPORTS[address]
    answer = reader.get(f"{address}.xlsx")
    assert name_of(answer) == f"{name}-DATE.xlsx"
    book = load_workbook(io.BytesIO(answer.getvalue()))
    assert book.sheetnames == [title]
    assert book.properties.title == f"{title}, {COHORT}"
    [head, *body] = book.active
    assert [(cell.value, cell.font.bold) for cell in head] == [(text, True) for text in headings]
    assert [[(cell.value, cell.data_type) for cell in row] for row in body] == [
        list(map(as_xlsx, row)) for row in rows
    ]


@every_export
def test_a_sheet_is_ready_to_be_read_and_printed(reader, address):
    _name, _sheet, headings, rows = EXPORTS[address]
    sheet = load_workbook(io.BytesIO(reader.get(f"{address}.xlsx").getvalue())).active
    last = sheet.cell(1 + len(rows), len(headings)).coordinate
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:{last}")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.print_title_rows) == (True, "$1:$1")
    widths = widths_of(sheet)
    for column, texts in enumerate(zip(headings, *rows, strict=True), start=1):
        longest = max(len(as_csv(text).removeprefix("'")) for text in texts)
        assert longest < widths[column] < longest + 8


def widths_of(sheet):
    """{number of a column: its width}; equal neighbours are one entry of the file."""
    return {
        column: found.width
        for found in sheet.column_dimensions.values()
        for column in range(found.min, found.max + 1)
    }


def test_results(cohort, state_staff, client_of):
    factories.create_release(cohort.meetings.get(position=1), responses=12, attended=13)
    Cohort.objects.filter(pk=cohort.pk).update(cycle="2026-28")
    client = client_of(state_staff)
    names = [
        name_of(client.get(f"{address}.csv"))
        for address in ["/cohorts/region-8/results", "/results/region/8", "/results/state"]
    ]
    assert names == [
        "region-8-results-DATE.csv",
        "region-8-results-DATE.csv",
        f"{cohort.network.slug}-results-DATE.csv",
    ]
    assert list(client.get("/cohorts/region-8/results.json").json()) == [
        "guidebook",
        "cycle",
        "meetings",
    ]
    content = client.get("/cohorts/region-8/results.csv").getvalue().decode("utf-8-sig")
    assert content.splitlines()[0] == (
        "part,meeting,attended,responses,question,measure,count,of,percent,rule,release,relation"
    )


def test_interest(cohort, state_staff, client_of):
    track = factories.create_track(cohort.guidebook)
    factories.create_interest(track, "cora@example.org", name="=Cora Confirmed")
    moment = datetime(2026, 1, 10, 12, tzinfo=UTC)
    Interest.objects.update(asked_at=moment, confirmed_at=moment)
    address = f"/guidebooks/{cohort.guidebook.slug}/interest.csv?track={track.code}"
    answer = client_of(state_staff).get(address)
    assert name_of(answer) == "example-five-example-track-interest-DATE.csv"
    assert answer.getvalue().decode("utf-8-sig").splitlines() == [
        "Name,Email,Track,Language,Asked on,Confirmed on",
        f"'=Cora Confirmed,cora@example.org,{track},en,2026-01-10,2026-01-10",
    ]


# --- the scope in the name of a file --------------------------------------------------------------


@pytest.mark.parametrize(
    "region, network, scope",
    [(8, "can", "region-8"), (9, "can", "can"), (9, "other", None)],
)
def test_scope_of_cohorts(cohort, region, network, scope):
    network = factories.create_network(network)
    factories.create_cohort(planned=False, region=factories.create_region(region, network))
    found = Cohort.objects.all().common_scope()
    assert (found and found.slug) == scope


def test_one_cohort_is_its_own_scope_and_none_has_none(cohort):
    assert Cohort.objects.all().common_scope() == cohort
    assert Cohort.objects.none().common_scope() is None


def test_a_region_that_is_chosen_is_in_the_name(cohort, state_staff, client_of):
    other = factories.create_region(9)
    for _ in range(2):
        factories.create_cohort(planned=False, region=other)
    client = client_of(state_staff)
    assert [
        name_of(client.get(address))
        for address in [
            "/people.csv",
            f"/people.csv?region={other.pk}",
            "/people.csv?cohort=nobody",
        ]
    ] == ["can-people-DATE.csv", "region-9-people-DATE.csv", "people-DATE.csv"]


# --- many rows ------------------------------------------------------------------------------------


@every_export
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_as_many_queries_for_two_rows_as_for_many(reader, filled, address, ending):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            reader.get(f"{address}.{ending}").getvalue()
        return len(queries)

    asked()  # what is read once in a process has been read
    before = asked()
    set_capacity(filled, seats=filled.seats.count() + 40)
    for membership in factories.create_members(filled, 40):
        factories.create_placement(membership.person)
        factories.create_application(filled, endorsed=True)
        factories.create_budget_line(filled, meeting=filled.meetings.get(position=1))
    assert asked() == before
