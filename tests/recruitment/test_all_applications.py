"""Applications and people of all the cohorts in which somebody recruits:
nothing beyond what each cohort's pages show.
"""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from recruitment.models import Application

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluator(cohort):
    person = factories.create_person("Eva Evaluator")
    factories.create_role(person, "evaluator", cohort.network)
    return person


@pytest.fixture
def elsewhere(cohort):
    return factories.create_cohort(
        slug="elsewhere-9",
        name="Región Nueve",
        region=factories.create_region(9),
        guidebook=cohort.guidebook,
    )


@pytest.fixture
def crowd(cohort, elsewhere):
    """Applicants, members and staff of two regions."""
    create = factories.create_application
    create(
        cohort,
        name="Wanda Núñez",
        email="wanda@lantern.example",
        endorsed="waiting",
        why="A kestrel told me",
    )
    create(cohort, name="Sami Signed", endorsed=True)
    create(elsewhere, name="Farah Away", endorsed=True)
    for where, name, fields in [
        (cohort, "Inés Ferrow", {}),
        (cohort, "Gus Graduated", {"graduated_on": factories.today()}),
        (cohort, "Lena Left", {"left_on": factories.today(), "left_reason": "Moved"}),
        (elsewhere, "Away Member", {}),
    ]:
        person = factories.create_person(name, f"{name.split()[1].lower()}@agency.example")
        factories.create_membership(where, person, **fields)
    factories.create_role(
        factories.create_person("Gil Greets", "gil@agency.example"), "greeter", cohort
    )
    return cohort


def applicants(client, **query):
    page = client.get(reverse("recruitment:application-all"), query).context["page"]
    return [application.name for application in page]


def people(client, **query):
    return [
        person.name for person in client.get(reverse("cohorts:person-list"), query).context["page"]
    ]


def table(client, name, **query):
    answer = client.get(reverse(name, args=["csv"]), query)
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_a_lead_sees_the_region_and_state_staff_all(
    crowd, client_of, regional_lead, facilitator, state_staff
):
    for person in [regional_lead, facilitator]:
        assert set(applicants(client_of(person))) == {"Wanda Núñez", "Sami Signed"}
        assert "Away Member" not in people(client_of(person)) and "Inés Ferrow" in people(
            client_of(person)
        )
    assert "Farah Away" in applicants(client_of(state_staff)) and "Away Member" in people(
        client_of(state_staff)
    )


@pytest.mark.parametrize(
    "who", ["participant", "graduate", "greeter", "evaluator", "supervisor", "applicant"]
)
@pytest.mark.parametrize(
    "page", ["/applications/", "/applications.csv", "/people/", "/people.xlsx"]
)
def test_nobody_else_comes_in(crowd, client_of, request, who, page):
    assert client_of(request.getfixturevalue(who)).get(page).status_code == 403


def test_a_role_that_has_ended_opens_nothing(crowd, client_of, facilitator):
    facilitator.staff_roles.get().end()
    assert client_of(facilitator).get("/people/").status_code == 403


def test_somebody_with_places_in_two_cohorts_shows_only_what_one_may_see(
    crowd, elsewhere, client_of, regional_lead, state_staff
):
    both = factories.create_person("Bo Both", "bo@agency.example")
    factories.create_membership(
        crowd, both, left_on=factories.today(), left_reason="Changed region"
    )
    factories.create_membership(elsewhere, both)
    lead, state = client_of(regional_lead), client_of(state_staff)
    assert people(lead, q="bo both") == people(lead, q="bo both", state="left") == ["Bo Both"]
    assert people(lead, q="bo both", state="current") == [] and people(
        state, q="bo both", state="current"
    ) == ["Bo Both"]
    assert "Región Nueve" not in shown(lead.get("/people/?q=bo")) and "Región Nueve" in shown(
        state.get("/people/?q=bo")
    )
    [row] = table(lead, "cohorts:person-export", q="bo@")
    assert (row["Member of"], row["Left"]) == ("", str(crowd)) and "Nueve" not in str(row)
    [row] = table(state, "cohorts:person-export", q="bo@")
    assert (row["Member of"], row["Left"]) == ("Región Nueve", str(crowd))


def test_chips_count_people(crowd, client_of, state_staff):
    page = client_of(state_staff).get("/people/")
    assert {chip["value"]: chip["count"] for chip in page.context["chips"]} == {
        "": 5,
        "current": 2,
        "graduated": 1,
        "left": 1,
        "staff": 1,
    }
    assert page.context["page"].total == 5
    assert people(client_of(state_staff), state="staff") == ["Gil Greets"]


@pytest.mark.parametrize(
    "words", ["Núñez", "nunez", "NUÑEZ wanda", "wanda@", "lantern.example", "wanda@LANT"]
)
def test_applicants_are_found_by_name_and_address(crowd, client_of, regional_lead, words):
    assert applicants(client_of(regional_lead), q=words) == ["Wanda Núñez"]


@pytest.mark.parametrize("words", ["Inés", "ines", "FERROW", "ferrow@", "ferrow@agency.example"])
def test_people_are_found_by_name_and_address(crowd, client_of, regional_lead, words):
    client = client_of(regional_lead)
    assert people(client, q=words) == ["Inés Ferrow"]
    members = client.get(reverse("cohorts:member-list", args=[crowd.slug]), {"q": words}).context[
        "page"
    ]
    assert [membership.person.name for membership in members] == ["Inés Ferrow"]
    roll_call = client.get(
        reverse("meetings:attendance-edit", args=[crowd.slug, 1]), {"q": words}
    ).context["page"]
    assert [row.membership.person.name for row in roll_call] == (
        ["Inés Ferrow"] if "@" not in words else []
    )


@pytest.mark.parametrize("words", ["%", "_", "\\", "%%", "nu_ez", "n%z", "'", "''--"])
def test_signs_of_sql_are_signs(crowd, client_of, state_staff, words):
    client = client_of(state_staff)
    assert (
        applicants(client, q=words) == people(client, q=words) == people(client, cohort=words) == []
    )
    for page in ["/cohorts/", f"/cohorts/{crowd.slug}/members/", f"/cohorts/{crowd.slug}/letters/"]:
        assert list(client.get(page, {"q": words}).context["page"]) == []


def test_what_people_wrote_is_not_searched(crowd, client_of, state_staff):
    assert applicants(client_of(state_staff), q="kestrel") == []


def test_applications_are_found_by_site_and_agency(crowd, client_of, state_staff):
    factories.create_application(
        crowd, name="Quinn Lane", site_name="Peña Quarry", agency_name="Lantern Coast"
    )
    for words in ["pena", "LANTERN quarry", "lane coast peña"]:
        assert applicants(client_of(state_staff), q=words) == ["Quinn Lane"]


def test_cohorts_are_found_without_accents(crowd, elsewhere, client_of, state_staff):
    client = client_of(state_staff)
    for words in ["región nueve", "REGION", "nuéve regi"]:
        assert applicants(client, cohort=words, q="farah") == ["Farah Away"]
    assert applicants(client, cohort="nueve") == ["Farah Away"] and people(
        client, cohort="nueve"
    ) == ["Away Member"]
    assert [str(cohort) for cohort in client.get("/cohorts/?q=nueve").context["page"]] == [
        "Región Nueve"
    ]
    assert applicants(client, region=elsewhere.region.pk) == ["Farah Away"]
    for odd in ["x", "0", "9" * 40, "-1"]:
        assert len(applicants(client, region=odd)) == 3


def test_letters_are_found_by_name_and_address(crowd, client_of, facilitator):
    crowd.letters.all().delete()
    for name, address in [
        ("José Ñandú", "jose@agency.example"),
        ("Somebody", "else@agency.example"),
    ]:
        crowd.letters.create(code="x", to_name=name, to_email=address, subject="x", body="x")
    for words in ["nandu", "JOSÉ", "jose@"]:
        page = (
            client_of(facilitator)
            .get(reverse("cohorts:letter-list", args=[crowd.slug]), {"q": words})
            .context["page"]
        )
        assert [letter.to_name for letter in page] == ["José Ñandú"]


def test_files_hold_exactly_what_the_pages_show(crowd, client_of, state_staff):
    client = client_of(state_staff)
    queries = [
        {},
        {"state": "signed"},
        {"q": "sami"},
        {"cohort": "nueve"},
        {"sort": "name"},
        {"sort": "cohort", "state": "waiting"},
        {"q": "%"},
        {"after": "x"},
    ]
    for query in queries:
        assert [
            row["Name"] for row in table(client, "recruitment:application-all-export", **query)
        ] == applicants(client, **query)
        own = reverse("recruitment:application-list", args=[crowd.slug])
        names = [row.name for row in client.get(own, query).context["page"]]
        lines = csv.DictReader(
            io.StringIO(client.get(own[:-1] + ".csv", query).getvalue().decode("utf-8-sig"))
        )
        assert [line["Name"] for line in lines] == names
    for query in [{}, {"state": "left"}, {"state": "staff"}, {"q": "ferrow"}, {"cohort": "nueve"}]:
        assert [row["Name"] for row in table(client, "cohorts:person-export", **query)] == people(
            client, **query
        )
    book = load_workbook(io.BytesIO(client.get("/people.xlsx?state=left").getvalue()))
    assert [row[0].value for row in book.active] == ["Name", "Lena Left"]
    assert (
        client.get("/people.exe").status_code == client.get("/applications.exe").status_code == 404
    )


def test_a_file_says_what_the_board_says(crowd, client_of, regional_lead):
    """The columns read straight from the database agree with what the row objects know."""
    client = client_of(regional_lead)
    [row] = [
        row
        for row in table(client, "recruitment:application-all-export")
        if row["Name"] == "Wanda Núñez"
    ]
    wanda = Application.objects.of_cohort(crowd).get(name="Wanda Núñez")
    assert (row["Cohort"], row["State"], row["Director email"]) == (
        str(crowd),
        "Waiting for director",
        wanda.endorsement.supervisor_email,
    )
    assert (
        row["Applied on"] == factories.today().isoformat()
        and row["Signed on"] == row["Decided on"] == ""
    )


def test_staff_have_the_way_there_in_the_menu(
    crowd, client_of, facilitator, participant, evaluator
):
    assert 'href="/people/"' in shown(client_of(facilitator).get("/cohorts/"))
    for person in [participant, evaluator]:
        assert 'href="/people/"' not in shown(client_of(person).get("/cohorts/"))


def test_two_cohorts_of_one_person_stand_side_by_side(crowd, elsewhere, client_of, state_staff):
    both = factories.create_person("Bea Both", "bea@agency.example")
    for where in [crowd, elsewhere]:
        factories.create_membership(where, both)
        factories.create_role(both, "greeter", where)
    [row] = table(client_of(state_staff), "cohorts:person-export", q="bea")
    names = f"{crowd}; Región Nueve"
    assert row == {
        "Name": "Bea Both",
        "Email": "bea@agency.example",
        "Member of": names,
        "Graduated from": "",
        "Left": "",
        "Runs": names,
    }
