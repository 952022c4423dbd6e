"""A second decision before the letter of the first has left."""

import pytest

from cohorts.models import Letter
from recruitment.actions.offers import offer_seats
from recruitment.actions.waiting_list import put_on_waiting_list

from .. import factories

pytestmark = pytest.mark.django_db


def test_only_the_last_decision_is_told(cohort, regional_lead):
    application = factories.create_application(cohort, endorsed=True)
    put_on_waiting_list(cohort, application, by=regional_lead)
    assert list(Letter.objects.due().values_list("code", flat=True)) == ["waitlist"]
    offer_seats(cohort, [application], by=regional_lead)
    letters = Letter.objects.filter(code__in=["waitlist", "offer"]).order_by("pk")
    assert [(letter.code, letter.status) for letter in letters] == [
        ("waitlist", "dropped"),
        ("offer", "queued"),
    ]
