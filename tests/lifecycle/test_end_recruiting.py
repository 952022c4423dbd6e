"""Ending recruiting closes the page, answers everybody who has no answer, and asks once."""

from datetime import timedelta

import pytest

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import Cohort, CohortPart, Letter, StaffAct
from lifecycle.actions.end_recruiting import end_recruiting
from lifecycle.actions.take_back import take_back

from .. import factories
from ..looks import act, is_look, press
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(regional_lead, client_of):
    return client_of(regional_lead)


@pytest.fixture
def recruiting(cohort):
    """One member, one on the waiting list, two without an answer."""
    factories.create_membership(cohort)
    for name in ["Ana Open", "Ben Open"]:
        factories.create_application(cohort, name)
    return cohort


def end(lead, cohort, **sent):
    return act(lead, f"/cohorts/{cohort.slug}/begin/", sent)


def test_it_asks_once_and_says_what_is_missing(recruiting, lead):
    page = shown(lead.get(f"/cohorts/{recruiting.slug}/begin/"))
    assert "2 without an answer" in page and "Ana Open" in page and "A facilitator" in page
    refused = shown(lead.post(f"/cohorts/{recruiting.slug}/begin/", {}))
    assert "Choose what those hear who have no answer." in refused
    recruiting.refresh_from_db()
    assert recruiting.is_recruiting and not Letter.objects.exists()


@pytest.mark.parametrize("answer, code", [("not_offered", "not-offered"), ("waiting", "waitlist")])
def test_the_undecided_have_an_answer_and_the_page_is_closed(
    recruiting, lead, client, answer, code
):
    address = f"/cohorts/{recruiting.slug}/begin/"
    look = lead.post(address, {"answer": answer})
    assert is_look(look) and "The application page closes" in shown(look)
    assert len(look.context["outcome"].letters) == 2 and not Letter.objects.exists()
    press(lead, look, address)
    assert {letter.code for letter in Letter.objects.all()} == {code}
    recruiting.refresh_from_db()
    part = recruiting.part(1)
    assert recruiting.status == "meeting" and part.closed_at and not part.takes_applications
    assert "form" not in client.get(f"/cohorts/{recruiting.slug}/apply/").context
    assert str(recruiting) not in shown(client.get("/"))


def test_whoever_had_begun_may_send_for_half_an_hour(recruiting, lead):
    end(lead, recruiting, answer="waiting")
    part = recruiting.part(1)
    assert not part.takes_applications and part.still_takes_what_was_begun
    CohortPart.objects.filter(pk=part.pk).update(closed_at=part.closed_at - timedelta(minutes=31))
    assert not recruiting.part(1).still_takes_what_was_begun


def test_taking_it_back(recruiting, lead, regional_lead):
    end(lead, recruiting, answer="not_offered")
    take_back(StaffAct.objects.get(), by=regional_lead)
    recruiting.refresh_from_db()
    assert recruiting.is_recruiting and recruiting.part(1).takes_applications
    assert {row.decision for row in recruiting.part(1).applications.all()} == {""}
    assert {letter.status for letter in Letter.objects.all()} == {"dropped"}


def test_it_is_refused_without_members_and_when_it_is_over(cohort, lead):
    with pytest.raises(ActRefused, match="Give seats first"):
        end_recruiting(cohort)
    factories.create_membership(cohort)
    end(lead, cohort)
    with pytest.raises(ActRefused, match="over already"):
        end_recruiting(cohort)
    page = lead.get(f"/cohorts/{cohort.slug}/begin/", follow=True)
    assert "Recruiting is over already" in shown(page)


def test_the_roll_of_a_later_part_goes_on(cohort, lead):
    """A part that is open later is ended by the same page; the cohort meets all the while."""
    factories.create_membership(cohort)
    end(lead, cohort)
    second = cohort.part(2)
    soon = factories.today() + timedelta(days=9)
    CohortPart.objects.filter(pk=second.pk).update(
        apply_by=soon, notice_on=soon, opened_at=Cohort.objects.get(pk=cohort.pk).published_at
    )
    assert cohort.recruiting_part == second and cohort.part(2).takes_applications
    end(lead, cohort)
    assert cohort.part(2).closed_at and not cohort.part(2).takes_applications
