"""One clock for rows with a first and a last day: the one of the cohort, not the server's."""

from datetime import date, datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cohorts.access import access_of, cohorts_supervised_by, is_supervisor_of_member
from cohorts.actions.staff_roles import appoint, end_role
from cohorts.models import Cohort
from people.models import Supervision

from .. import factories

pytestmark = pytest.mark.django_db
EDMONTON = ZoneInfo("America/Edmonton")
NIGHT = date(2027, 3, 3)
#: An hour before midnight and half an hour after it; on the server's clock both are March 3.
MOMENTS = [
    datetime(2027, 3, 3, 23, 30, tzinfo=EDMONTON),
    datetime(2027, 3, 4, 0, 30, tzinfo=EDMONTON),
]


@pytest.fixture
def northern(cohort):
    Cohort.objects.filter(pk=cohort.pk).update(time_zone="America/Edmonton")
    cohort.refresh_from_db()
    return cohort


def at(moment):
    return mock.patch.object(timezone, "now", return_value=moment)


@pytest.mark.parametrize("moment", MOMENTS, ids=["23:30", "00:30"])
def test_a_role_counts_from_the_moment_it_is_given(northern, moment):
    """F20: made facilitator at 00:49 in Edmonton, refused on every page a minute later."""
    with at(moment):
        role = appoint(
            kind="facilitator", email="a@example.org", name="Ambrose", by=None, cohort=northern
        )
        assert role.starts_on == moment.date()
        assert access_of(role.person, northern).audiences == {"facilitator"}
        end_role(role)
        assert access_of(role.person, northern).audiences == frozenset()


@pytest.mark.parametrize("moment", MOMENTS, ids=["23:30", "00:30"])
def test_the_wall_stands_from_the_moment_somebody_supervises(northern, participant, moment):
    director = factories.create_person()
    with at(moment):
        Supervision.objects.ensure(director, participant, on=northern.today)
        assert is_supervisor_of_member(director, northern)
        assert list(cohorts_supervised_by(director, Cohort.objects.all())) == [northern]


def test_the_last_day_is_the_cohorts_too(northern, participant):
    """It ends with March 3 in Edmonton, an hour before the server's March 3 does."""
    director = factories.create_person()
    factories.create_supervision(
        director, participant, starts_on=NIGHT - timedelta(days=9), ends_on=NIGHT
    )
    role = factories.create_role(
        director, "greeter", northern, starts_on=NIGHT - timedelta(days=9), ends_on=NIGHT
    )
    for moment, holds in zip(MOMENTS, [True, False], strict=True):
        with at(moment):
            assert is_supervisor_of_member(director, northern) is holds
            found = cohorts_supervised_by(director, Cohort.objects.all())
            assert found.exists() is holds
            assert access_of(role.person, northern).is_one_of("greeter") is holds


def test_a_role_of_a_region_is_read_in_the_zone_of_its_network(northern, regional_lead):
    role = regional_lead.staff_roles.get()
    role.starts_on, role.ends_on = NIGHT - timedelta(days=9), NIGHT
    role.save()
    with at(MOMENTS[1]):  # 23:30 of March 3 in Los Angeles
        assert access_of(regional_lead, northern).is_one_of("lead")
        assert role.today == NIGHT
