"""A part that is closed takes nobody once the cohort meets; where no director signs,
sending is enough.
"""

from datetime import timedelta

import pytest

from lifecycle.actions.end_recruiting import end_recruiting
from recruitment.actions.decisions import OfferRefused
from recruitment.actions.offers import offer_seats

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(cohort):
    """A cohort whose part is closed and asks for no signature."""
    with factories.as_draft(cohort.guidebook) as guidebook:
        guidebook.parts.update(entry="closed", asks_sign_off=False)
    cohort.cohort_parts.filter(part__number=1).update(
        apply_by=factories.today() + timedelta(days=9),
        notice_on=factories.today() + timedelta(days=12),
    )
    return cohort


def test_no_signature_is_needed_where_none_is_asked(closed, regional_lead, client_of):
    application = factories.create_application(closed)
    page = shown(client_of(regional_lead).get(f"/cohorts/{closed.slug}/applications/"))
    assert (
        "Complete" in page
        and "Waiting for director" not in page
        and "Remind the directors" not in page
    )
    offer_seats(closed, [application], by=regional_lead)
    application.refresh_from_db()
    assert (
        application.decision == "seated"
        and not application.membership.person.supervised_by.exists()
    )


def test_it_begins_when_everybody_has_an_answer(closed, regional_lead, client_of):
    seated, waiting = factories.create_application(closed), factories.create_application(closed)
    offer_seats(closed, [seated], by=regional_lead)
    browser, address = client_of(regional_lead), f"/cohorts/{closed.slug}/begin/"
    assert "Choose what those hear who have no answer" in shown(browser.post(address, follow=True))
    closed.refresh_from_db()
    assert closed.is_recruiting
    offer_seats(closed, [waiting], by=regional_lead)
    act(browser, address)
    closed.refresh_from_db()
    assert closed.status == "meeting"


def test_nobody_joins_once_it_meets(closed, regional_lead, client):
    offer_seats(closed, [factories.create_application(closed)], by=regional_lead)
    assert client.get(f"/cohorts/{closed.slug}/apply/").context["form"]
    end_recruiting(closed)
    assert "form" not in client.get(f"/cohorts/{closed.slug}/apply/").context
    with pytest.raises(OfferRefused, match="closed"):
        offer_seats(closed, [factories.create_application(closed)], by=regional_lead)


def test_an_open_part_closes_too_when_recruiting_ends(cohort, regional_lead, client):
    cohort.cohort_parts.filter(part__number=1).update(
        apply_by=factories.today() + timedelta(days=9),
        notice_on=factories.today() + timedelta(days=12),
    )
    offer_seats(cohort, [factories.create_application(cohort, endorsed=True)], by=regional_lead)
    assert client.get(f"/cohorts/{cohort.slug}/apply/").context["form"]
    end_recruiting(cohort)
    assert "form" not in client.get(f"/cohorts/{cohort.slug}/apply/").context
    offer_seats(cohort, [factories.create_application(cohort, endorsed=True)], by=regional_lead)
