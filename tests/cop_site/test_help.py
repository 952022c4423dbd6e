"""The page Help: whom to call, by role and cohort, and what is asked most."""

from datetime import timedelta

import pytest
from django.test import Client

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def help_of(client_of):
    return lambda person: shown(client_of(person).get("/help/"))


def test_visitors_get_a_new_link_and_a_public_contact_but_no_person(facilitator):
    page = shown(Client().get("/help/"))
    assert "/sign-in/" in page and "mailto:hallway@example.org" in page
    assert facilitator.name not in page and facilitator.email not in page


def test_by_a_link_of_a_director_it_names_the_contact_of_the_cohort(cohort, link_client):
    application = factories.create_application(cohort, endorsed="waiting")
    director = link_client("sign-off", application=application, address=application.director_email)
    page = shown(director.get("/help/"))
    assert "Connie Contact" in page and str(cohort) in page


def test_members_and_greeters_see_who_facilitates(
    help_of, facilitator, regional_lead, participant, graduate, withdrawn, greeter
):
    facilitator.phone = "555 0107"
    facilitator.save()
    for person in [participant, graduate, withdrawn, greeter]:
        page = help_of(person)
        assert facilitator.name in page and "tel:555 0107" in page, person
        assert regional_lead.name not in page, person


def test_nobody_is_told_to_call_where_only_an_address_is_there(help_of, facilitator, participant):
    page = help_of(participant)
    assert "After that, write." in page and "Who to write to" in page
    assert "On the day itself, call." not in page and "Who to call" not in page
    facilitator.phone = "555 0107"
    facilitator.save()
    page = help_of(participant)
    assert "On the day itself, call." in page and "Who to call" in page


def test_who_is_no_member_any_more_reads_other_questions(
    help_of, facilitator, participant, graduate, withdrawn
):
    assert "I need something in the room" in help_of(participant)
    for person in [graduate, withdrawn]:
        page = help_of(person)
        assert "Can I take part again?" in page and 'href="/?groups"' in page, person
        assert "I need something in the room" not in page, person


def test_a_group_without_facilitators_sees_who_leads_it(help_of, regional_lead, participant):
    assert regional_lead.name in help_of(participant)


def test_applicants_and_directors_see_who_leads(
    help_of, facilitator, regional_lead, applicant, supervisor
):
    for person, asked in [(applicant, "What applicants ask"), (supervisor, "What directors ask")]:
        page = help_of(person)
        assert regional_lead.email in page and facilitator.name not in page and asked in page


def test_staff_see_who_leads_and_who_works_for_the_state(
    help_of, facilitator, regional_lead, state_staff
):
    page = help_of(facilitator)
    assert regional_lead.name in page and state_staff.name in page and "operations.md" in page
    assert state_staff.name in help_of(regional_lead)


def test_staff_read_of_completed_cohorts_only_for_a_while(
    help_of, cohort, facilitator, regional_lead
):
    """Their regional lead stays whom to call, wherever they have no other cohort."""
    second = factories.create_cohort(slug="second", name="The second", guidebook=cohort.guidebook)
    factories.create_role(facilitator, "facilitator", second)
    assert "The second" in help_of(facilitator)
    second.status = "completed"
    second.save()
    for days_ago, is_there in [(60, True), (61, False)]:
        second.meetings.update(on=factories.today() - timedelta(days=days_ago))
        page = help_of(facilitator)
        assert ("The second" in page, "Region 8 cohort" in page) == (is_there, True), days_ago
    facilitator.staff_roles.get(cohort=cohort).delete()
    page = help_of(facilitator)
    assert "The second" in page and regional_lead.name in page


def test_whoever_has_no_cohort_gets_the_public_contact(help_of, cohort):
    stranger = factories.create_person("Nina Nobody", "nina@example.org")
    assert "mailto:hallway@example.org" in help_of(stranger)


def test_nobody_is_shown_the_people_of_other_cohorts(help_of, facilitator, outsider):
    assert facilitator.name not in help_of(outsider)


def test_the_page_costs_the_same_for_one_and_for_many_cohorts(
    client_of, participant, cohort, django_assert_max_num_queries
):
    for n in range(8):
        other = factories.create_cohort(slug=f"more-{n}", guidebook=cohort.guidebook)
        factories.create_membership(other, participant)
        factories.create_role(participant, "facilitator", other)
    browser = client_of(participant)
    with django_assert_max_num_queries(25):
        browser.get("/help/")
