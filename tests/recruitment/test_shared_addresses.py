"""Applicants who share an address: staff read by whom, of the applications that they may read."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Cohort
from recruitment.models import Application
from recruitment.pages.shared_addresses import add_sharing

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db
OFFICE = "office@pine.example.org"


def board_of(cohort):
    return reverse("recruitment:application-list", args=[cohort.slug])


def shares(*others):
    """What stands beside a name whose address these applicants share."""
    links = ", ".join(f'<a href="{row.get_absolute_url()}">{row.name}</a>' for row in others)
    return f"Shares the address with {links}</span>"


def said_on(response):
    return " ".join(shown(response).split())


def test_the_board_and_the_application_name_who_shares_the_address(
    cohort, regional_lead, facilitator, client_of
):
    nora = factories.create_application(cohort, name="Nora Ash", email=OFFICE)
    ines = factories.create_application(cohort, name="Ines Bell", email=OFFICE)
    alone = factories.create_application(cohort, name="Uma Reed")
    for staff in (regional_lead, facilitator):
        browser = client_of(staff)
        for address in (board_of(cohort), reverse("recruitment:application-all")):
            page = said_on(browser.get(address))
            assert shares(ines) in page and shares(nora) in page
            assert page.count("Shares the address") == 2
        page = said_on(browser.get(nora.get_absolute_url()))
        assert shares(ines) in page and page.count("Shares the address") == 1
        assert "Shares the address" not in said_on(browser.get(alone.get_absolute_url()))


def test_another_region_is_not_named(cohort, regional_lead, state_staff, client_of):
    here = factories.create_application(cohort, name="Nora Ash", email=OFFICE)
    region = factories.create_region(9, network=cohort.network)
    elsewhere = factories.create_cohort(guidebook=cohort.guidebook, region=region)
    there = factories.create_application(elsewhere, name="Ines Bell", email=OFFICE)
    for address in (board_of(cohort), here.get_absolute_url()):
        page = said_on(client_of(regional_lead).get(address))
        assert "Shares the address" not in page and "Ines" not in page
        assert shares(there) in said_on(client_of(state_staff).get(address))


@pytest.mark.parametrize("name", ["Nora Ash", "N. Ash", "Nora Inés Ash"])
def test_one_person_twice_shares_nothing(cohort, regional_lead, client_of, name):
    factories.create_application(cohort, name="Nora Ash", email=OFFICE)
    later = factories.create_cohort(guidebook=cohort.guidebook, region=cohort.region)
    factories.create_application(later, name=name, email=OFFICE)
    assert "Shares the address" not in said_on(client_of(regional_lead).get(board_of(cohort)))


def test_who_withdrew_is_not_named(cohort, regional_lead, client_of):
    factories.create_application(cohort, name="Nora Ash", email=OFFICE)
    factories.create_application(
        cohort, name="Ines Bell", email=OFFICE, withdrawn_at=timezone.now()
    )
    page = said_on(client_of(regional_lead).get(board_of(cohort)))
    assert "Shares the address with <a" in page and page.count("Shares the address") == 1


def test_three_are_named_and_the_rest_is_counted(cohort, regional_lead, client_of):
    rows = [
        factories.create_application(cohort, name=name, email=OFFICE)
        for name in ["Abe Ash", "Bea Bell", "Cal Cole", "Dee Dunn", "Eve Ebb", "Flo Fay"]
    ]
    page = said_on(client_of(regional_lead).get(rows[0].get_absolute_url()))
    assert shares(*rows[1:4]).replace("</span>", " and 2 more</span>") in page


def test_one_query_for_one_and_for_300_applications(
    cohort, regional_lead, django_assert_num_queries
):
    first = factories.create_application(cohort, name="Nora Ash", email=OFFICE)
    rows = [
        Application(
            cohort_part=first.cohort_part,
            name=f"{'ABCDEFGHIJKLMNOPQRST'[place % 20]}{place} Bell",
            sort_name=f"bell {place}",
            email=f"office{place // 2}@pine.example.org",
            email_key=f"office{place // 2}@pine.example.org",
        )
        for place in range(299)
    ]
    Application.objects.bulk_create(rows)
    everything = list(Application.objects.select_related("cohort_part__cohort"))
    readable = Cohort.objects.recruited_by(regional_lead)
    for applications in (everything[:1], everything):
        with django_assert_num_queries(1):
            add_sharing(applications, readable)
            assert all(row.get_absolute_url() for a in applications for row in a.sharing)
    assert sum(len(row.sharing) for row in everything) == 298


def test_applicants_directors_and_members_do_not_read_it(cohort, participant, client_of):
    one = factories.create_application(cohort, name="Nora Ash", email=OFFICE, endorsed="waiting")
    factories.create_application(cohort, name="Ines Bell", email=OFFICE)
    for address in (board_of(cohort), one.get_absolute_url()):
        assert client_of(participant).get(address).status_code == 403
        assert Client().get(address).status_code == 302
