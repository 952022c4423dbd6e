"""The page of a member and of a person: what each role of staff sees of somebody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.actions.ending_acts import end_membership
from cohorts.models import StaffAct
from lib import dates
from meetings.models import Attendance, Reply

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership(cohort, participant):
    return participant.memberships.get(cohort=cohort)


def page_of(membership):
    return reverse("dashboards:member-detail", args=[membership.cohort.slug, membership.pk])


def person_page(person):
    return reverse("dashboards:person-detail", args=[person.pk])


def history(answer):
    return [line.what for _number, line in answer.context["history"].rows]


@pytest.fixture
def two_meetings(cohort, membership, facilitator):
    """Came to the first one; said that she comes to the second, and what she eats."""
    first, second = cohort.meetings.order_by("position")[:2]
    factories.attend(first, membership)
    Reply.objects.save_answer(
        meeting=second, membership=membership, answer="coming", food_needs="No walnuts"
    )
    return first, second


def test_those_who_run_the_cohort_see_each_meeting_and_the_needs(
    membership, two_meetings, facilitator, client_of
):
    answer = client_of(facilitator).get(page_of(membership))
    said = shown(answer)
    assert [
        (row.meeting.position, bool(row.attendance), bool(row.reply))
        for row in answer.context["rows"][:3]
    ] == [(1, True, False), (2, False, True), (3, False, False)]
    assert "No walnuts" in said and "Coming" in said
    meetings = membership.cohort.meetings.filter(position=1)
    meetings.update(on=factories.today(), starts="00:00")
    corrected = shown(client_of(facilitator).get(page_of(membership)))
    assert f'/attendance/#row-{membership.pk}">Correct the attendance' in corrected
    assert "The whole list</a>" in corrected
    assert any(line.startswith("Meeting 1: Here") for line in history(answer))


def test_state_staff_see_how_many_but_not_which(membership, two_meetings, state_staff, client_of):
    answer = client_of(state_staff).get(page_of(membership))
    assert answer.context["came"] == 1 and answer.context["rows"] == []
    assert "No walnuts" not in shown(answer)
    assert not any(line.startswith("Meeting 1") for line in history(answer))


@pytest.mark.parametrize(
    "who, code",
    [
        ("facilitator", 200),
        ("regional_lead", 200),
        ("state_staff", 200),
        ("greeter", 403),
        ("participant", 403),
        ("graduate", 403),
        ("withdrawn", 403),
        ("applicant", 404),
        ("supervisor", 404),
        ("outsider", 404),
    ],
)
def test_who_opens_the_page_of_a_member(request, who, code, membership, client_of):
    reader = client_of(request.getfixturevalue(who))
    assert reader.get(page_of(membership)).status_code == code
    of_person = reader.get(person_page(membership.person)).status_code
    assert of_person == (200 if code == 200 else 404)


def test_a_person_whom_no_cohort_of_the_reader_knows_is_missing(facilitator, client_of):
    stranger = factories.create_person()
    answer = client_of(facilitator).get(person_page(stranger))
    assert answer.status_code == 404


def test_history_says_what_happened_and_who_did_it(
    cohort, membership, regional_lead, facilitator, client_of
):
    """Each table of the history in words; what nobody needs to know is left out."""
    meeting, person = cohort.meetings.get(position=1), membership.person
    site = factories.create_placement(person).site
    supervision = factories.create_supervision(factories.create_person("Dora Director"), person)
    factories.attend(meeting, membership)
    Attendance.objects.filter(membership=membership).update(
        status="absent", noted_by=facilitator.pk
    )
    supervision.end(on=factories.today())
    person.set_language("es")
    membership.leave(reason="A private reason")
    answer = client_of(regional_lead).get(page_of(membership))
    assert sorted(history(answer), key=str.casefold) == sorted(
        [
            f"Member, on seat {membership.seat.number}",
            f"Works at {site}, from {dates.day(person.placements.get().starts_on)}",
            f"Dora Director is the director, from {dates.day(supervision.starts_on)}",
            f"Dora Director is the director no longer, after {dates.day(factories.today())}",
            "Meeting 1: Here",
            "Meeting 1: Absent (was: Here)",
            "Letters in Spanish",
            "Left the cohort",
        ],
        key=str.casefold,
    )
    by = {line.what: line.who for _number, line in answer.context["history"].rows}
    assert by["Meeting 1: Absent (was: Here)"] == facilitator.name
    assert by["Left the cohort"] == "Hallway"
    assert "A private reason" in shown(answer), "on the page, as in the list of members"
    assert not any("private" in line for line in history(answer))


def test_the_member_leaves_from_here(membership, facilitator, client_of):
    leave = reverse("cohorts:member-leave", args=[membership.cohort.slug, membership.pk])
    reader = client_of(facilitator)
    assert leave in shown(reader.get(page_of(membership)))
    end_membership(membership, reason="New job")
    assert leave not in shown(reader.get(page_of(membership)))
    assert StaffAct.objects.count() == 0


def test_the_lists_and_the_search_lead_here(cohort, membership, facilitator, client_of):
    reader, page = client_of(facilitator), page_of(membership)
    assert page in shown(reader.get(reverse("dashboards:find"), {"q": membership.person.name}))
    replies = reverse("meetings:reply-list", args=[cohort.slug, 1])
    assert page in shown(reader.get(replies))


def test_the_last_step_of_the_breadcrumb_is_the_name(membership, facilitator, client_of):
    said = shown(client_of(facilitator).get(page_of(membership)))
    assert f'<li aria-current="page">{membership.person.name}</li>' in said


def test_the_page_of_a_person_has_every_cohort_that_the_reader_sees(
    cohort, participant, state_staff, regional_lead, client_of
):
    other = factories.create_cohort(
        slug="other", region=factories.create_region(9), guidebook=cohort.guidebook
    )
    factories.create_role(participant, "greeter", other)
    by_state = client_of(state_staff).get(person_page(participant))
    by_lead = client_of(regional_lead).get(person_page(participant))
    assert [row.cohort for row in by_state.context["found"]] == [cohort, other]
    assert [row.cohort for row in by_lead.context["found"]] == [cohort]


def test_a_director_has_a_page_with_her_people(participant, supervisor, facilitator, client_of):
    site = factories.create_placement(participant).site
    answer = client_of(facilitator).get(person_page(supervisor))
    assert [row.person for row in answer.context["supervised"]] == [participant]
    assert str(site) in shown(answer)


def test_the_same_queries_for_a_long_history(cohort, membership, regional_lead, client_of):
    reader, page = client_of(regional_lead), page_of(membership)
    factories.create_placement(membership.person)
    factories.attend(cohort.meetings.get(position=1), membership)
    reader.get(page)
    with CaptureQueriesContext(connection) as short:
        reader.get(page)
    for meeting in cohort.meetings.filter(position__gt=1):
        factories.attend(meeting, membership)
    for _ in range(20):
        factories.create_placement(membership.person)
        factories.create_supervision(factories.create_person(), membership.person)
    with CaptureQueriesContext(connection) as long:
        answer = reader.get(page)
    assert len(long) == len(short)
    assert len(answer.context["history"].rows) == 15, "a page of them"


@pytest.mark.parametrize("after", ["-1", "x", "999999999999", "9" * 400, ""])
def test_a_wrong_place_in_the_history_is_its_beginning(membership, facilitator, client_of, after):
    reader = client_of(facilitator)
    answer = reader.get(page_of(membership), {"after": after})
    assert answer.status_code == 200
    assert history(answer) == history(reader.get(page_of(membership)))
