"""The first page of a cohort: what each role sees, before, on and after the day."""

import re
from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Cohort, CohortMembership, Letter
from dashboards.navigation.tabs import RECRUIT
from dashboards.pages.lead_dashboard import recruitment_summary
from dashboards.pages.meetings_of_cohort import relative_day
from dashboards.pages.next_meeting import open_meeting
from lib import dates
from meetings.models import Attendance, Meeting
from recruitment.actions.offers import offer_seats
from recruitment.letters import write_to_director

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def first_page(client_of, cohort):
    return lambda person: shown(
        client_of(person).get(reverse("dashboards:cohort-detail", args=[cohort.slug]))
    )


@pytest.fixture
def plan_of(client_of):
    return lambda person, meeting: shown(client_of(person).get(meeting.get_absolute_url()))


def put(meeting, days, **fields):
    Meeting.objects.filter(pk=meeting.pk).update(
        on=factories.today() + timedelta(days=days), **fields
    )
    meeting.refresh_from_db()
    return meeting


def test_the_facilitator_sees_the_next_meeting_and_what_is_missing(
    first_page, facilitator, cohort, meeting
):
    put(meeting, 9, place_name="")
    one, two, three, four = factories.create_members(cohort, 4)
    factories.create_reply(meeting, one, access_needs="Step-free way in", food_needs="Vegetarian")
    factories.create_reply(meeting, two, "not_coming")
    factories.create_reply(meeting, three, "substitute", substitute_name="Sam Someone")
    meeting.set_notes("The back doors stick")
    factories.create_logistics_item(meeting, due_on=factories.today() - timedelta(days=3))
    page = first_page(facilitator)
    for words in [
        "Meeting 1, in 9 days",
        "Name the place",
        "3 more things are missing",
        "1 thing to arrange is open.",
        "Step-free way in",
        "Vegetarian",
        "The back doors stick",
        "3 days late",
        "4 members.",
    ]:
        assert words in page, words


def test_the_latest_task_or_promise_is_the_next_action_and_its_row_one_tap_away(
    first_page, facilitator, meeting, client_of
):
    put(meeting, 39, place_name="")
    factories.create_logistics_item(meeting, due_on=factories.today() - timedelta(days=2))
    late = factories.create_follow_up(meeting, due_on=factories.today() - timedelta(days=17))
    href = f'class="btn btn-primary" href="{late.get_absolute_url()}"'
    today = shown(client_of(facilitator).get("/"))
    assert href in today and href in first_page(facilitator)
    assert "1 more is late" in first_page(facilitator)
    row = late.get_absolute_url().partition("#")[2]
    tasks = client_of(facilitator).get(late.get_absolute_url())
    assert f'id="{row}"' in tasks.content.decode()


@pytest.mark.parametrize(("has_open", "words"), [(True, False), (False, True)])
def test_everything_else_is_ready_only_when_it_is(
    first_page, facilitator, meeting, has_open, words
):
    put(meeting, 9)
    factories.create_role(factories.create_person("Gus Greeter"), "greeter", meeting.cohort)
    if has_open:
        factories.create_logistics_item(meeting)
    page = first_page(facilitator)
    assert ("Everything else for the day is ready." in page) == words
    assert ("1 thing to arrange is open." in page) == has_open


def test_a_promise_stands_on_the_next_plan_and_on_that_of_its_meeting(plan_of, facilitator, cohort):
    """Not on the plan of a meeting that others come before."""
    first, second, third = cohort.meetings.in_order()[:3]
    factories.move_meeting(first, factories.today() - timedelta(days=3))
    factories.create_follow_up(first, what="Call back", due_on=factories.today() - DAY)
    for meeting, stands in [(first, True), (second, True), (third, False)]:
        assert ("Call back" in plan_of(facilitator, meeting)) is stands, meeting.position


@pytest.mark.parametrize(("here", "words"), [(0, "Call the roll"), (1, "Finish the roll call")])
def test_during_the_meeting_the_roll_is_called_then_finished(
    plan_of, facilitator, meeting, cohort, here, words, client_of
):
    put(meeting, 0, starts=time(0, 0), minutes=24 * 60 - 1)
    factories.attend(meeting, *factories.create_members(cohort, 2)[:here])
    assert f">{words}</a>" in plan_of(facilitator, meeting)
    assert f">{words}</a>" in shown(client_of(facilitator).get("/"))


@pytest.mark.parametrize(("minutes", "words"), [(240, "5 over"), (200, "35 free")])
def test_an_agenda_off_its_minutes_is_missing_something(
    first_page, facilitator, meeting, minutes, words
):
    meeting.segments.filter(kind="focused_discussion").update(minutes=minutes)
    assert words in first_page(facilitator)


def test_a_block_that_nobody_leads_is_named(first_page, facilitator, meeting):
    meeting.segments.filter(kind="welcome").update(lead="")
    assert "Say who leads 1 block" in first_page(facilitator)


def test_after_the_day_the_card_asks_to_close_then_counts_then_leads_to_results(
    first_page, plan_of, facilitator, regional_lead, state_staff, cohort, meeting
):
    put(meeting, -1)
    members = factories.create_members(cohort, 3)
    Attendance.objects.mark(
        meeting=meeting, memberships=members[:2], status="present", by=facilitator
    )
    assert "Close attendance" in first_page(facilitator)
    assert "Finish the roll call" in plan_of(facilitator, meeting)
    Attendance.objects.mark(
        meeting=meeting, memberships=members[2:], status="absent", by=facilitator
    )
    page = plan_of(facilitator, meeting)
    close = reverse("meetings:attendance-close", args=[cohort.slug, meeting.position])
    assert "Everybody is noted" in page and "Finish the roll call" not in page
    assert f'<form method="post" action="{close}">' in page, "with the look before it closes"
    meeting.close_attendance(by=facilitator)
    factories.answer_evaluation(meeting, members[0])
    page = first_page(facilitator)
    assert "What meeting 1 still needs" in page and "Open: 1 of 2" in page
    third = cohort.meetings.get(position=3)
    assert "What meeting 1 still needs" not in plan_of(facilitator, third), "2 comes before it"
    assert "2 of 3 were here." in plan_of(facilitator, meeting)
    assert "Send the link to 2 people</button>" in plan_of(facilitator, meeting)
    assert "1 of 2 evaluated. Open until" in plan_of(facilitator, meeting)
    for page in [first_page(regional_lead), plan_of(regional_lead, meeting)]:
        assert "Open until" in page and "1 of 2" not in page, "told to its own facilitators only"
    page = first_page(state_staff)
    assert "Open until" in page and "1 of 2" not in page and "See the evaluation" not in page
    factories.create_release(meeting)
    assert "What meeting 1 still needs" not in first_page(facilitator)
    page = plan_of(facilitator, meeting)
    assert (
        "Results were released on" in page
        and "Read the results" in page
        and "1 of 2 evaluated" not in page
    )


def test_promises_that_are_due_stand_there(first_page, facilitator, meeting):
    factories.create_follow_up(
        meeting, what="Send the link", to_whom="Thuy", due_on=factories.today() - timedelta(days=1)
    )
    page = first_page(facilitator)
    assert "Send the link" in page and "1 day late" in page


def test_the_lead_sees_recruitment_and_what_is_late(first_page, regional_lead, cohort):
    factories.create_application(cohort, endorsed="waiting")
    factories.create_application(cohort, endorsed=True)
    page = first_page(regional_lead)
    assert (
        "2 applications, 1 signed and undecided." in page
        and "1 waits for its director." in page
        and "Open the applications" in page
    )
    for name in ["recruitment:application-list", "cohorts:member-list", "recruitment:apply"]:
        assert reverse(name, args=[cohort.slug]) in page


def test_the_counts_are_those_of_the_filters_of_the_board(
    first_page, client_of, regional_lead, cohort
):
    """Who waits for a director is no letter that did not arrive, and signed is no seat."""
    undelivered = factories.create_application(cohort, endorsed="waiting")
    write_to_director(undelivered.endorsement, "signoff-request")
    Letter.objects.update(status="failed", failed_at=timezone.now())
    factories.create_application(cohort, endorsed="waiting")
    factories.create_application(cohort, endorsed=True)
    seated = factories.create_application(cohort, endorsed=True)
    offer_seats(cohort, [seated], by=regional_lead)
    client = client_of(regional_lead)
    board = reverse("recruitment:application-list", args=[cohort.slug])
    chips = {chip["value"]: chip["count"] for chip in client.get(board).context["chips"]}
    summary = recruitment_summary(cohort)
    assert (summary["waiting"], summary["signed"]) == (chips["waiting"], chips["signed"]) == (1, 1)
    assert (summary["all"], summary["undecided"]) == (4, 3)
    assert "1 waits for its director." in first_page(regional_lead)
    assert "1 waits for a director" in shown(client.get(reverse("dashboards:cohort-list")))


def test_while_a_cohort_recruits_its_first_page_is_lit_as_recruiting(
    client_of, regional_lead, cohort
):
    address = reverse("dashboards:cohort-detail", args=[cohort.slug])
    page = client_of(regional_lead).get(address)
    assert page.context["cohort_strip"].chosen == RECRUIT
    assert [step.label for step in page.context["breadcrumb"]][-1] == "Recruit"


def test_what_is_far_away_is_said_by_its_date(meeting):
    """As everywhere that a page says when a meeting is."""
    for days, words in {0: "today", 1: "tomorrow", -3: "3 days ago", 60: "in 60 days"}.items():
        assert relative_day(put(meeting, days)) == words
    for days in [61, -3576]:
        assert relative_day(put(meeting, days)) == f"on {dates.day(meeting.on)}"


def test_applications_close_on_the_day_they_did_and_never_before_they_open(
    client_of, regional_lead, first_page, cohort
):
    """Not on a deadline that lies ahead: of a cohort that is not public, or ended earlier."""
    board = reverse("recruitment:application-list", args=[cohort.slug])
    part = cohort.recruiting_part
    assert part.takes_applications and part.closed_on is None
    opened = {"opened_at": part.opened_at, "opened_by": part.opened_by}
    cohort.cohort_parts.filter(pk=part.pk).update(opened_at=None, opened_by=None)
    for page in [shown(client_of(regional_lead).get(board)), first_page(regional_lead)]:
        assert "the application page is not public" in page and "closed on" not in page
    cohort.cohort_parts.filter(pk=part.pk).update(**opened, closed_at=timezone.now())
    part = cohort.cohort_parts.get(pk=part.pk)
    assert part.closed_on == cohort.today < part.apply_by


def test_a_closed_recruitment_invites_nobody(client_of, regional_lead, first_page, cohort):
    """Neither to apply, nor, with nothing undecided, to the list as the next thing to do."""
    board = reverse("recruitment:application-list", args=[cohort.slug])
    apply = reverse("recruitment:apply", args=[cohort.slug])
    lead = client_of(regional_lead)
    assert "Invite people to apply" in shown(lead.get(board))
    passed = {"apply_by": factories.today() - timedelta(days=9), "notice_on": factories.today()}
    cohort.cohort_parts.exclude(opened_at=None).update(**passed)
    page = shown(lead.get(board))
    assert "Nobody has applied" in page and "Applications closed on" in page and apply not in page
    page = first_page(regional_lead)
    assert "Applications closed on" in page and apply not in page
    assert re.search(r'class="btn btn-outline-primary"[^>]*>Open the applications', page)


def begin(cohort):
    Cohort.objects.filter(pk=cohort.pk).update(status="meeting")
    cohort.cohort_parts.exclude(opened_at=None).update(closed_at=timezone.now())


def test_a_cohort_under_way_opens_on_its_next_meeting_for_who_oversees_it(
    first_page, state_staff, regional_lead, facilitator, cohort, meeting
):
    begin(cohort)
    one, two, three = factories.create_members(cohort, 3)
    factories.create_reply(meeting, one)
    factories.create_reply(meeting, two, "not_coming")
    for reader in [regional_lead, state_staff]:
        page = first_page(reader)
        assert "1 of 3 are coming, 1 not answered." in page and "3 of 30 seats are taken." in page
        assert f"Facilitated by <strong>{facilitator.name}</strong>." in page
        assert "No meeting was held yet." in page and "Open the applications" not in page
    put(meeting, -1)
    factories.attend(meeting, one, two)
    assert "2 of 2 here" in first_page(state_staff) and "Attendance is open" in first_page(
        state_staff
    )
    meeting.close_attendance(by=facilitator)
    assert "Attendance is open" not in first_page(state_staff)
    meeting.reopen_attendance(reason="A mark was wrong", by=facilitator)
    page = first_page(state_staff)
    assert "Attendance is open" in page and "A mark was wrong" in page


def test_after_its_last_meeting_a_cohort_asks_who_graduates_and_then_says_it(
    first_page, state_staff, cohort, participant, graduate
):
    begin(cohort)
    for days, meeting in enumerate(cohort.meetings.order_by("-position"), 1):
        put(meeting, -days)
    assert "The last meeting is over" in first_page(state_staff)
    assert reverse("lifecycle:cohort-complete", args=[cohort.slug]) in first_page(state_staff)
    Cohort.objects.filter(pk=cohort.pk).update(status="completed")
    page = first_page(state_staff)
    assert "1 member graduated" in page and "2 of 30 seats were taken at the end." in page
    assert reverse("evaluations:results-cohort", args=[cohort.slug]) in page
    assert "Facilitated by" not in page


def test_a_meeting_ahead_leads_to_its_work_for_those_who_run_it(
    client_of, facilitator, participant, meeting
):
    put(meeting, 9)
    place = [meeting.cohort.slug, meeting.position]

    def read(person):
        return shown(client_of(person).get(meeting.get_absolute_url()))

    for name in [
        "meetings:reply-list",
        "meetings:task-list",
        "meetings:attendance-edit",
        "lifecycle:meeting-edit",
    ]:
        assert reverse(name, args=place) in read(facilitator)
        assert reverse(name, args=place) not in read(participant)


def test_a_participant_sees_when_where_and_at_most_three_things(first_page, participant, meeting):
    page = first_page(participant)
    assert "Pelican" in page or meeting.place_name in page
    assert "Say whether you are coming" in page and "calendar.ics" in page
    factories.create_reply(meeting, CohortMembership.objects.get(person=participant))
    page = first_page(participant)
    assert "Say whether you are coming" not in page and "Change your answer" in page
    assert "I am coming" in page and page.index("Open the map") < page.index("Nothing waits")


def test_a_participant_says_i_am_coming_with_one_tap_on_today(
    client_of, first_page, participant, meeting
):
    address = reverse("meetings:reply", args=[meeting.cohort.slug, meeting.position])
    page = first_page(participant)
    assert f'action="{address}"' in page and 'name="answer" value="coming"' in page
    assert "You are coming" in shown(
        client_of(participant).post(address, {"answer": "coming"}, follow=True)
    )


def test_a_page_closed_to_somebody_who_left_says_so(client_of, withdrawn, meeting):
    address = reverse("meetings:agenda-detail", args=[meeting.cohort.slug, meeting.position])
    page = client_of(withdrawn).get(address)
    assert page.status_code == 403 and "You left this group" in shown(page)
    assert "give you the role" not in shown(page)


def test_a_participant_is_asked_to_evaluate_until_it_is_done(
    first_page, participant, facilitator, meeting
):
    put(meeting, -1)
    membership = CohortMembership.objects.get(person=participant)
    Attendance.objects.mark(
        meeting=meeting, memberships=[membership], status="present", by=facilitator
    )
    page = first_page(participant)
    assert "Evaluate the meeting" in page and "Under three minutes" in page
    assert ">you came<" not in page, "not before attendance is closed"


def test_somebody_who_left_sees_their_own_record_and_nothing_else(
    first_page, withdrawn, facilitator, meeting
):
    put(meeting, -3)
    factories.attend(meeting, CohortMembership.objects.get(person=withdrawn))
    page = first_page(withdrawn)
    assert "Your own record" in page and "1. Meeting 1" in page
    assert "You came" in page and "Here" not in page
    assert "Meeting 2" not in page and "calendar" not in page and "agreements" not in page


def test_a_greeter_gets_the_check_in_list(first_page, greeter, participant):
    page = first_page(greeter)
    assert participant.name in page and "0 of 1 here" in page and "Close attendance" not in page


def test_a_greeter_stands_at_the_next_door(first_page, greeter, facilitator, participant, meeting):
    put(meeting, -1).close_attendance(by=facilitator)
    page = first_page(greeter)
    assert "Roll call, meeting 2" in page and "/meetings/2/attendance/" in page


@pytest.mark.parametrize(
    ("days", "held", "position"),
    [
        ([9, 60], [], 1),
        ([-1, 60], [], 2),
        ([-1, 60], [1], 2),
        ([-90, -30], [1, 2], 2),
        ([-90, -30], [], 2),
    ],
)
def test_which_meeting_a_cohort_opens_on(cohort, facilitator, days, held, position):
    meetings = list(cohort.meetings.in_order()[:2])
    for meeting, day in zip(meetings, days, strict=True):
        put(meeting, day, starts=time(9))
        if meeting.position in held:
            meeting.close_attendance(by=facilitator)
    assert open_meeting(meetings).position == position


@pytest.mark.parametrize(("ago", "position"), [(timedelta(minutes=5), 2), (-timedelta(hours=1), 1)])
def test_the_next_meeting_opens_from_the_minute_the_last_one_ends(cohort, ago, position):
    first, second = cohort.meetings.in_order()[:2]
    ends = timezone.localtime(timezone.now() - ago, first.zone)
    begins = ends - timedelta(minutes=first.minutes)
    put(second, 30)
    Meeting.objects.filter(pk=first.pk).update(on=begins.date(), starts=begins.time())
    assert open_meeting(list(cohort.meetings.in_order()[:2])).position == position


def test_a_cohort_without_meetings_says_so(first_page, facilitator, cohort):
    cohort.meetings.all().delete()
    assert "No meetings yet" in first_page(facilitator)


# --- to arrange, and promised ---------------------------------------------------------------------


def test_tasks_and_promises_are_written_down_ticked_and_taken_off(client_of, facilitator, meeting):
    client = client_of(facilitator)

    def address(name, *more):
        return reverse(f"meetings:{name}", args=[meeting.cohort.slug, 1, *more])

    client.post(
        address("logistics-add"),
        {"logistics-text": "Order lunch", "logistics-due_on": "2027-03-05"},
    )
    client.post(
        address("follow-up-add"), {"promise-what": "Send the link", "promise-to_whom": "Thuy"}
    )
    item, promise = meeting.logistics.get(), meeting.follow_ups.get()
    client.post(address("logistics-tick", item.pk))
    client.post(address("follow-up-complete", promise.pk))
    assert (
        meeting.logistics.get().done_by == facilitator
        and meeting.follow_ups.get().kept_by == facilitator
    )
    client.post(address("logistics-tick", item.pk), {"undo": 1})
    assert meeting.logistics.get().done_at is None
    act(client, address("follow-up-remove", promise.pk))
    assert not meeting.follow_ups.exists()


def test_an_empty_promise_is_refused_in_words(client_of, facilitator, meeting):
    page = client_of(facilitator).post(
        reverse("meetings:follow-up-add", args=[meeting.cohort.slug, 1]),
        {"promise-to_whom": "Thuy", "promise-due_on": "soon"},
    )
    words = shown(page)
    assert (
        words.count("Write what was promised") == 2
        and words.count("Write a date such as 2027-03-05") == 2
        and 'value="Thuy"' in words
    )
