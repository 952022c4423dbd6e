"""Cases I from outside: evaluations that are closed, answered or filled in by mistake."""

import re
from datetime import timedelta

import pytest

from evaluations.models import Response
from people.models import Link

from .. import factories
from ..looks import act
from ..shown import shown
from . import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(meeting):
    meeting.on = factories.today() - timedelta(days=1)
    meeting.save()
    return meeting


@later.DOORS
def test_i01_a_closing_by_mistake_is_taken_back_within_the_hour(client_of, facilitator, begun):
    client, place = client_of(facilitator), f"/cohorts/{begun.cohort.slug}/meetings/1/evaluation/"
    assert client.get(place).status_code == 200
    act(client, f"{place}close/", {})
    page = shown(client.get(place))
    assert re.search(r"Take (it|the closing) back|Open it again", page)


@later.DOORS
def test_i04_a_fall_is_asked_about(link_client, participant, begun):
    client = link_client(
        Link.Purpose.EVALUATE, membership=participant.memberships.get(), meeting_position=1
    )
    answers = {"qs_before_after-before": 3, "qs_before_after-now": 1}
    page = shown(client.post("/evaluate/", answers | {"know_qs": 4, "applicable": 3}, follow=True))
    assert "lower than before" in page


@later.FIGURES
def test_i06_uniform_sheets_are_counted_in_the_codebook(client_of, state_staff, begun):
    factories.create_release(begun)
    answer = client_of(state_staff).get("/results/codebook/")
    assert answer.status_code == 200 and "the same answer to every line" in shown(answer)


def test_i05_the_same_person_twice_is_one_row(link_client, participant, begun):
    client = link_client(
        Link.Purpose.EVALUATE, membership=participant.memberships.get(), meeting_position=1
    )
    answers = {"qs_before_after-before": 1, "know_qs": 4, "applicable": 3}
    for now in (2, 3):
        client.post("/evaluate/", answers | {"qs_before_after-now": now})
    assert Response.objects.count() == 1
