"""Every page of the meetings: works, asks to sign in, 404 for outsiders, 403 for the wrong role,
no GET for verbs.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db

RUNS_IT = {"facilitator", "regional_lead"}
STAFF = RUNS_IT | {"state_staff"}
MEMBERS = {"participant", "graduate"}
CHECK_IN = RUNS_IT | {"greeter"}
EVERYBODY = STAFF | MEMBERS | {"greeter", "withdrawn"}

#: URL name, who may read it.
PAGES = [
    ("cohort-detail", EVERYBODY),
    ("cohort-calendar", STAFF | MEMBERS | {"greeter"}),
    ("agreement-list", STAFF | MEMBERS),
    ("agreement-add", RUNS_IT),
    ("agreement-edit", RUNS_IT),
    ("agenda-detail", STAFF | MEMBERS),
    ("meeting-edit", RUNS_IT),
    ("task-list", RUNS_IT),
    ("agenda-edit", RUNS_IT),
    ("block-add", RUNS_IT),
    ("block-edit", RUNS_IT),
    ("block-remove", RUNS_IT),
    ("activity-run-edit", RUNS_IT),
    ("reply", MEMBERS),
    ("reply-list", RUNS_IT),
    ("attendance-edit", CHECK_IN),
    ("attendance-reopen", RUNS_IT),
]
#: URL name, who may do it.
VERBS = [
    ("meeting-note-save", RUNS_IT),
    ("agreement-retire", RUNS_IT),
    ("agreement-adopt", RUNS_IT),
    ("block-shorten", RUNS_IT),
    ("reminder-send", RUNS_IT),
    ("attendance-mark", CHECK_IN),
    ("attendance-rows", CHECK_IN),
    ("attendance-close", RUNS_IT),
    ("logistics-add", RUNS_IT),
    ("logistics-tick", RUNS_IT),
    ("logistics-remove", RUNS_IT),
    ("follow-up-add", RUNS_IT),
    ("follow-up-complete", RUNS_IT),
    ("follow-up-remove", RUNS_IT),
]
#: Pages about a meeting or a cohort that other packages hold.
NAMESPACES = {"cohort-detail": "dashboards", "meeting-edit": "lifecycle"}
ROLES = [
    "state_staff",
    "regional_lead",
    "facilitator",
    "greeter",
    "participant",
    "graduate",
    "withdrawn",
]


@pytest.fixture
def address(cohort, meeting):
    """`address("agenda-edit")`: of this cohort's first meeting,
    with real rows behind every number.
    """
    activity = factories.create_activity()
    block = meeting.segments.create(
        position=4, minutes=20, kind="teambuilding", title="Toss", activity=activity
    )
    rows = {
        "block": block.pk,
        "activity": block.pk,
        "agreement": cohort.agreements.first().pk,
        "attendance": factories.create_membership(cohort).pk,
        "logistics": factories.create_logistics_item(meeting).pk,
        "follow": factories.create_follow_up(meeting).pk,
    }
    of_the_cohort = {
        "cohort-detail",
        "cohort-calendar",
        "agreement-list",
        "agreement-add",
        "agreement-edit",
        "agreement-retire",
    }
    numbered = {
        "agreement-edit",
        "agreement-retire",
        "block-edit",
        "block-remove",
        "block-shorten",
        "activity-run-edit",
        "attendance-mark",
        "logistics-tick",
        "logistics-remove",
        "follow-up-complete",
        "follow-up-remove",
    }

    def address_of(name, **changed):
        about = {"slug": cohort.slug} | (
            {} if name in of_the_cohort else {"position": meeting.position}
        )
        about |= {"pk": rows[name.split("-")[0]]} if name in numbered else {}
        return reverse(NAMESPACES.get(name, "meetings") + f":{name}", kwargs=about | changed)

    return address_of


@pytest.fixture
def clients(client_of, request):
    """Everybody in a browser of their own, all at once:
    these tests ask every role for the same address.
    """
    return {role: client_of(request.getfixturevalue(role)) for role in ROLES}


@pytest.mark.parametrize(("name", "audience"), PAGES)
def test_a_page_opens_for_its_audience_and_is_refused_to_the_rest(
    name, audience, address, clients, client_of, outsider
):
    place = address(name)
    expected = {role: 200 if role in audience else 403 for role in ROLES}
    assert {role: client.get(place).status_code for role, client in clients.items()} == expected
    assert client_of(outsider).get(place).status_code == 404
    assert Client().get(place).url.startswith("/sign-in/")


@pytest.mark.parametrize(("name", "audience"), VERBS)
def test_a_verb_is_done_by_its_audience_and_refused_to_the_rest(
    name, audience, address, clients, client_of, outsider
):
    place = address(name)
    refused = {
        role: client.post(place).status_code
        for role, client in clients.items()
        if role not in audience
    }
    assert set(refused.values()) == {403}
    assert clients["facilitator"].get(place).status_code == 405
    assert client_of(outsider).post(place).status_code == 404
    assert Client().post(place).url.startswith("/sign-in/")
    assert clients["facilitator"].post(place).status_code in (200, 302)


@pytest.mark.parametrize(
    "name", ["block-edit", "block-remove", "activity-run-edit", "agreement-edit"]
)
def test_a_row_of_another_cohort_is_not_found(name, address, client_of, facilitator):
    assert client_of(facilitator).get(address(name, pk=999_999_999_999)).status_code == 404


def test_a_meeting_that_does_not_exist_is_not_found(address, client_of, facilitator):
    assert client_of(facilitator).get(address("agenda-edit", position=10**30)).status_code == 404


@pytest.mark.parametrize("name", ["agenda-edit", "block-edit", "task-list", "agreement-list"])
def test_the_director_wall_stands_before_words_said_in_the_room(
    name, address, client_of, facilitator, participant
):
    factories.create_supervision(facilitator, participant)
    assert client_of(facilitator).get(address(name)).status_code == 403


def test_behind_the_wall_the_first_page_keeps_logistics_and_hides_words(
    address, client_of, facilitator, participant, meeting
):
    meeting.set_notes("Ana found the day hard")
    factories.create_follow_up(meeting, what="Call Ana about her director")
    before = shown(client_of(facilitator).get(address("cohort-detail")))
    assert "Ana found the day hard" in before and "Call Ana" in before
    factories.create_supervision(facilitator, participant)
    after = shown(client_of(facilitator).get(address("cohort-detail")))
    assert "Ana found the day hard" not in after and "Call Ana" not in after


@pytest.mark.parametrize(
    "name", ["cohort-detail", "agenda-edit", "reply-list", "attendance-edit", "agenda-detail"]
)
def test_as_many_queries_for_one_member_as_for_many(name, address, client_of, facilitator, cohort):
    client = client_of(facilitator)
    few = number_of_queries(client, address(name))
    for member in factories.create_members(cohort, 20):
        factories.create_reply(cohort.meetings.get(position=1), member)
    block = {"minutes": 1, "kind": "reflection", "title": "Write"}
    for position in range(5, 25):
        cohort.meetings.get(position=1).segments.create(position=position, **block)
    assert number_of_queries(client, address(name)) <= few


@pytest.mark.parametrize("role", ["regional_lead", "participant", "greeter", "state_staff"])
def test_first_pages_cost_the_same_for_one_and_for_many(role, address, client_of, cohort, request):
    client = client_of(request.getfixturevalue(role))
    few = number_of_queries(client, address("cohort-detail"))
    for member in factories.create_members(cohort, 20):
        factories.create_reply(cohort.meetings.get(position=1), member)
        factories.create_application(cohort, endorsed="waiting")
    assert number_of_queries(client, address("cohort-detail")) <= few


def number_of_queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_activity_library_opens_for_whoever_has_signed_in(client_of, outsider, db):
    activity = factories.create_activity()
    client = client_of(outsider)
    assert activity.name.localize("en") in shown(client.get("/activities/"))
    page = shown(client.get(f"/activities/{activity.slug}/"))
    assert "Keep the time instead." in page and "What do we change?" in page
    assert client.get("/activities/no-such/").status_code == 404
    assert Client().get("/activities/").status_code == 302
