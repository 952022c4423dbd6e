"""Who leads a block of an agenda, in a network with regions and in one without."""

import pytest
from django.urls import reverse

from meetings.documents.crew import Crew
from meetings.models import AgendaSegment

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def block(meeting):
    """One that whoever leads the cohort leads."""
    first = meeting.segments.order_by("position").first()
    AgendaSegment.objects.filter(pk=first.pk).update(lead="regional_lead")
    return meeting.segments.get(pk=first.pk)


def test_in_a_region_it_is_the_regional_leads(meeting, own_title, block, regional_lead):
    assert (block.lead_word, Crew(meeting).leads(block)) == ("Regional lead", "Rosa")


def test_without_regions_it_is_the_coordinators(
    without_regions, cohort, facilitator, client_of, block
):
    meeting = cohort.meetings.get(position=1)
    block = meeting.segments.get(pk=block.pk)
    assert (block.lead_word, Crew(meeting).leads(block)) == 2 * ("Network coordinator",)
    edit = reverse("meetings:block-edit", args=[cohort.slug, meeting.position, block.pk])
    form = shown(client_of(facilitator).get(edit))
    assert '<option value="regional_lead" selected>Network coordinator</option>' in form
    person = factories.create_person("Cora Coordinator")
    factories.create_role(person, "state_staff", without_regions, starts_on=meeting.on)
    assert Crew(meeting).leads(block) == "Cora"
