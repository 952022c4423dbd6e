"""Closed means closed, through every door: a completed cohort admits nobody, and a closed group
that meets only with the lead's reason, which is flagged wherever members are counted.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from recruitment.roster_import.import_roster import import_rows

from cohorts.actions.staff_roles import appoint
from cohorts.models import Admission, Cohort
from meetings.actions.admission import AdmissionRefused, admission_to, admit
from recruitment.actions.decisions import OfferRefused
from recruitment.actions.offers import offer_seats

from .. import factories
from ..looks import is_look, press
from ..shown import shown
from ..source_tree import ROOT

pytestmark = pytest.mark.django_db
REASON = "Her site joined the county in March"


def close(cohort, status="meeting"):
    """A closed group that meets, or is completed."""
    with factories.as_draft(cohort.guidebook) as guidebook:
        guidebook.parts.update(entry="closed", asks_sign_off=False)
    Cohort.objects.filter(pk=cohort.pk).update(status=status)
    cohort.refresh_from_db()
    return cohort


def offer_door(cohort, by):
    application = factories.create_application(cohort)
    offer_seats(cohort, [application], by=by)


def file_door(cohort, by):
    import_rows(cohort, [{"number": 2, "name": "Ana Reyes", "email": "ana@example.org"}], by=by)


def admission_door(cohort, by):
    with transaction.atomic():
        seat = cohort.seats.take_one()
        admit(cohort.part(1), factories.create_person(), seat, by=by)


def role_door(cohort, by):
    appoint(kind="greeter", email="gus@example.org", name="Gus", by=by, cohort=cohort)


#: Every verb that can seat or name somebody, and what it raises where it may not.
DOORS = {
    "offer": (offer_door, OfferRefused),
    "file": (file_door, ValueError),
    "admission": (admission_door, AdmissionRefused),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("status", ["meeting", "completed"])
def test_nobody_comes_in_by_this_door(cohort, regional_lead, door, status):
    verb, refusal = DOORS[door]
    with pytest.raises(refusal), transaction.atomic():
        verb(close(cohort, status), regional_lead)
    assert not cohort.memberships.exists() and cohort.seats.free().count() == 30


def test_a_completed_cohort_gives_no_role(cohort, regional_lead):
    with pytest.raises(ValueError, match="completed"):
        role_door(close(cohort, "completed"), regional_lead)


@pytest.mark.parametrize("status", ["meeting", "completed"])
def test_a_closed_group_takes_no_application(cohort, client, status):
    close(cohort, status)
    part = cohort.part(1)
    assert not part.takes_applications and not part.still_takes_what_was_begun
    assert "form" not in client.get(f"/cohorts/{cohort.slug}/apply/").context


def test_no_verb_makes_a_membership_but_the_one_that_asks():
    """`admit` is the only code outside of tests and the demonstration that makes one."""
    makers = [
        str(file.relative_to(ROOT))
        for package in ["accounts", "cohorts", "community", "dashboards", "evaluations"]
        + ["lifecycle", "meetings", "people", "recruitment", "cop_site"]
        for file in (ROOT / package).rglob("*.py")
        if "CohortMembership.objects.create(" in file.read_text()
        or "memberships.create(" in file.read_text()
    ]
    assert makers == ["meetings/actions/admission.py"]


def test_the_rule(cohort):
    part = cohort.part(1)
    assert admission_to(part) == Admission.OPEN
    first = cohort.meetings.get(position=1)
    factories.move_meeting(first, factories.today() - timedelta(days=1))
    assert admission_to(part) == Admission.WITH_REASON, "open until its first meeting"
    Cohort.objects.filter(pk=cohort.pk).update(status="completed")
    assert admission_to(Cohort.objects.get(pk=cohort.pk).part(1)) == Admission.NOBODY


def test_the_lead_lets_somebody_in_with_a_reason(cohort, regional_lead, client_of):
    close(cohort)
    application = factories.create_application(cohort, "Lena Late")
    browser, address = client_of(regional_lead), f"/cohorts/{cohort.slug}/applications/offer/"
    asked = browser.post(address, {"application": application.pk})
    assert "A seat in a closed group" in shown(asked) and "Lena Late" in shown(asked)
    empty = browser.post(address, {"application": application.pk, "late_reason": " "})
    assert "Write why they join now" in shown(empty)
    look = browser.post(address, {"application": application.pk, "late_reason": REASON})
    assert is_look(look) and REASON in shown(look) and not cohort.memberships.exists()
    press(browser, look, address)
    member = cohort.memberships.get()
    assert (member.late_reason, member.late_by) == (REASON, regional_lead)
    assert "Joined late" in shown(browser.get(f"/cohorts/{cohort.slug}/members/"))
    file = browser.get(f"/cohorts/{cohort.slug}/members.csv").getvalue().decode("utf-8-sig")
    assert REASON in file
    assert "1 joined late" in shown(browser.get(f"/cohorts/{cohort.slug}/results/"))


def test_a_reason_is_kept_only_where_it_is_needed(cohort, regional_lead):
    application = factories.create_application(cohort, endorsed=True)
    offer_seats(cohort, [application], by=regional_lead, late_reason=REASON)
    assert not cohort.memberships.get().is_late


def test_a_file_asks_for_the_reason_too(cohort, regional_lead, client_of):
    close(cohort)
    browser, address = client_of(regional_lead), f"/cohorts/{cohort.slug}/members/import/"
    pasted = "Name\tEmail\nAna Reyes\tana@example.org"
    check = browser.post(address, {"pasted": pasted})
    rows = check.context["confirm"].initial["rows"]
    again = browser.post(address, {"rows": rows, "late_reason": ""})
    assert "Write why they join now" in shown(again) and not cohort.memberships.exists()
    browser.post(address, {"rows": rows, "late_reason": REASON})
    assert cohort.memberships.get().late_reason == REASON


def test_a_completed_cohort_has_no_page_for_a_file(cohort, regional_lead, client_of):
    close(cohort, "completed")
    address = f"/cohorts/{cohort.slug}/members/import/"
    page = client_of(regional_lead).get(address, follow=True)
    assert page.redirect_chain and "nobody joins it any more" in shown(page)
