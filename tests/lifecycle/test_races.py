"""Many at once: one seat for several who return, and two records that are joined crosswise.

Each race runs a second time against a mutant without its lock: it must go wrong.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.actions.capacity import set_capacity
from cohorts.actions.staff_acts import ActRefused
from cohorts.models import CohortMembership, MembershipGap, Seat
from cohorts.models.seat import SeatQuerySet
from lifecycle.actions import member_moves, member_returns, merge_persons, undo_merge
from people.models import Person, PersonMerge

from .. import factories
from ..races import all_at_once, slowly, without

pytestmark = pytest.mark.django_db(transaction=True)


def take_carelessly(seats):
    """A mutant of `take_one` without its lock."""
    seat = seats.free().order_by("number").first()
    if seat:
        Seat.objects.filter(pk=seat.pk).update(taken_at=timezone.now())
    return seat


def returns_at_once(cohort, by, *, seats, number):
    """So many who left come back at once to so many free seats."""
    gone = []
    for _ in range(number):
        member = factories.create_membership(cohort)
        member.leave(reason="Away", on=factories.today() - timedelta(days=9))
        gone.append(member)
    set_capacity(cohort, seats=seats)
    with slowly("cohorts_seat", "UPDATE"):
        return all_at_once(
            *[
                lambda m=m: member_returns.return_member(
                    m, on=factories.today(), reason="Back", by=by
                )
                for m in gone
            ]
        )


def test_ten_return_to_three_seats(cohort, regional_lead):
    results = returns_at_once(cohort, regional_lead, seats=3, number=10)
    assert [type(result) for result in results].count(ActRefused) == 7
    current = CohortMembership.objects.current().filter(cohort=cohort)
    assert current.count() == current.values("seat").distinct().count() == 3
    assert MembershipGap.objects.count() == 3 and not cohort.seats.free().exists()


@pytest.mark.audit
def test_the_mutant_without_lock_and_constraint_seats_more(cohort, regional_lead, monkeypatch):
    monkeypatch.setattr(SeatQuerySet, "take_one", take_carelessly)
    with without("cohorts_cohortmembership", "seat_holds_one_member"):
        returns_at_once(cohort, regional_lead, seats=3, number=10)
        assert CohortMembership.objects.current().filter(cohort=cohort).count() > 3


def one_return_ten_times(cohort, by):
    member = factories.create_membership(cohort)
    member.leave(reason="Away", on=factories.today() - timedelta(days=9))
    with slowly("cohorts_seat", "UPDATE"):
        results = all_at_once(
            *[
                lambda: member_returns.return_member(
                    member, on=factories.today(), reason="Back", by=by
                )
            ]
            * 10
        )
    return results, Seat.objects.filter(cohort=cohort).exclude(taken_at=None).count()


def test_one_who_returns_ten_times_at_once_takes_one_seat(cohort, regional_lead):
    results, taken = one_return_ten_times(cohort, regional_lead)
    assert [type(result) for result in results].count(ActRefused) == 9
    assert taken == MembershipGap.objects.count() == 1


@pytest.mark.audit
def test_the_mutant_that_does_not_lock_the_member_takes_more(cohort, regional_lead, monkeypatch):
    def unlocked(membership):
        return CohortMembership.objects.get(pk=membership.pk)

    monkeypatch.setattr(member_returns, "lock_member_who_left", unlocked)
    with without("cohorts_membershipgap", "membership_gaps_do_not_overlap"):
        _results, taken = one_return_ten_times(cohort, regional_lead)
        assert taken > 1


def moves_at_once(cohort, by):
    other = factories.create_cohort(slug="other", guidebook=cohort.guidebook, capacity=2)
    members = factories.create_members(cohort, 8)
    with slowly("cohorts_seat", "UPDATE"):
        results = all_at_once(
            *[lambda m=m: member_moves.move_member(m, other, by=by) for m in members]
        )
    return results, CohortMembership.objects.current().filter(cohort=other).count()


def test_eight_move_to_two_seats(cohort, regional_lead):
    results, there = moves_at_once(cohort, regional_lead)
    assert [type(result) for result in results].count(ActRefused) == 6 and there == 2
    assert CohortMembership.objects.current().count() == 8, "who has no seat there stays here"


@pytest.mark.audit
def test_the_mutant_that_takes_any_seat_moves_more(cohort, regional_lead, monkeypatch):
    monkeypatch.setattr(SeatQuerySet, "take_one", take_carelessly)
    with without("cohorts_cohortmembership", "seat_holds_one_member"):
        _results, there = moves_at_once(cohort, regional_lead)
        assert there > 2


def crosswise(cohort):
    """Two people join the same two records at once, each the other way round."""
    one, other = factories.create_person(), factories.create_person()
    factories.create_membership(cohort, one)
    with slowly("people_person", "UPDATE"):
        results = all_at_once(
            lambda: merge_persons.merge_persons(one, other),
            lambda: merge_persons.merge_persons(other, one),
        )
    return results, Person.objects.filter(pk__in=[one.pk, other.pk], is_active=True).count()


def test_two_records_joined_both_ways_at_once_are_one_record(cohort):
    results, active = crosswise(cohort)
    assert sorted(type(result).__name__ for result in results) == ["MergeRefused", "PersonMerge"]
    assert active == 1 and PersonMerge.objects.count() == 1


@pytest.mark.audit
def test_the_mutant_without_locks_closes_both_or_stumbles(cohort, monkeypatch):
    def unlocked(person, other):
        return Person.objects.get(pk=person.pk), Person.objects.get(pk=other.pk)

    monkeypatch.setattr(merge_persons, "lock_persons", unlocked)
    results, active = crosswise(cohort)
    names = sorted(type(result).__name__ for result in results)
    assert (names, active) != (["MergeRefused", "PersonMerge"], 1)


def undone_ten_times(cohort, by):
    kept, merged = factories.create_person(), factories.create_person()
    factories.create_membership(cohort, merged)
    merge = merge_persons.merge_persons(merged, kept)
    with slowly("people_person", "UPDATE"):
        return all_at_once(*[lambda: undo_merge.undo_merge(merge, by=by)] * 10)


def test_a_joining_is_undone_once(cohort, regional_lead):
    results = undone_ten_times(cohort, regional_lead)
    assert [type(result) for result in results].count(ActRefused) == 9
    assert Person.objects.filter(merged_into=None, is_active=False).count() == 0


@pytest.mark.audit
def test_the_mutant_that_does_not_lock_undoes_it_often(cohort, regional_lead, monkeypatch):
    def unlocked(person, other):
        return Person.objects.get(pk=person.pk), Person.objects.get(pk=other.pk)

    monkeypatch.setattr(undo_merge, "lock_persons", unlocked)
    monkeypatch.setattr(
        "lifecycle.actions.undo_merge.PersonMerge.objects.select_for_update",
        PersonMerge.objects.all,
    )
    results = undone_ten_times(cohort, regional_lead)
    assert [type(result) for result in results].count(ActRefused) < 9
