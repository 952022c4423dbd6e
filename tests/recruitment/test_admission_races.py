"""Joining and ending at once, and two clicks of a renewal; each race runs a second time against a
mutant, which must go wrong.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.actions.capacity import set_capacity
from cohorts.models import Cohort, CohortMembership
from lifecycle.actions.graduation import complete_cohort
from meetings.actions import admission
from recruitment.actions import renewals
from recruitment.actions.decisions import OfferRefused
from recruitment.actions.offers import offer_seats
from recruitment.models import Application

from .. import factories
from ..races import all_at_once, once_somebody_writes, slowly, without

pytestmark = pytest.mark.django_db(transaction=True)
THE_COHORT_IS_COMPLETED = "EXISTS (SELECT FROM cohorts_cohort WHERE status = 'completed')"


def join_while_it_is_completed(cohort, lead):
    """What the offer and the completion came to."""
    factories.create_membership(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(status="meeting")
    now = timezone.now()
    cohort.meetings.update(attendance_closed_at=now, attendance_closed_by=lead, first_closed_at=now)
    application = factories.create_application(cohort, endorsed=True)
    with slowly("cohorts_cohortmembership", "INSERT", until=THE_COHORT_IS_COMPLETED):
        return all_at_once(
            lambda: offer_seats(cohort, [application], by=lead, late_reason="Late"),
            lambda: once_somebody_writes(lambda: complete_cohort(cohort)),
        )


def test_nobody_joins_while_the_cohort_is_completed(cohort, regional_lead):
    offered, _completed = join_while_it_is_completed(cohort, regional_lead)
    assert isinstance(offered, OfferRefused)
    assert CohortMembership.objects.filter(cohort=cohort).count() == 1
    assert cohort.seats.free().count() == 29, "the seat is free again"


@pytest.mark.audit
def test_the_mutant_that_asks_only_before_lets_somebody_in(cohort, regional_lead, monkeypatch):
    monkeypatch.setattr(admission, "as_it_is_now", lambda cohort_part: cohort_part)
    offered, _completed = join_while_it_is_completed(cohort, regional_lead)
    assert isinstance(offered, list)
    assert Cohort.objects.get(pk=cohort.pk).is_completed
    assert CohortMembership.objects.filter(cohort=cohort).count() == 2


def two_clicks(cohort):
    with factories.as_draft(cohort.guidebook) as guidebook:
        guidebook.parts.update(asks_sign_off=False)
    member = factories.create_membership(cohort)
    part = factories.open_later_part(cohort)
    with slowly("recruitment_application", "INSERT"):
        return all_at_once(*[lambda: renewals.renew(member, part, by=member.person)] * 8)


def test_eight_clicks_are_one_renewal(cohort):
    results = two_clicks(cohort)
    assert {type(result) for result in results} == {Application}
    assert len({result.pk for result in results}) == 1


@pytest.mark.audit
def test_the_mutant_without_lock_and_constraint_renews_often(cohort, monkeypatch):
    monkeypatch.setattr(renewals, "lock", lambda membership: membership)
    with without("recruitment_application", "application_renews_once_a_part"):
        two_clicks(cohort)
        assert Application.objects.renewals().count() > 1


def test_seats_that_go_while_they_are_offered(cohort, regional_lead):
    """Whatever comes first, nobody sits on a seat that is gone."""
    applications = [factories.create_application(cohort, endorsed=True) for _ in range(8)]
    offers = [lambda a=a: offer_seats(cohort, [a], by=regional_lead) for a in applications]
    with slowly("cohorts_seat", "UPDATE"):
        all_at_once(*offers, lambda: set_capacity(cohort, seats=3))
    members = CohortMembership.objects.filter(cohort=cohort).count()
    taken = cohort.seats.count() - cohort.seats.free().count()
    assert members == taken <= cohort.seats.count()


def test_a_group_that_has_met_is_closed_for_an_offer_that_was_looked_at_before(
    cohort, regional_lead
):
    """The rule is asked when the seat is given, not when the page was drawn."""
    application = factories.create_application(cohort, endorsed=True)
    factories.move_meeting(cohort.meetings.get(position=1), factories.today() - timedelta(days=1))
    with pytest.raises(OfferRefused, match="closed"):
        offer_seats(cohort, [application], by=regional_lead)
