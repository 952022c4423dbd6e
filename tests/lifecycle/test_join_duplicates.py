"""Two records that both have a row of which one person needs one: which of the two stays."""

from datetime import timedelta

import pytest
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import connection, models

from cohorts.models import CohortMembership, SignedFor
from community.models import ProfileAnswer
from guidebooks.models import Guidebook
from lifecycle.actions.join_acts import join_records
from lifecycle.actions.merge_duplicates import SPARE, MergeRefused
from lifecycle.actions.merge_log import columns_that_point_at
from lifecycle.actions.merge_persons import columns_to_move, merge_persons
from lifecycle.actions.undo_merge import undo_merge
from meetings.models import (
    SignInNumber,
)
from people.models import Person, PersonMerge
from recruitment.models import (
    Application,
    ApplicationDraft,
)

from .. import factories
from .test_join_relations import label, moment
from .test_person_join import rows

pytestmark = pytest.mark.django_db


def both_signed(one, two):
    for place in (one, two):
        SignedFor.objects.create(
            cohort=one.cohort, supervisor=place.person, supervisor_key="boss@example.org"
        )
    return lambda: SignedFor.objects.get().supervisor == one.person


def both_drafts(one, two, answers=("Ash", "Ash")):
    part = one.cohort.cohort_parts.first()
    for place, name in zip((one, two), answers, strict=True):
        ApplicationDraft.objects.create(
            cohort_part=part, person=place.person, answers={"name": [name]}
        )
    return lambda: ApplicationDraft.objects.get().person == one.person


def both_supervised(one, two):
    boss = factories.create_person()
    for place in (one, two):
        factories.create_supervision(boss, place.person)
    return lambda: boss.supervises.get().person == one.person


def both_supervise(one, two):
    below = factories.create_person()
    for place in (one, two):
        factories.create_supervision(place.person, below)
    return lambda: below.supervised_by.get().supervisor == one.person


def both_marked(one, two):
    meeting = one.cohort.meetings.get(position=1)
    factories.attend(meeting, one, status="absent")
    factories.attend(meeting, two)
    return lambda: one.attendances.get().status == "present"


def both_answered(one, two):
    """The later one is what she says now."""
    meeting = one.cohort.meetings.get(position=2)
    factories.create_reply(meeting, one, "coming", answered_at=moment())
    factories.create_reply(meeting, two, "not_coming")
    return lambda: one.replies.get().answer == "not_coming"


def both_numbered(one, two):
    """Neither number is free for somebody else afterwards."""
    meeting = one.cohort.meetings.get(position=1)
    for place, number in [(one, 1), (two, 2)]:
        SignInNumber.objects.create(meeting=meeting, membership=place, number=number)
    newcomer = factories.create_membership(one.cohort)
    numbered = meeting.sign_in_numbers.numbered
    return lambda: numbered([one, newcomer]) == [(2, one), (3, newcomer)]


def both_cards(one, two, words=("Music", "Music")):
    question = one.cohort.guidebook.profile_questions.first()
    for place, text in zip((one, two), words, strict=True):
        ProfileAnswer.objects.create(membership=place, question=question, text=text)
    return lambda: one.profile_answers.get().text == "Music"


def both_wish(one, two):
    topic = factories.create_topic(one.cohort, wanted_by=[one, two])
    return lambda: topic.voices.get().membership == one


def both_away(one, two, reasons=("Ill", "Ill")):
    for place, reason in zip((one, two), reasons, strict=True):
        place.gaps.create(
            left_on=factories.today() - timedelta(days=9),
            left_reason=reason,
            returned_on=factories.today() - timedelta(days=5),
            return_reason="Back",
            returned_by=factories.create_person(),
        )
    return lambda: one.gaps.get().left_reason == "Ill"


def both_seated(one, two):
    for place in (one, two):
        factories.create_application(
            one.cohort,
            membership=place,
            decision="seated",
            decided_at=moment(),
            decided_by=factories.create_person(),
        )
    return lambda: Application.objects.filter(withdrawn_at=None).get().membership == one


def both_renew(one, two):
    """The renewal that is decided stays."""
    part = factories.open_later_part(one.cohort, first_is_over=False)
    decided = {"decision": "renewed", "decided_at": moment(), "decided_by": one.person}
    for place, fields in [(one, {}), (two, decided)]:
        Application.objects.create(
            cohort_part=part, renews=place, person=place.person, name="N", email="", **fields
        )
    return lambda: one.renewals.get(withdrawn_at=None).decision == "renewed"


def both_went_on(one, two):
    target = factories.create_cohort(region=one.cohort.region, guidebook=one.cohort.guidebook)
    for place in (one, two):
        factories.create_membership(target, place.person, moved_from=place)
    return lambda: one.person.memberships.get(cohort=target).moved_from == one


def both_places(one, two):
    return lambda: one.cohort.memberships.get() == one


def both_changing(one, two):
    """Neither address that was asked for counts any more."""
    for number, place in enumerate((one, two)):
        place.person.address_changes.create(email=f"new{number}@example.org", asked_by=one.person)
    return lambda: one.person.address_changes.filter(dropped_at=None).count() == 0


#: {a column of which one person, or place, can have one row: rows that both have}.
BOTH = {
    "people.AddressChange.person": both_changing,
    "people.Supervision.person": both_supervised,
    "people.Supervision.supervisor": both_supervise,
    "cohorts.CohortMembership.person": both_places,
    "cohorts.CohortMembership.moved_from": both_went_on,
    "cohorts.MembershipGap.membership": both_away,
    "cohorts.SignedFor.supervisor": both_signed,
    "community.ProfileAnswer.membership": both_cards,
    "community.Voice.membership": both_wish,
    "meetings.Attendance.membership": both_marked,
    "meetings.Reply.membership": both_answered,
    "meetings.SignInNumber.membership": both_numbered,
    "recruitment.Application.membership": both_seated,
    "recruitment.Application.renews": both_renew,
    "recruitment.ApplicationDraft.person": both_drafts,
}


def named_by(constraint):
    if isinstance(constraint, ExclusionConstraint):
        parts = [part for expression, _ in constraint.expressions for part in expression.flatten()]
        return {part.name for part in parts if isinstance(part, models.F)}
    return set(getattr(constraint, "fields", ()))


def is_of_one(model, column):
    meta = model._meta
    rules = [named_by(rule) for rule in meta.constraints] + [set(u) for u in meta.unique_together]
    return meta.get_field(column).unique or any(column in rule for rule in rules)


def test_every_rule_of_one_row_is_tried():
    found = columns_to_move(Person) + columns_that_point_at(CohortMembership)
    assert {label(*pair) for pair in found if is_of_one(*pair)} == set(BOTH)
    assert set(SPARE) <= {name.rpartition(".")[0] for name in BOTH}


@pytest.fixture
def twins(cohort):
    """One human being, entered twice in one cohort."""
    return tuple(
        factories.create_membership(cohort, factories.create_person("Nora Blank")) for _ in range(2)
    )


@pytest.mark.parametrize("name", BOTH)
def test_both_have_one(twins, regional_lead, name):
    one, two = twins
    is_right = BOTH[name](one, two)
    connection.check_constraints()
    before = rows()
    merge = merge_persons(two.person, one.person, by=regional_lead)
    connection.check_constraints()
    assert is_right()
    undo_merge(merge, by=regional_lead)
    assert rows() == before


@pytest.mark.parametrize(
    ("both", "said"),
    [
        (both_cards, "a card in"),
        (both_drafts, "begun an application for"),
        (both_away, "a time away that includes the same days"),
    ],
)
def test_what_is_not_alike_refuses_in_words(twins, regional_lead, both, said):
    one, two = twins
    both(one, two, ("Music", "Chess"))
    before = rows()
    with pytest.raises(MergeRefused, match=said):
        merge_persons(two.person, one.person, by=regional_lead)
    assert rows() == before and not PersonMerge.objects.exists()


def test_a_row_that_something_needs_is_not_deleted(twins, monkeypatch):
    one, two = twins
    both_wish(one, two)
    monkeypatch.setattr("lifecycle.actions.merge_log.is_needed", lambda row: True)
    with pytest.raises(MergeRefused, match="Something else needs a row"):
        merge_persons(two.person, one.person)


def test_what_nobody_foresaw_refuses_in_words(twins):
    """Two people of one name cannot share one mailbox: the database says so."""
    one, two = twins
    owner = factories.create_person(email="office@example.org")
    shared = {"email": owner.email, "shares_mailbox": True}
    factories.create_person("Nora Ash", **shared)
    Person.objects.filter(pk=two.person_id).update(email_key=None, **shared)
    two.person.refresh_from_db()
    with pytest.raises(MergeRefused, match="cannot belong to one person"):
        merge_persons(
            two.person, one.person, values={"name": "Nora Ash", "email": "office@example.org"}
        )


def test_who_published_keeps_the_name_and_it_is_said(twins, cohort, regional_lead):
    one, two = twins
    with factories.as_draft(cohort.guidebook):
        Guidebook.objects.filter(pk=cohort.guidebook_id).update(
            created_by=two.person, published_by=two.person
        )
    outcome = join_records(one.person, two.person, by=regional_lead, values={})
    cohort.guidebook.refresh_from_db()
    assert cohort.guidebook.published_by == two.person
    said = [row.sentence for row in outcome.consequences]
    assert "guidebook stays under the name that closes" in said
