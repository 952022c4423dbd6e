"""A network without a state and without regions: no page of its people speaks of either."""

from unittest import mock

import pytest
from django.urls import reverse

from cop_site.permission_table import rules_of
from cop_site.routes import all_routes
from guidebooks.models import PlannedSegment
from meetings.models import AgendaSegment
from people.models import Person

from . import factories
from .objects import objects_of
from .undrawn import paper_as_text

pytestmark = [pytest.mark.django_db, pytest.mark.audit]

#: What is right in a state with regions only, in lower case.
FIXED_WORDS = ["state staff", "regional lead", "county office of education"]
READERS = ["state_staff", "facilitator", "participant", "applicant", "supervisor"]


@pytest.fixture(scope="module")
def house(house_of_the_file):
    """Its network has a title of its own; every first block is led by whoever leads the cohort."""
    house, network = house_of_the_file, house_of_the_file.own.network
    factories.take_regions_away(network)
    type(network).objects.filter(pk=network.pk).update(coordinator_title=factories.OWN_TITLE)
    AgendaSegment.objects.filter(position=1).update(lead="regional_lead")
    with factories.as_draft(house.own.guidebook):
        PlannedSegment.objects.filter(position=1).update(lead="regional_lead")
    for who in ["state_staff", "regional_lead"]:
        Person.objects.filter(pk=house.people[who].pk).update(name="Ines Invented")
    return house


def addresses(house):
    for route in all_routes():
        for line in rules_of(route.name):
            if "GET" in line.verbs:
                yield reverse(route.name, kwargs=objects_of(house, route, "own", line))
    meeting = [house.own.guidebook.slug, 1]
    yield reverse("guidebook-meeting", args=meeting) + "?agenda=facilitators"


@pytest.mark.parametrize("who", READERS)
def test_no_page_speaks_of_a_state_or_a_region(house, who):
    browser, found, speaks_of_own = house.client(who), {}, set()
    with mock.patch("lib.pdf.client.run_renderer", paper_as_text):
        for address in addresses(house):
            answer = browser.get(address)
            body = answer.getvalue() if answer.streaming else answer.content
            said = body.decode(errors="replace").lower()
            found[address] = [word for word in FIXED_WORDS if word in said]
            if "network coordinator" in said:
                speaks_of_own.add(address)
    assert {address: words for address, words in found.items() if words} == {}
    assert speaks_of_own
