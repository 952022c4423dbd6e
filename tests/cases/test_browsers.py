"""Cases G from outside: what browsers keep, fill in and send."""

import re

import pytest

from recruitment.models import Application

from .. import factories
from ..applying import check, fill_in, send, step_of
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(cohort, settings):
    settings.APPLICATION_SECONDS_AT_LEAST = 0
    return factories.create_county(cohort.region, "Ventura")


def test_g03_a_double_tap_makes_one_application(client, cohort, county):
    fill_in(client, cohort, county)
    for _twice in range(2):
        send(client, cohort)
    assert Application.objects.count() == 1


def test_g06_no_browser_puts_the_applicant_where_the_director_is_asked_for(client, cohort, county):
    fill_in(client, cohort, county)
    page = shown(client.get(step_of(cohort, "site")))
    for name in ["director_name", "director_email"]:
        field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
        assert 'autocomplete="off"' in field


def test_g07_a_number_with_an_extension_is_taken_as_in_a_file(client, cohort, county):
    fill_in(client, cohort, county, phone="+1 (555) 555-0116 ext. 4")
    assert "+1 (555) 555-0116 ext. 4" in shown(client.get(check(cohort)))
