"""Roles are called as their network calls them: not every network has a state, or regions."""

import pytest
from django.urls import reverse

from cohorts.models import StaffRole
from guidebooks.actions.drafts import start_version
from lib.text import inside_sentence

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db

Kind = StaffRole.Kind


def test_a_role_is_called_as_its_network_says(cohort, own_title):
    titles = {kind: kind.title_in(own_title) for kind in Kind}
    labels = {kind: str(kind.label) for kind in Kind}
    assert titles == labels | {Kind.STATE_STAFF: "Network coordinator"}
    assert Kind.STATE_STAFF.title_in(factories.create_network("another")) == "State staff"


def test_whoever_leads_without_a_region_coordinates_the_network(cohort, without_regions):
    assert cohort.lead_title == "Network coordinator"
    cohort.region = factories.create_region(7, without_regions)
    assert cohort.lead_title == "Regional lead"


@pytest.mark.parametrize(
    ("title", "within"),
    [
        ("Network coordinator", "network coordinator"),
        ("CAN lead", "CAN lead"),
        ("Órgano rector", "órgano rector"),
        ("", ""),
    ],
)
def test_a_title_within_a_sentence(title, within):
    assert inside_sentence(title) == within


# --- what a lead reads about who publishes --------------------------------------------------------


def test_a_lead_reads_who_publishes_a_version(cohort, own_title, regional_lead, client_of):
    browser = client_of(regional_lead)
    draft = start_version(cohort.guidebook, by=regional_lead)[0]
    detail = reverse("guidebook_editor:draft-detail", args=[draft.pk])
    propose = reverse("guidebook_editor:draft-propose", args=[draft.pk])
    who = f"The network coordinator of {own_title}"
    assert f"{who} can publish it." in shown(browser.get(reverse("guidebook_editor:draft-list")))
    assert f"{who} can publish it, or return it with a sentence." in shown(browser.get(detail))
    assert "1 version waits for the network coordinator" in shown(browser.post(propose))
    draft.proposals.create(proposed_by=regional_lead)
    proposed = shown(browser.get(detail))
    assert f"It waits for the network coordinator of {own_title}." in proposed
    assert f"{who} can publish it, or return it; it is on the page Today." in proposed
    refused = browser.post(reverse("guidebook_editor:draft-return", args=[draft.pk]))
    assert (refused.status_code, "Those who coordinate a network" in shown(refused)) == (403, True)


def test_who_leads_and_coordinates_elsewhere_reads_who_publishes_here(
    cohort, own_title, regional_lead, client_of
):
    factories.create_role(regional_lead, "state_staff", factories.create_network("another"))
    draft = start_version(cohort.guidebook, by=regional_lead)[0]
    refused = client_of(regional_lead).post(
        reverse("guidebook_editor:draft-return", args=[draft.pk])
    )
    assert f"The network coordinator of {own_title} can publish it" in shown(refused)


# --- a refusal says who may -----------------------------------------------------------------------


def test_a_page_for_others_names_their_roles(cohort, own_title, participant, greeter, client_of):
    refused = client_of(participant).get(reverse("cohorts:member-list", args=[cohort.slug]))
    assert refused.status_code == 403
    assert (
        "This page is for others in this cohort: Facilitator, Co-facilitator, Regional lead, "
        "Network coordinator."
    ) in shown(refused)
    replying = client_of(greeter).get(reverse("meetings:reply", args=[cohort.slug, 1]))
    assert replying.status_code == 403 and "this cohort: Members." in shown(replying)


def test_without_regions_nobody_is_a_regional_lead(cohort, without_regions, participant, client_of):
    refused = client_of(participant).get(reverse("cohorts:member-list", args=[cohort.slug]))
    assert "Regional lead" not in shown(refused)
