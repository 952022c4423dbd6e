"""Members, their leaving, letters, and the list of cohorts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Letter
from people.models import Link
from recruitment.models import SupervisorEndorsement

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(regional_lead, client_of):
    return client_of(regional_lead)


def test_members_by_state_and_name(lead, cohort, participant, withdrawn, graduate):
    address = reverse("cohorts:member-list", args=[cohort.slug])
    for query, there, away in [
        ("?state=current", "Pilar", "Wes"),
        ("?state=left", "Wes", "Gina"),
        ("?state=graduated", "Gina", "Pilar"),
        ("?q=PILAR", "Pilar", "Gina"),
    ]:
        page = shown(lead.get(address + query))
        assert there in page and away not in page
    assert "Moved away" in shown(lead.get(address))


def test_a_graduate_keeps_the_seat_and_the_heading_counts_it(lead, cohort, participant, graduate):
    page = lead.get(reverse("cohorts:member-list", args=[cohort.slug]))
    assert page.context["number"] == {"current": 1, "graduated": 1, "left": 0}
    assert cohort.seats.taken().count() == 2
    assert "2 of 30 seats taken, 1 graduated" in " ".join(shown(page).split())


def test_the_same_queries_for_one_member_and_for_many(lead, cohort, django_assert_num_queries):
    factories.create_members(cohort, 1)
    address = reverse("cohorts:member-list", args=[cohort.slug])
    lead.get(address)
    with CaptureQueriesContext(connection) as one:
        lead.get(address)
    for membership in factories.create_members(cohort, 28):
        factories.create_placement(membership.person)
        factories.create_supervision(factories.create_person(), membership.person)
    with django_assert_num_queries(len(one)):
        lead.get(address)


def test_leaving_needs_a_reason_and_frees_the_seat(lead, cohort, participant):
    membership = participant.memberships.get()
    address = reverse("cohorts:member-leave", args=[cohort.slug, membership.pk])
    assert "Write the reason" in shown(lead.post(address, {"reason": " "}))
    act(lead, address, {"reason": "New job"})
    membership.refresh_from_db()
    assert membership.left_reason == "New job" and membership.seat.taken_at is None
    assert "See what follows" not in shown(lead.get(address))
    assert "has left already" in shown(lead.post(address, {"reason": "x"}, follow=True))
    assert membership.leave(reason="again") is False


def test_what_did_not_arrive_can_go_again(lead, cohort):
    letter = Letter.objects.create(
        code="offer",
        to_email="a@example.org",
        subject="Seat",
        body="x",
        cohort=cohort,
        status="failed",
        failed_at=timezone.now(),
    )
    address = reverse("cohorts:letter-list", args=[cohort.slug])
    assert "1 letter, 1 not delivered" in shown(lead.get(address))
    assert "a@example.org" in shown(lead.get(f"{address}?state=failed"))
    again = reverse("cohorts:letter-resend", args=[cohort.slug, letter.pk])
    assert "goes out again" in shown(act(lead, again, follow=True))
    assert "Only a letter that did not arrive" in shown(act(lead, again, follow=True))
    ended = Link.make("application", until=timezone.now(), address="a@example.org")
    Letter.objects.update(status="failed", failed_at=timezone.now(), link=ended)
    assert "Only a letter" in shown(act(lead, again, follow=True))


def test_everybody_sees_their_own_cohorts(client_of, cohort, participant, outsider, facilitator):
    address = reverse("dashboards:cohort-list")
    for person, there in [(participant, True), (facilitator, True), (outsider, False)]:
        assert (cohort.name in shown(client_of(person).get(address))) is there
    assert client_of(outsider).get(f"{address}?page=1e9&state=x").status_code == 200


def test_the_list_says_what_is_late_to_whoever_recruits(
    client_of, cohort, regional_lead, participant, facilitator
):
    address = reverse("dashboards:cohort-list")
    factories.create_application(cohort=cohort, endorsed="waiting")
    waiting = (
        SupervisorEndorsement.objects.waiting()
        .filter(application__cohort_part__cohort=cohort)
        .count()
    )
    lost = Letter.objects.create(
        code="offer",
        to_email="a@example.org",
        subject="s",
        body="b",
        cohort=cohort,
        status="failed",
        failed_at=timezone.now(),
    )
    assert waiting >= 1
    expected = "1 waits for a director" if waiting == 1 else f"{waiting} wait for their directors"
    for person, told in [(regional_lead, True), (facilitator, True), (participant, False)]:
        page = shown(client_of(person).get(address))
        assert (expected in page, "1 letter did not arrive" in page) == (told, told)
    lost.delete()
    assert "did not arrive" not in shown(client_of(regional_lead).get(address))
