"""Reading changes nothing: mail scanners open links and run scripts, browsers fetch ahead.

Every page is read by everybody who may, and no statement that writes may reach the database.
"""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cop_site.permission_rules import LOOK
from cop_site.permission_table import rules_of
from cop_site.routes import all_routes
from recruitment.models import Application

from . import factories
from .objects import objects_of
from .undrawn import undrawn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

#: At the beginning, or after the statement that names who writes (history puts it in front).
WRITES = re.compile(
    r"(?:^|;)\s*(?:/\*.*?\*/\s*)?(?:INSERT|UPDATE|DELETE|TRUNCATE|ALTER)\b", re.IGNORECASE
)
READERS = [
    "facilitator",
    "regional_lead",
    "state_staff",
    "participant",
    "graduate",
    "greeter",
    "supervisor",
    "anonymous",
]
LINKS = ["link sign-in", "link application", "link sign-off", "link reply", "link evaluate"]
READ = [
    pytest.param(route, line, id=str(line))
    for route in all_routes()
    for line in rules_of(route.name)
    if "GET" in line.verbs
]

#: {rule: the only table that reading it may write, and why}. Nothing of it can hurt when it is
#: fetched ahead.
WRITTEN_ON_PURPOSE = {
    # The numbers of a printed sheet are fixed by printing it; those who join later get the next.
    "dashboards:document-pdf[sign-in]": "meetings_signinnumber",
}


@pytest.mark.parametrize("route, line", READ)
def test_reading_writes_nothing(house, route, line):
    """By the first reader who may, and by those who are refused before; everybody in the audit."""
    address = reverse(route.name, kwargs=objects_of(house, route, "own", line))
    for who in LINKS if line.scope == "link" else READERS:
        if check_read(house, who, "get", address, line).status_code == 200:
            with undrawn():  # drawing asks the same once more
                check_read(house, who, "head", address, line)
            break


@pytest.mark.audit
@pytest.mark.parametrize("route, line", READ)
def test_nobodys_reading_writes(house, route, line):
    address = reverse(route.name, kwargs=objects_of(house, route, "own", line))
    for who in LINKS if line.scope == "link" else READERS:
        check_read(house, who, "get", address, line)


def check_read(house, who, method, address, line):
    """The answer, after looking that nothing was written, or that all of it was undone."""
    with CaptureQueriesContext(connection) as said:
        answer = read(house, who, method, address)
    on_purpose = WRITTEN_ON_PURPOSE.get(str(line))
    written = [
        query["sql"][:120]
        for query in said.captured_queries
        if WRITES.search(query["sql"])
        and not (on_purpose and f'INSERT INTO "{on_purpose}"' in query["sql"])
    ]
    assert written == [] or (line.look == LOOK and undone(said.captured_queries)), who
    return answer


def read(house, who, method, address):
    answer = getattr(house.client(who), method)(address)
    if answer.streaming:
        answer.getvalue()
    return answer


def undone(queries):
    """Whether what was written has been rolled back: a look does the act and undoes it."""
    return any("ROLLBACK TO SAVEPOINT" in query["sql"] for query in queries)


def test_opening_a_letters_link_writes_nothing(house):
    """Ten scanners open the link before the reader does, and it still works."""
    application = Application.objects.of_cohort(house.own).first()
    link, secret = factories.mint_link(
        "application", lasts=timedelta(days=1), application=application
    )
    with CaptureQueriesContext(connection) as said:
        answers = [
            house.client("anonymous", HTTP_USER_AGENT=f"scanner {n}").get(
                reverse("link-open", args=[secret])
            )
            for n in range(10)
        ]
    assert {answer.status_code for answer in answers} == {302}
    assert not [query for query in said.captured_queries if WRITES.search(query["sql"])]


def test_a_write_would_be_seen(house):
    address = reverse("meetings:logistics-add", args=[house.own.slug, 1])
    with CaptureQueriesContext(connection) as said:
        house.client("facilitator").post(address, {"logistics-text": "Book the room"})
    assert [query for query in said.captured_queries if WRITES.search(query["sql"])]
