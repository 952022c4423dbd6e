"""Two records of one person become one, and two again."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Event

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import Letter
from lifecycle.actions.join_acts import join_records
from lifecycle.actions.member_moves import move_member
from lifecycle.actions.merge_persons import merge_persons
from lifecycle.actions.undo_merge import forget_steps, undo_merge
from people.models import Person, PersonMerge
from recruitment.models import Application

from .. import factories
from ..looks import act, is_look
from ..shown import shown
from ..source_tree import our_models
from ..test_looks import every_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins(cohort):
    """Nora, entered twice in one cohort (D05), and once marked here on each record."""
    one = factories.create_membership(cohort, factories.create_person("Nora Blank", ""))
    two = factories.create_membership(
        cohort, factories.create_person("Nora Blank", "n@example.org")
    )
    return one, two


def address(person, other=None):
    page = reverse("lifecycle:person-join", args=[person.pk])
    return f"{page}?other={other.pk}" if other else page


def rows():
    """Every table but those that keep what was."""
    kept = [model for model in our_models() if issubclass(model, Event) or model is PersonMerge]
    named = {f'"{model._meta.db_table}"' for model in kept}
    return {table: found for table, found in every_row().items() if table not in named}


def test_twins_are_pointed_out(twins, cohort, regional_lead, client_of):
    one, two = twins
    page = shown(client_of(regional_lead).get(one.get_absolute_url()))
    assert address(one.person, two.person) in page and "The same as" in page
    members = reverse("cohorts:member-list", args=[cohort.slug])
    assert address(one.person, two.person) in shown(client_of(regional_lead).get(members))


def test_both_are_shown_and_one_stays(twins, cohort, regional_lead, client_of):
    one, two = twins
    browser, page = client_of(regional_lead), address(one.person, two.person)
    side_by_side = shown(browser.get(page))
    assert "n@example.org" in side_by_side and "This record stays" in side_by_side
    look = browser.post(page, {"email": "other"})
    assert is_look(look)
    said = shown(look)
    assert f"Seat {two.seat.number} comes free" in said and "record closes" in said
    act(browser, page, {"email": "other"})
    kept = Person.objects.get(pk=one.person_id)
    assert kept.email == "n@example.org" and kept.memberships.get() == one
    assert not cohort.memberships.filter(pk=two.pk).exists()
    two.seat.refresh_from_db()
    assert two.seat.taken_at is None
    page = shown(browser.get(one.get_absolute_url()))
    assert "Make them two again" in page and "Joined with the record of Nora Blank" in page


def test_what_there_is_twice_and_what_still_waits_is_said(
    twins, cohort, supervisor, regional_lead, client_of
):
    one, two = twins
    for place in twins:
        factories.create_placement(place.person)
    factories.create_supervision(supervisor, one.person)
    factories.create_supervision(factories.create_person("Dora Second"), two.person)
    Letter.objects.create(
        code="offer",
        to_email="n@example.org",
        subject="You have a seat",
        body="Hello",
        person=two.person,
        cohort=cohort,
    )
    look = client_of(regional_lead).post(address(one.person, two.person), {"email": "other"})
    said = shown(look)
    assert "2 sites are current at once" in said and "2 directors are current at once" in said
    assert "Dora Second" in said and "End the one that is over on the page of the person" in said
    assert "1 of these letters still waits and leaves as it was written" in said
    assert "“You have a seat” to n@example.org" in said


def test_as_many_rows_go_back_as_went_over(twins, cohort, regional_lead, client_of):
    one, two = twins
    browser, page = client_of(regional_lead), address(one.person, two.person)
    factories.attend(cohort.meetings.get(position=1), two)
    there = re.search(r"(\d+) rows? goe?s? over", shown(browser.post(page, {"email": "other"})))
    act(browser, page, {"email": "other"})
    merge = PersonMerge.objects.get()
    undo = reverse("lifecycle:person-join-undo", args=[one.person_id, merge.pk])
    back = re.search(r"(\d+) rows? goe?s? back", shown(browser.post(undo)))
    assert there[1] == back[1] != "0"


def test_a_second_window_leads_to_the_record_that_stays(twins, regional_lead, client_of):
    one, two = twins
    browser, page = client_of(regional_lead), address(one.person, two.person)
    act(browser, page, {"email": "other"})
    again = browser.post(page, {"email": "other"}, follow=True)
    assert again.redirect_chain == [(one.person.get_absolute_url(), 302)]
    assert "These two records are one already" in shown(again)
    other_way = browser.get(address(two.person, one.person), follow=True)
    assert other_way.redirect_chain == [(one.person.get_absolute_url(), 302)]
    assert "is one with that of Nora Blank" in shown(other_way)
    assert browser.get(two.person.get_absolute_url()).url == one.person.get_absolute_url()


def test_a_record_that_went_elsewhere_is_not_told(twins, outsider, client_of):
    one, two = twins
    merge_persons(two.person, one.person)
    assert client_of(outsider).get(address(two.person, one.person)).status_code == 404
    assert client_of(outsider).get(two.person.get_absolute_url()).status_code == 404


def test_marks_answers_and_letters_go_to_the_place_that_stays(twins, cohort, facilitator):
    one, two = twins
    first, second, third = cohort.meetings.order_by("position")[:3]
    factories.attend(first, one, status="absent")
    factories.attend(first, two)
    factories.attend(second, two)
    factories.create_reply(third, one, "coming")
    factories.create_reply(third, two, "not_coming")
    merge_persons(two.person, one.person, by=facilitator)
    marks = {mark.meeting: mark.status for mark in one.attendances.all()}
    assert marks == {first: "present", second: "present"}
    assert one.replies.get().answer == "not_coming"  # the later one


def test_undoing_brings_every_row_back(twins, cohort, regional_lead, supervisor):
    one, two = twins
    first, second = cohort.meetings.order_by("position")[:2]
    factories.attend(first, one, status="absent")
    factories.attend(first, two)
    factories.attend(second, two)
    for place in twins:
        factories.create_supervision(supervisor, place.person)
        factories.create_application(
            cohort,
            person=place.person,
            email=f"a{place.pk}@example.org",
            membership=place,
            decision="seated",
            decided_at=timezone.now(),
            decided_by=regional_lead,
        )
    factories.create_placement(two.person)
    two.person.addresses.create(email="n2@example.org", verified_at=timezone.now())
    before = rows()
    merge = merge_persons(
        two.person, one.person, by=regional_lead, values={"email": "n@example.org", "name": "Nora"}
    )
    assert rows() != before and Application.objects.filter(withdrawn_at=None).count() == 1 + 1
    undo_merge(merge, by=regional_lead)
    after = rows()
    assert {table for table in before if before[table] != after[table]} == set()


def test_both_went_on_in_one_other_cohort(cohort, regional_lead):
    """Where each came from would be told twice; both places there become one, and none is lost."""
    target = factories.create_cohort(region=cohort.region, guidebook=cohort.guidebook)
    places = [factories.create_membership(cohort) for _ in range(2)]
    first, second = (move_member(place, target, by=regional_lead) for place in places)
    second.leave(reason="Another job", on=factories.today())
    before = rows()
    merge = merge_persons(places[0].person, places[1].person, by=regional_lead)
    stays = target.memberships.get()
    assert stays.pk == first.pk and stays.is_current and stays.seat.taken_at
    assert stays.moved_from == cohort.memberships.get()
    undo_merge(merge, by=regional_lead)
    assert rows() == before

    merge_persons(places[1].person, places[0].person, by=regional_lead)
    stays = target.memberships.get()
    assert stays.is_current and stays.moved_from == cohort.memberships.get()


def test_what_hangs_on_it_since_is_named(twins, cohort, facilitator, regional_lead):
    one, two = twins
    merge = merge_persons(two.person, one.person)
    meeting = cohort.meetings.get(position=1)
    factories.attend(meeting, one)
    with pytest.raises(ActRefused, match="attendance of meeting 1"):
        undo_merge(merge, by=regional_lead)
    one.attendances.all().delete()
    factories.create_reply(meeting, one)
    with pytest.raises(ActRefused, match="answer to meeting 1"):
        undo_merge(merge, by=regional_lead)
    one.replies.all().delete()
    undo_merge(merge, by=regional_lead)
    with pytest.raises(ActRefused, match="undone already"):
        undo_merge(merge, by=regional_lead)


def test_a_release_and_a_sign_off_stand(cohort, regional_lead):
    member, twin = factories.create_membership(cohort), factories.create_person()
    factories.attend(cohort.meetings.get(position=1), member)
    application = factories.create_application(cohort, person=member.person, endorsed="waiting")
    merge = merge_persons(member.person, twin)
    later = timezone.now() + timedelta(seconds=5)
    application.endorsement.give(signed_name="Dolores Example")
    application.endorsements.update(given_at=later)
    with pytest.raises(ActRefused, match="sign-off for"):
        undo_merge(merge, by=regional_lead)
    application.endorsements.update(given_at=merge.done_at - timedelta(days=1))
    factories.create_release(cohort.meetings.get(position=1))
    with pytest.raises(ActRefused, match="released results of meeting 1"):
        undo_merge(merge, by=regional_lead)


def test_after_thirty_days_and_after_another_joining_it_stays(twins, cohort, regional_lead):
    one, two = twins
    merge = merge_persons(two.person, one.person)
    third = factories.create_person()
    later = merge_persons(one.person, third)
    with pytest.raises(ActRefused, match="Undo that first"):
        undo_merge(merge, by=regional_lead)
    undo_merge(later, by=regional_lead)
    PersonMerge.objects.filter(pk=merge.pk).update(done_at=timezone.now() - timedelta(days=31))
    merge.refresh_from_db()
    with pytest.raises(ActRefused, match="30 days are over"):
        undo_merge(merge, by=regional_lead)


def test_what_undoes_it_is_forgotten_after_its_days(twins, cohort):
    one, two = twins
    merge = merge_persons(two.person, one.person)
    assert forget_steps() == 0
    PersonMerge.objects.filter(pk=merge.pk).update(done_at=timezone.now() - timedelta(days=31))
    assert (forget_steps(), forget_steps()) == (1, 0)
    merge.refresh_from_db()
    assert (merge.moved, merge.before) == ({}, {"merged": {"name": "Nora Blank"}})


def test_a_seat_that_was_given_away_is_named(twins, cohort, regional_lead):
    one, two = twins
    merge = merge_persons(two.person, one.person)
    factories.create_membership(cohort)
    with pytest.raises(ActRefused, match=f"Seat {two.seat.number}"):
        undo_merge(merge, by=regional_lead)


def test_nobody_gains_a_role_by_joining(twins, cohort, regional_lead, facilitator):
    one, _two = twins
    with pytest.raises(ActRefused, match="works here"):
        join_records(one.person, facilitator, by=regional_lead, values={})
    with pytest.raises(ActRefused, match="your own record"):
        join_records(one.person, regional_lead, by=regional_lead, values={})


def test_a_person_of_another_region_is_not_found(twins, outsider, regional_lead, client_of):
    one, _two = twins
    stranger = outsider.staff_roles.get().cohort
    elsewhere = factories.create_membership(stranger).person
    browser = client_of(regional_lead)
    assert browser.get(address(one.person, elsewhere)).status_code == 404
    found = browser.get(address(one.person), {"q": elsewhere.name})
    assert "Nobody of your cohorts fits" in shown(found)
    assert browser.get(address(one.person), {"other": "x" * 50}).status_code == 200
