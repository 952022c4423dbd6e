"""Every list: as many queries for one row as for three hundred, every row once over its pages,
filters kept on the way.
"""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.actions.capacity import set_capacity
from cohorts.models import Letter
from evaluations.models import Comment
from guidebooks.models import Activity
from people.models import Person

from . import factories
from .shown import shown

pytestmark = pytest.mark.django_db


def applications(cohort, number):
    for _ in range(number):
        factories.create_application(
            cohort,
            county=cohort.region.counties.first() or factories.create_county(cohort.region),
            endorsed="waiting",
        )


def members(cohort, number):
    set_capacity(cohort, seats=cohort.seats.count() + number)
    for membership in factories.create_members(cohort, number):
        factories.create_placement(membership.person)


def letters(cohort, number):
    person = Person.objects.order_by("pk").first() or factories.create_person()
    rows = [
        Letter(
            code="x",
            to_email=f"to{n}@example.org",
            to_key=f"to{n}@example.org",
            subject="x",
            cohort=cohort,
            person=person,
        )
        for n in range(number)
    ]
    Letter.objects.bulk_create(rows)
    Person.objects.update(is_demo=True)


def cohorts(cohort, number):
    for _ in range(number):
        set_capacity(factories.create_cohort(planned=False, region=cohort.region), seats=1)


def budget(cohort, number):
    for n in range(number):
        factories.create_budget_line(cohort, f"Line {n}", planned=n % 7)


def activities(cohort, number):
    like = factories.create_activity()
    values = {
        field.name: getattr(like, field.name)
        for field in Activity._meta.concrete_fields
        if field.name != "id"
    }
    Activity.objects.bulk_create(
        [Activity(**values | {"slug": f"toss-{n}-of-{number}"}) for n in range(number)]
    )


def words(cohort, number):
    meeting = cohort.meetings.get(position=1)
    release = meeting.evaluation.releases.first() or factories.create_release(meeting, responses=12)
    question = release.form.questions.get(kind="open")
    about = {
        "evaluation": release.evaluation,
        "question": question,
        "release": release,
        "text": "Words",
        "may_quote": True,
    }
    start = Comment.objects.count()
    Comment.objects.bulk_create(
        [Comment(token=f"{start + n:064x}", **about) for n in range(number)]
    )


def run_by(cohort, number):
    members(cohort, number)
    for membership in cohort.memberships.order_by("-pk")[:number]:
        factories.create_role(membership.person, "greeter", cohort)


#: name: (who reads it, the rows in it, its address, filters, rows a page)
LISTS = {
    "board": (
        "regional_lead",
        applications,
        "/cohorts/region-8/applications/",
        "state=waiting&sort=-site&columns=email",
        50,
    ),
    "board by name": (
        "facilitator",
        applications,
        "/cohorts/region-8/applications/",
        "q=applicant&sort=-name&columns=years&columns=state",
        50,
    ),
    "board newest": (
        "state_staff",
        applications,
        "/cohorts/region-8/applications/",
        "q=example.org&sort=-submitted",
        50,
    ),
    "applications": (
        "state_staff",
        applications,
        "/applications/",
        "state=waiting&cohort=region&sort=-cohort&columns=state",
        50,
    ),
    "applications with words": (
        "regional_lead",
        applications,
        "/applications/",
        "q=applicant&sort=-director_name&state=unconfirmed",
        50,
    ),
    "people": (
        "state_staff",
        run_by,
        "/people/",
        "state=current&cohort=region&sort=-member_of",
        50,
    ),
    "people with words": ("facilitator", members, "/people/", "q=person&columns=email", 50),
    "members": (
        "facilitator",
        members,
        "/cohorts/region-8/members/",
        "state=current&q=example.org&sort=-agency&columns=site",
        50,
    ),
    "letters": (
        "facilitator",
        letters,
        "/cohorts/region-8/letters/",
        "state=queued&q=to&kind=x&sort=-sent",
        50,
    ),
    "cohorts": (
        "regional_lead",
        cohorts,
        "/cohorts/",
        "state=recruiting&q=cohort&sort=-taken&columns=cycle",
        30,
    ),
    "budget": (
        "facilitator",
        budget,
        "/cohorts/region-8/budget/",
        "source=budget&sort=-planned&columns=fund",
        100,
    ),
    "roll call": ("greeter", members, "/cohorts/region-8/meetings/1/attendance/", "q=a", 100),
    "replies": (
        "facilitator",
        members,
        "/cohorts/region-8/meetings/2/replies/",
        "answer=none&q=person&sort=-site&columns=food",
        60,
    ),
    "activities": ("participant", activities, "/activities/", "kind=teambuilding", 30),
    "words of a meeting": (
        "facilitator",
        words,
        "/cohorts/region-8/meetings/1/results/",
        "part=words",
        25,
    ),
    "words of a region": ("regional_lead", words, "/results/region/8/", "part=words", 25),
    "words of the network": (
        "state_staff",
        words,
        "/results/state/",
        "cycle=2026-28&part=words",
        25,
    ),
    "mail of the demonstration": (None, letters, "/demo/mail/", "", 25),
}
every_list = pytest.mark.parametrize("name", LISTS)


@pytest.fixture
def read(request, client_of, cohort):
    def opened(name):
        who = LISTS[name][0]
        return client_of(request.getfixturevalue(who)) if who else Client()

    return opened


def page_in(answer):
    """The page of the list, whatever the template calls it."""
    assert answer.status_code == 200
    return (
        answer.context["comments"] if "comment_groups" in answer.context else answer.context["page"]
    )


def identity(row):
    return row.pk if hasattr(row, "pk") else row.membership.pk


@every_list
@pytest.mark.parametrize("number", [60, pytest.param(300, marks=pytest.mark.audit)])
def test_as_many_queries_for_one_row_as_for_many(read, cohort, name, number):
    client, (_who, make, address, query, _size) = read(name), LISTS[name]
    make(cohort, 1)
    client.get(address)  # what is read once in a process has been read
    asked = []
    for more in [0, number - 1]:
        make(cohort, more)
        for asking in [address, f"{address}?{query}"]:
            with CaptureQueriesContext(connection) as queries:
                page_in(client.get(asking))
            asked.append(len(queries))
    assert asked[:2] == asked[2:], asked


@every_list
def test_every_row_once_over_the_pages_and_the_filter_stays(read, cohort, name):
    client, (_who, make, address, query, size) = read(name), LISTS[name]
    make(cohort, 2 * size + 3)
    there = follow(client, f"{address}?{query}", "next", query)
    back = follow(client, there[-1][0], "prev", query)
    rows = [identity(row) for _address, page in there for row in page]
    assert len(rows) == len(set(rows)) == there[0][1].total > size
    assert [len(page) for _address, page in there[:-1]] == [size] * (len(there) - 1)
    assert rows == [identity(row) for _address, page in reversed(back) for row in page]


def follow(client, address, way, query):
    """[(address, page)] along the links "next" or "previous" as they are drawn."""
    seen = []
    while address:
        answer = client.get(address)
        seen.append((address, page_in(answer)))
        link = re.search(rf'<a href="([^"]+)" rel="{way}">', shown(answer))
        if link and query:
            assert set(query.split("&")) <= set(unescape(link[1]).removeprefix("?").split("&"))
        address = address.partition("?")[0] + unescape(link[1]) if link else None
    return seen


ODD = [
    "page=3",
    "page=1e9",
    "after=x",
    "before=%F0%9F%98%80",
    "after=WyJhIl0&before=x",
    "after=" + "A" * 3000,
    "sort=x&columns=x",
    "sort=--name&columns=",
    "sort=-&after=WyJhIl0",
    "sort=" + "A" * 3000,
    "columns=" + "&columns=x" * 200,
]


@every_list
def test_old_and_odd_addresses_lead_to_the_first_page(read, cohort, name):
    client, (_who, make, address, _query, _size) = read(name), LISTS[name]
    make(cohort, 2)
    first = page_in(client.get(address))
    assert len(first) >= 2
    for odd in ODD:
        asked = page_in(client.get(f"{address}?{odd}"))
        assert [identity(row) for row in first] == [identity(row) for row in asked], odd


def test_ticks_and_the_page_survive_a_refusal(read, cohort):
    """The bulk form of the board carries the place in the list."""
    client = read("board")
    applications(cohort, 60)
    address = follow(client, "/cohorts/region-8/applications/?sort=name", "next", "sort=name")[1][0]
    page = client.get(address)
    ticked = [row.pk for row in page.context["page"]][:3]
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown(page)))
    answer = client.post(
        reverse("recruitment:application-offer", args=[cohort.slug]),
        {"application": ticked, **kept},
        follow=True,
    )
    assert [row.pk for row in answer.context["page"] if row.is_ticked] == ticked
    assert [identity(row) for row in page_in(answer)] == [identity(row) for row in page_in(page)]
