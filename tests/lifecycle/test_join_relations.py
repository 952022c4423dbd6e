"""Joining two records, relation by relation: each row goes over, goes away by a table, stays
because it is frozen, or refuses in a sentence; and undoing brings each back.
"""

from datetime import timedelta

import pgtrigger
import pytest
from django.db import connection, models, transaction
from django.utils import timezone

from cohorts.models import Duty, DutyRequest, SignedFor
from guidebooks.models import AcceptedText, CatalogWithdrawal, Guidebook, Proposal
from lifecycle.actions.merge_duplicates import FROZEN
from lifecycle.actions.merge_persons import columns_to_move, merge_persons
from lifecycle.actions.undo_merge import undo_merge
from meetings.models import (
    ActivityRun,
    AttendanceReopening,
    DateCorrection,
    NotNeeded,
)
from people.actions.change_person import change_person
from people.models import Person
from recruitment.models import (
    Application,
    ApplicationDraft,
    EndorsementAction,
    Offer,
    RosterImport,
)

from .. import factories

pytestmark = pytest.mark.django_db


def moment():
    return timezone.now() - timedelta(hours=1)


#: What a column needs beside the person, where the row has nobody there yet.
BESIDE = {
    "cohorts.CohortMembership.late_by": {"late_reason": "Asked for it"},
    "cohorts.StaffAct.undone_by": {"undone_at": moment},
    "guidebooks.CatalogWithdrawal.put_back_by": {"put_back_at": moment},
    "guidebooks.Proposal.answered_by": {"answer": "published", "answered_at": moment},
    "meetings.Meeting.called_off_by": {
        "called_off_at": moment,
        "called_off_reason": "Snow",
        "first_closed_at": None,
        "attendance_closed_at": None,
        "attendance_closed_by": None,
    },
    "meetings.AttendanceReopening.closed_again_by": {"closed_again_at": timezone.now},
    "meetings.LogisticsItem.done_by": {"done_at": moment},
    "people.ProgramSite.closed_by": {"closed_on": factories.today},
    "recruitment.Application.decided_by": {"decision": "waiting", "decided_at": moment},
    "cohorts.CohortPart.closed_by": {"opened_at": moment, "closed_at": timezone.now},
    "recruitment.RosterImport.undone_by": {"undone_at": timezone.now},
}


@pytest.fixture
def everything(house):
    """At least one row of every model that points at a person."""
    own, staff = house.own, house.people["facilitator"]
    member, meeting = own.memberships.first(), own.meetings.get(position=1)
    published = own.guidebook
    draft = Guidebook.objects.filter(published_at=None).first()
    change_person(member.person, by=staff, reason="Wrote it so", phone="555-0199")
    CatalogWithdrawal.objects.create(
        network=own.network, guidebook_slug=published.slug, withdrawn_by=staff
    )
    AcceptedText.objects.create(guidebook=draft, about="number", digest="1", accepted_by=staff)
    Proposal.objects.create(guidebook=draft, proposed_by=staff)
    DutyRequest.objects.create(duty=Duty.objects.first(), member=member, asked_by=staff)
    member.gaps.create(
        left_on=factories.today() - timedelta(days=9),
        left_reason="Away",
        returned_on=factories.today() - timedelta(days=5),
        return_reason="Back",
        returned_by=staff,
    )
    member.person.addresses.create(email="further@example.org", verified_at=timezone.now())
    SignedFor.objects.create(cohort=own, supervisor=staff, supervisor_key="s@example.org")
    DateCorrection.objects.create(
        meeting=meeting,
        corrected_by=staff,
        reason="It was a day later",
        was_on=meeting.on,
    )
    NotNeeded.objects.create(meeting=meeting, said_by=staff, code="place")
    RosterImport.objects.filter(imported_at=None).delete()
    ActivityRun.objects.create(segment=meeting.segments.first(), hazards_checked_by=staff)
    AttendanceReopening.objects.create(meeting=meeting, reopened_by=staff, reason="One was late")
    application = Application.objects.filter(renews=None).first()
    ApplicationDraft.objects.create(cohort_part=application.cohort_part, person=member.person)
    EndorsementAction.objects.create(
        endorsement=application.endorsements.first(), kind="requested", by=staff
    )
    Offer.objects.create(
        application=application,
        seat=own.seats.free().first(),
        offered_by=staff,
    )
    return house


def label(model, column):
    return f"{model._meta.label}.{column}"


def values_of(row):
    return type(row)._base_manager.filter(pk=row.pk).values().first() or {}


def outcome(model, column):
    """What joining does with a row in which this column names the record that closes."""
    person, kept = factories.create_person(), factories.create_person()
    # one in which somebody stands there already, if there is any
    row = model._base_manager.order_by(models.F(column).asc(nulls_last=True), "pk").first()
    assert row, f"No row of {model._meta.label}"
    beside = BESIDE.get(label(model, column), {})
    values = {name: value() if callable(value) else value for name, value in beside.items()}
    with pgtrigger.ignore("guidebooks.Guidebook:published_stays"):
        model._base_manager.filter(pk=row.pk).update(**{column: person}, **values)
    connection.check_constraints()
    before = values_of(row)
    merge = merge_persons(person, kept)
    who = values_of(row).get(f"{column}_id")
    found = {kept.pk: "goes over", person.pk: "stays", None: "goes"}[who]
    undo_merge(merge, by=kept)
    assert values_of(row) == before
    return found


def test_every_row_goes_over_and_comes_back(everything):
    found = {}
    for model, column in columns_to_move(Person):
        with transaction.atomic():
            found[label(model, column)] = outcome(model, column)
            transaction.set_rollback(True)
    frozen = {"guidebooks.Guidebook.created_by", "guidebooks.Guidebook.published_by"}
    assert found == dict.fromkeys(found, "goes over") | dict.fromkeys(frozen, "stays")
    assert {name.rpartition(".")[0] for name in frozen} == set(FROZEN)
