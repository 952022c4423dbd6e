"""Every list in a table: each column sorts both ways, the file holds what is shown, the way leads
from record to record.
"""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cohorts.models import CohortMembership, Letter, StaffRole
from guidebooks.letter_placeholders import TITLES
from guidebooks.models.budget import Purpose, Source
from lib.list_order import SORT_VALUE
from lib.text import plain_text, sort_name
from recruitment.models import ApplicationAnswer
from recruitment.pages.application_board import STATES

from . import factories
from .files import file_of
from .shown import shown

pytestmark = pytest.mark.django_db
ODD_NAMES = ["ana Núñez", "Zoë Adams", "Ana Núñez", "=Bo", "Émile O'Neil", "Cy", "bo"]


def applications(cohort):
    kern = factories.create_county(cohort.region, "Kern")
    for number, name in enumerate(ODD_NAMES):
        application = factories.create_application(
            cohort,
            name,
            agency_name=["Élan", "elm", "Oak"][number % 3],
            county=kern if number % 2 else None,
            phone="555 0100" if number == 3 else "",
            endorsed=[True, "waiting", False][number % 3],
        )
        if number > 2:
            ApplicationAnswer.objects.create(
                application=application,
                question=cohort.guidebook.application_questions.get(code="years_in_field"),
                text=["9", "10", "2"][number % 3],
            )


def members(cohort):
    for number, name in enumerate(ODD_NAMES):
        person = factories.create_person(name, language="es" if number % 2 else "en")
        if number % 3:
            factories.create_placement(person)
        membership = factories.create_membership(cohort, person)
        state = [{}, {"left_on": date(2026, 1, number + 1), "left_reason": "x"}][number % 2]
        if number == 4:
            state = {"graduated_on": date(2026, 1, 1)}
        joined = date(2025, 1 + number % 3, 1)
        CohortMembership.objects.filter(pk=membership.pk).update(joined_on=joined, **state)


def people(cohort):
    members(cohort)
    factories.create_role(factories.create_person("Gil"), "greeter", cohort)


def letters(cohort):
    for number, name in enumerate(ODD_NAMES):
        Letter.objects.create(
            code=["offer", "meeting-reminder", "signoff-request"][number % 3],
            to_email=f"to{number % 4}@example.org",
            to_name=name if number else "",
            subject=["Seat", "élan"][number % 2],
            cohort=cohort,
            language=["en", "es"][number % 2],
            meeting_position=number or None,
            **({"status": "sent", "sent_at": timezone.now()} if number % 2 else {}),
        )


def cohorts(cohort):
    for number, cycle in enumerate(["2027-29", "2026-28", "2028-30"] * 2):
        region = factories.create_region([8, 10, 9][number % 3], cohort.network)
        if number in (1, 2):
            factories.create_role(cohort.owner, "lead", region)
        factories.create_cohort(
            planned=False, region=region, cycle=cycle, status=["completed", "meeting"][number % 2]
        )


def budget(cohort):
    for number, what in enumerate(["Bread", "élan", "Soup", "=1+1", "bread"]):
        factories.create_budget_line(
            cohort,
            what,
            purpose=Purpose.values[number % len(Purpose.values)],
            source=Source.values[number % 2],
            fund="A bakery" if number % 2 else "",
            planned=number * 3 or None,
            meeting=cohort.meetings.get(position=number) if number % 2 else None,
        )


def replies(cohort):
    """Of meeting 1: three answers, needs, and who has not answered."""
    meeting = cohort.meetings.get(position=1)
    for number, name in enumerate(ODD_NAMES):
        member = factories.create_membership(cohort, factories.create_person(name))
        if number % 3:
            factories.create_placement(member.person)
        if number < 5:
            answer = ["coming", "substitute", "not_coming"][number % 3]
            factories.create_reply(
                meeting,
                member,
                answer=answer,
                substitute_name="=Sam" if answer == "substitute" else "",
                food_needs=["", "No wheat", "élan"][number % 3],
                access_needs="Step-free" if number == 4 else "",
                answered_at=timezone.now() - timedelta(days=number),
            )


def activities(cohort):
    for number, name in enumerate(["Toss", "élan", "Map", "=1+1", "map"]):
        factories.create_activity(
            f"a-{number}",
            name=factories.both(name),
            kind=["icebreaker", "teambuilding"][number % 2],
            purpose=factories.both(["To learn", "To talk"][number % 2]),
            minutes=10 * (5 - number),
            group_min=number + 2,
            group_max=30 - number % 3,
            safety_flags=["trip"] if number in (1, 4) else [],
        )


def team(cohort):
    for number, name in enumerate(ODD_NAMES):
        person = factories.create_person(name)
        kind = ["greeter", "co_facilitator", "reader"][number % 3]
        role = factories.create_role(person, kind, cohort)
        type(role).objects.filter(pk=role.pk).update(starts_on=date(2025, 1 + number % 4, 1))


MEMBER_STATES = ["Member", "Graduated", "Left"]
LETTER_STATES = [
    "Drafted", "Waits", "Sent", "Not delivered", "Came back", "Not sent", "Taken back",
]  # fmt: skip
LETTER_KINDS = [str(TITLES[code]) for code in TITLES]
ANSWERS = ["Not answered", "Coming", "Sends someone", "Not coming"]
COHORT_STATES = ["Recruiting", "Under way", "Completed"]
STATE_WORDS = [str(label) for label, _pill in STATES.values()]


def rank(words):
    return lambda value: words.index(value) if value in words else len(words)


#: {list: (address, rows, {column: what Python sorts its values by})}
TABLES = {
    "applications": (
        "/cohorts/region-8/applications",
        applications,
        {"name": sort_name, "state": rank(STATE_WORDS), "years": int},
    ),
    "all applications": (
        "/applications",
        applications,
        {"name": sort_name, "state": rank(STATE_WORDS), "years": int},
    ),
    "members": (
        "/cohorts/region-8/members",
        members,
        {"name": sort_name, "state": rank(MEMBER_STATES)},
    ),
    "people": ("/people", people, {"name": sort_name}),
    "letters": (
        "/cohorts/region-8/letters",
        letters,
        {"kind": rank(LETTER_KINDS), "state": rank(LETTER_STATES)},
    ),
    "cohorts": (
        "/cohorts",
        cohorts,
        {"state": rank(COHORT_STATES), "region": lambda name: int(str(name).split()[1])},
    ),
    "budget": (
        "/cohorts/region-8/budget",
        budget,
        {
            "purpose": rank([str(label) for label in Purpose.labels]),
            "source": rank([str(label) for label in Source.labels]),
            "meeting": lambda text: int(text[0]) if text[0].isdigit() else 0,
        },
    ),
    "replies": (
        "/cohorts/region-8/meetings/1/replies",
        replies,
        {"name": sort_name, "answer": rank(ANSWERS)},
    ),
    "team": (
        "/cohorts/region-8/staff",
        team,
        {"name": sort_name, "role": rank([str(kind.label) for kind in StaffRole.Kind])},
    ),
    "activities": ("/activities", activities, {"kind": rank(["Icebreaker", "Team building"])}),
}
every_table = pytest.mark.parametrize("name", TABLES)
#: These are short, so their pages have no search.
NOT_SEARCHED = {"team", "activities"}


@pytest.fixture
def reader(regional_lead, cohort, client_of):
    """Opens a list as the regional lead, who sees all of them."""
    cohort.owner = regional_lead
    return client_of(regional_lead)


def table_at(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.context["table"]


def values_of(table, key):
    """[(value of this column, primary key)] in the order of the page."""
    place = [heading.key for heading in table.headings].index(key)
    return [(row.cells[place].value, row.object.pk) for row in table.rows]


def in_python(values, sort_key):
    """Empty cells last both ways; equal ones by primary key, which turns round with the rest."""
    filled = [row for row in values if row[0] not in (None, "")]
    empty = sorted(pk for value, pk in values if value in (None, ""))
    filled.sort(key=lambda row: (sort_key(row[0]), row[1]))
    upwards = [pk for _value, pk in filled]
    return upwards + empty, upwards[::-1] + empty[::-1]


def plain(value):
    return plain_text(str(value)) if not isinstance(value, (int, date)) else value


@every_table
def test_every_column_sorts_both_ways_as_python_does(reader, cohort, name):
    address, make, special = TABLES[name]
    make(cohort)
    columns = "&".join(f"columns={key}" for key in table_at(reader, f"{address}/").columns)
    for key in table_at(reader, f"{address}/").columns:
        up = table_at(reader, f"{address}/?sort={key}&{columns}")
        down = table_at(reader, f"{address}/?sort=-{key}&{columns}")
        found = values_of(up, key)
        expected = in_python(found, special.get(key, number_or_text))
        shown_pks = [pk for _value, pk in found], [pk for _value, pk in values_of(down, key)]
        assert shown_pks == expected, (key, found)
        sorted_by = {heading.key: heading.aria_sort for heading in down.headings}
        assert sorted_by == dict.fromkeys(down.columns, "") | {key: "descending"}


def number_or_text(value):
    return value if hasattr(value, "__add__") and not isinstance(value, str) else plain(value)


def as_csv(value):
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(("=", "+", "-", "@")) else text


@every_table
def test_the_file_holds_what_is_shown(reader, cohort, name):
    """As the page links to it: with its filters, order and columns."""
    address, make, _special = TABLES[name]
    make(cohort)
    keys = list(table_at(reader, f"{address}/").columns)
    for query in [
        "",
        f"?sort=-{keys[0]}&columns={keys[-1]}&columns={keys[1]}",
        "?q=o&sort=" + keys[2],
    ]:
        table = table_at(reader, f"{address}/{query}")
        (_excel, _address), (_csv, export) = table.exports
        assert export.startswith(f"{address}.csv?")
        assert file_of(reader, export) == [
            [heading.text for heading in table.headings],
            *[[as_csv(cell.value) for cell in row.cells] for row in table.rows],
        ]
    assert ("Excel with every column" in shown(reader.get(f"{address}/"))) == (
        len(table_at(reader, f"{address}/").headings) < len(keys)
    )
    every = table.whole_export.replace(".xlsx", ".csv")
    assert len(file_of(reader, every)[0]) == len(keys)


@pytest.mark.parametrize("name", [name for name in TABLES if name not in NOT_SEARCHED])
def test_chips_search_columns_and_order_keep_each_other(reader, cohort, name):
    address, make, _special = TABLES[name]
    make(cohort)
    key = list(table_at(reader, f"{address}/").columns)[1]
    page = shown(reader.get(f"{address}/?sort=-{key}&columns={key}&state=current"))
    for field in [f'name="sort" value="-{key}"', f'name="columns" value="{key}"']:
        assert f'<input type="hidden" {field}>' in page, field
    chips = re.search(r'<ul class="h-filters">(.*?)</ul>', page)
    assert not chips or chips[1].count(f"sort=-{key}") == chips[1].count("<a ")


def test_how_many_of_how_many_are_shown(reader, cohort):
    applications(cohort)
    page = shown(reader.get("/cohorts/region-8/applications/?q=ana"))
    assert "2 of 7 shown" in page
    for _ in range(50):
        factories.create_application(cohort)
    page = reader.get("/cohorts/region-8/applications/")
    assert "1–50</span> of 57" in shown(page)
    after = re.search(r'href="([^"]+)" rel="next"', shown(page))[1]
    assert "51–57</span> of 57" in shown(
        reader.get(f"/cohorts/region-8/applications/{unescape(after)}")
    )


def test_only_rows_with_a_possible_act_can_be_ticked(reader, cohort):
    applications(cohort)
    page = shown(reader.get("/cohorts/region-8/applications/"))
    assert re.findall(r'name="application"[^>]*data-acts="(\w+)"', page) == [
        "offer", "remind", "offer", "remind", "offer",
    ]  # fmt: skip


def test_dates_say_the_year_only_where_it_is_another_one(reader, cohort):
    members(cohort)
    this_year = timezone.localdate().replace(month=1, day=5)
    CohortMembership.objects.update(joined_on=this_year)
    assert "Jan\xa05</td>" in shown(reader.get("/cohorts/region-8/members/"))
    CohortMembership.objects.update(joined_on=date(2020, 1, 5))
    assert "Jan\xa05, 2020" in shown(reader.get("/cohorts/region-8/members/")).replace(
        ",\xa0", ", "
    )


# --- from record to record ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, query",
    [
        ("applications", "?sort=-years&state=signed"),
        ("all applications", "?sort=county&columns=county"),
        ("members", "?sort=agency"),
        ("letters", "?sort=-to_name&q=example"),
        ("activities", "?sort=-minutes&agenda=region-8/1"),
    ],
)
def test_the_way_leads_through_the_list_in_its_order(reader, cohort, name, query):
    address, make, _special = TABLES[name]
    make(cohort)
    page = shown(reader.get(f"{address}/{query}"))
    body = page.partition("<tbody>")[2]
    records = list(
        dict.fromkeys(
            map(unescape, re.findall(r'href="(/cohorts/[^"]+/\d+/[^"]*|/activities/[^"]+)"', body))
        )
    )
    seen, here = [], records[0]
    while here:
        seen.append(here)
        page = shown(reader.get(here))
        assert f"{len(seen)} of {len(records)}" in page
        link = re.search(r'href="([^"]+)" rel="next"', page)
        here = unescape(link[1]) if link else None
    assert seen == records and len(records) > 2
    back = unescape(re.search(r'href="([^"]+)">Back to the list', page)[1])
    assert table_at(reader, back).sort == table_at(reader, f"{address}/{query}").sort


def test_the_way_leads_from_person_to_person(reader, cohort):
    people(cohort)
    query = "?sort=-name&state=current"
    first, second, third = [row.object.pk for row in table_at(reader, f"/people/{query}").rows][:3]
    page = reader.get(f"/people/{second}/{query}")
    walk = page.context["walk"]
    assert (walk.before.pk, walk.number, walk.after.pk) == (first, 2, third)
    assert f'href="/people/{third}/{query.replace("&", "&amp;")}" rel="next"' in shown(page)


def test_a_record_that_left_the_list_still_leads_on(reader, cohort):
    applications(cohort)
    table = table_at(reader, "/cohorts/region-8/applications/?state=waiting&sort=name")
    seated = factories.create_application(cohort, "Middle Man", endorsed=True)
    page = shown(reader.get(f"/cohorts/region-8/applications/{seated.pk}/?state=waiting&sort=name"))
    names = [row.object.name for row in table.rows]
    assert "No longer in this list" in page and names
    assert page.count('rel="prev"') + page.count('rel="next"') >= 1


def test_the_way_costs_the_same_in_a_long_list(reader, cohort):
    address = "/cohorts/region-8/applications/%d/?sort=-site&state=waiting"
    numbers = []
    for more in [2, 30]:
        made = [factories.create_application(cohort, endorsed="waiting") for _ in range(more)]
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(address % made[0].pk).status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_a_list_over_other_cohorts_shows_none_of_them(cohort, facilitator, outsider, client_of):
    """Opened as from the list over all cohorts, it stays in what the reader recruits for."""
    elsewhere = outsider.staff_roles.get().cohort
    theirs = factories.create_application(elsewhere, "Not Yours")
    own = factories.create_application(cohort)
    page = shown(
        client_of(facilitator).get(f"/cohorts/region-8/applications/{own.pk}/?list=all&sort=name")
    )
    assert f"/{theirs.pk}/" not in page and "1 of 1" in page
    assert SORT_VALUE not in page
