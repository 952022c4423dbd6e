"""Today: one page for everybody who signs in, never a redirect, at most one filled button."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Letter
from meetings.models import Meeting
from recruitment.actions.endorsement_void import reopen_for_change

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)

#: {who: (words that must stand there, words that must not)}
PEOPLE = {
    "state_staff": (["Today", "Region 8 cohort", "Since yesterday"], ["Coming</a>"]),
    "regional_lead": (["Today", "Region 8 cohort", "Recruit"], []),
    "facilitator": (["Today", "Region 8 cohort", "Late, or due this week"], []),
    "greeter": (
        ["Region 8 cohort", "Until then only excused and absent can be noted."],
        ["Recruit", "Since"],
    ),
    "participant": (["Meeting 1", "Call or write", "Add to my calendar"], ["Recruit", "Since"]),
    "withdrawn": (
        ["You were at no meeting of this group.", "Fay Facilitator"],
        ["Recruit", "Add to my calendar"],
    ),
    "graduate": (["Meeting 1", "Call or write"], ["Recruit"]),
    "applicant": (["Your application to Region 8 cohort", "Your director"], ["Recruit"]),
    "supervisor": (["1 person waits for your signature", "Ada Applicant"], ["Recruit"]),
    "outsider": (["Today"], ["Region 8"]),
}


@pytest.fixture
def today_of(client_of):
    return lambda person: client_of(person).get("/")


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_has_a_page(request, who, facilitator, today_of):
    answer = today_of(request.getfixturevalue(who))
    words, others = PEOPLE[who]
    page = shown(answer)
    assert (answer.status_code, answer.templates[0].name) == (
        200,
        "dashboards/dashboard_today.html",
    )
    assert [text for text in words if text not in page] == []
    assert [text for text in others if text in page] == []
    assert page.count("btn-primary") <= 1


def test_whoever_has_no_place_reads_what_comes_next(today_of, cohort):
    page = shown(today_of(factories.create_person()))
    assert "You are in no cohort yet." in page and reverse("guidebook-list") in page


def test_a_completed_cohort_is_not_on_the_page(today_of, cohort, facilitator):
    second = factories.create_cohort(slug="second", name="The second", guidebook=cohort.guidebook)
    factories.create_role(facilitator, "facilitator", second)
    assert "/cohorts/second/" in shown(today_of(facilitator))
    type(second).objects.filter(pk=second.pk).update(status="completed")
    page = shown(today_of(facilitator))
    assert "/cohorts/second/" not in page and "/cohorts/region-8/" in page


def set_dates(cohort, closes_in, answers_in):
    """Applications close, and answers are promised, in so many days."""
    part = cohort.recruiting_part
    part.apply_by = factories.today() + timedelta(days=closes_in)
    part.notice_on = factories.today() + timedelta(days=answers_in)
    part.save()


@pytest.mark.parametrize(
    "closes_in, answers_in, title, words",
    [
        (0, 9, " recruits", []),
        (-1, 9, ": 2 to decide", ["Applications closed on", "promised for"]),
        (-9, -1, ": 2 to decide", ["2 applicants wait for a late answer."]),
    ],
)
def test_a_leads_card_tells_when_the_deadline_has_passed(
    today_of, cohort, applicant, regional_lead, closes_in, answers_in, title, words
):
    factories.create_application(cohort)
    set_dates(cohort, closes_in, answers_in)
    page = shown(today_of(regional_lead))
    assert f"{cohort}{title}" in page and "2 wait for their directors." in page
    assert [text for text in words if text not in page] == []


def test_a_lead_is_told_of_what_there_is_to_decide_alone(today_of, cohort, regional_lead):
    """Nothing waits or is late; with everybody decided there is nothing to do."""
    application = factories.create_application(cohort)
    set_dates(cohort, -1, 0)
    assert f"{cohort}: 1 to decide" in shown(today_of(regional_lead))
    type(application).objects.update(withdrawn_at=timezone.now())
    page = shown(today_of(regional_lead))
    assert "1 to decide" not in page and "to decide: 0." in page


def test_the_next_meeting_of_all_comes_first(today_of, cohort, facilitator):
    second = factories.create_cohort(slug="second", guidebook=cohort.guidebook)
    factories.create_role(facilitator, "facilitator", second)
    for days, chosen in [(3, second), (1, cohort)]:
        meeting = chosen.meetings.get(position=1)
        factories.move_meeting(meeting, factories.today() + timedelta(days=days))
    page = shown(today_of(facilitator))
    assert page.index('href="/cohorts/region-8/"') < page.index('href="/cohorts/second/"')


def test_it_costs_the_same_for_one_cohort_and_for_twenty(
    client_of, cohort, state_staff, django_assert_num_queries, django_assert_max_num_queries
):
    browser = client_of(state_staff)
    browser.get("/")
    with django_assert_max_num_queries(40) as one:
        browser.get("/")
    for number in range(19):
        factories.create_cohort(
            slug=f"more-{number}", region=cohort.region, guidebook=cohort.guidebook
        )
    with django_assert_num_queries(len(one)):
        assert browser.get("/").content.count(b'class="h-doors"') == 20


def test_of_more_than_twenty_the_rest_is_on_the_next_page(client_of, cohort, state_staff):
    for number in range(22):
        factories.create_cohort(
            slug=f"more-{number}", region=cohort.region, guidebook=cohort.guidebook
        )
    answer = client_of(state_staff).get("/")
    first = shown(answer)
    assert first.count('class="h-doors"') == 20
    following = answer.context["today"].work["page"].after
    assert shown(client_of(state_staff).get(f"/?after={following}")).count('class="h-doors"') == 3


# --- staff ----------------------------------------------------------------------------------------


def test_what_is_late_comes_first_and_next_month_not_at_all(today_of, facilitator, meeting):
    rows = [("Due soon", 6), ("Long late", -4), ("Longest late", -5), ("Next month", 30)]
    for text, days in rows:
        factories.create_logistics_item(
            meeting, text=text, due_on=factories.today() + timedelta(days=days)
        )
    factories.create_follow_up(meeting, what="Call back", due_on=factories.today())
    page = shown(today_of(facilitator))
    assert page.index("Long late") < page.index("Call back") < page.index("Due soon")
    assert "Next month" not in page and "4 days late" in page
    assert page.count("Longest late") == 1, "it is the next action, and so not on the list"
    assert page.index("Longest late") < page.index("Late, or due this week")


def test_the_only_late_task_is_the_next_action_and_nothing_else(today_of, facilitator, meeting):
    factories.create_logistics_item(meeting, text="Book a room", due_on=factories.today() - DAY)
    page = shown(today_of(facilitator))
    assert page.count("Book a room") == 1 and "Nothing else is late" in page


def test_food_and_access_of_who_comes_are_counted(today_of, facilitator, meeting, cohort):
    one, two, three = factories.create_members(cohort, 3)
    factories.create_reply(meeting, one, food_needs="Vegetarian", access_needs="Step-free way in")
    factories.create_reply(meeting, two, food_needs="No nuts")
    factories.create_reply(meeting, three, "not_coming", food_needs="No wheat")
    assert "Food needs 2, access needs 1" in shown(today_of(facilitator))


def test_more_than_eight_tasks_say_how_many_there_are(today_of, facilitator, meeting):
    for number in range(9):
        factories.create_logistics_item(meeting, text=f"Task {number}", due_on=factories.today())
    assert "8 of 9 shown" in shown(today_of(facilitator))


def test_a_lead_reads_whose_task_it_is(today_of, facilitator, regional_lead, meeting):
    factories.create_logistics_item(meeting, text="Book a room", due_on=factories.today())
    assert "(Fay Facilitator)" in shown(today_of(regional_lead))
    assert "(Fay Facilitator)" not in shown(today_of(facilitator))


def test_who_facilitates_one_cohort_and_leads_another_sees_the_tasks_of_both(
    today_of, facilitator, regional_lead, cohort, meeting
):
    second = factories.create_cohort(slug="second", guidebook=cohort.guidebook)
    factories.create_role(regional_lead, "facilitator", second)
    for of, text in [(meeting, "Book a room"), (second.meetings.first(), "Ask a cook")]:
        factories.create_logistics_item(of, text=text, due_on=factories.today())
    page = shown(today_of(regional_lead))
    assert "Book a room" in page and "Ask a cook" in page
    assert page.count("(Fay Facilitator)") == 1


def test_the_tasks_are_closed_to_whoever_supervises_a_member(
    today_of, facilitator, participant, meeting
):
    factories.create_logistics_item(meeting, text="Book a room", due_on=factories.today())
    assert "Book a room" in shown(today_of(facilitator))
    factories.create_supervision(facilitator, participant)
    assert "Book a room" not in shown(today_of(facilitator))


def test_since_yesterday_names_what_others_did(
    today_of, cohort, facilitator, state_staff, participant, meeting
):
    factories.create_reply(meeting, participant.memberships.get(), food_needs="Vegetarian")
    factories.create_application(cohort, name="Nuria New", endorsed=True)
    Letter.objects.create(
        code="offer",
        to_email="x@example.org",
        to_name="Lost Letter",
        subject="A seat",
        body="",
        cohort=cohort,
        status="failed",
        failed_at=timezone.now(),
    )
    page = shown(today_of(facilitator))
    for words in [
        "Pilar Participant is coming to meeting 1.",
        "Nuria New applied.",
        "signed for Nuria New.",
        "The letter to Lost Letter was not delivered.",
    ]:
        assert words in page, words
    assert "Vegetarian" not in page
    assert "Pilar Participant" not in shown(today_of(state_staff)), "replies are for who runs it"


@pytest.mark.parametrize(
    ("days", "act"), [(0, "Call the roll"), (-2, "Finish the roll call"), (9, "Name the place")]
)
def test_the_next_action_follows_the_clock(today_of, facilitator, meeting, days, act):
    factories.move_meeting(meeting, factories.today() + timedelta(days=days))
    Meeting.objects.filter(pk=meeting.pk).update(place_name="")
    if days == 0:
        Meeting.objects.filter(pk=meeting.pk).update(starts="23:30")
    assert f">{act}</a>" in shown(today_of(facilitator))


# --- a director -----------------------------------------------------------------------------------


def test_a_director_sees_own_people_and_dates_and_nothing_they_said(
    today_of, cohort, supervisor, participant, meeting
):
    factories.create_reply(meeting, participant.memberships.get(), food_needs="No wheat")
    stranger = factories.create_membership(cohort).person
    page = shown(today_of(supervisor))
    assert "Your people" in page and "Pilar Participant" in page and "Has a seat" in page
    assert "Meeting 1:" in page and "No wheat" not in page and stranger.name not in page


def test_a_director_reads_own_dates_and_asks_the_contact_as_on_the_page_of_signatures(
    today_of, client_of, cohort, supervisor, facilitator, regional_lead
):
    factories.create_application(cohort, director_email=supervisor.email, endorsed=True)
    sessions = cohort.director_sessions.order_by("position")
    past, ahead = sessions[0], sessions[1]
    sessions.filter(pk=past.pk).update(on=factories.today() - timedelta(days=1), title="Gone by")
    sessions.filter(pk=ahead.pk).update(on=factories.today(), title="Still ahead")
    own = shown(today_of(supervisor))
    assert "Still ahead" in own and "Gone by" not in own
    address = reverse("recruitment:endorsement-calendar") + f"?cohort={cohort.slug}"
    assert address in own and "Still ahead" in shown(client_of(supervisor).get(address))
    sign_off = shown(client_of(supervisor).get(reverse("recruitment:endorsement-answer")))
    for page in [own, sign_off]:
        assert "connie@example.org" in page
        assert facilitator.email not in page and regional_lead.email not in page


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("", "Signed, not decided yet"),
        ("waiting", "Waiting list"),
        ("not_offered", "No seat this time"),
    ],
)
def test_a_director_reads_what_became_of_an_application(
    today_of, cohort, supervisor, state_staff, decision, words
):
    application = factories.create_application(
        cohort, name="Signed Sam", director_email=supervisor.email, endorsed=True
    )
    if decision:
        type(application).objects.filter(pk=application.pk).update(
            decision=decision, decided_at="2026-11-01T12:00Z", decided_by=state_staff
        )
    page = shown(today_of(supervisor))
    assert page.index("Signed Sam") < page.index(words)


def test_a_director_of_a_further_address_finds_the_sign_off(today_of, cohort, applicant):
    director = factories.create_person("Saul Supervisor", "saul@home.example")
    director.addresses.create(email="Saul.Supervisor@example.org", verified_at="2026-01-01T00:00Z")
    page = shown(today_of(director))
    assert applicant.name in page and reverse("recruitment:endorsement-answer") in page


def test_a_director_reads_how_often_own_people_came_and_of_nobody_else(
    today_of, cohort, supervisor, participant, facilitator
):
    for position, status in [(1, "present"), (2, "absent")]:
        meeting = cohort.meetings.get(position=position)
        factories.move_meeting(meeting, factories.today())
        factories.attend(meeting, participant.memberships.get(), status=status)
        assert "came to" not in shown(today_of(supervisor)) or position == 2
        meeting.close_attendance(by=facilitator)
    assert shown(today_of(supervisor)).count("came to 1 of 2 meetings") == 1


def test_a_declined_person_stays_on_a_directors_page(today_of, cohort, supervisor):
    factories.create_application(
        cohort, name="Declined Dee", director_email=supervisor.email, endorsed=False
    )
    page = shown(today_of(supervisor))
    assert page.index("Declined Dee") < page.index("You did not sign")
    assert reverse("recruitment:endorsement-answer") in page


def test_a_withdrawn_application_is_not_a_directors_any_more(today_of, cohort, supervisor):
    application = factories.create_application(
        cohort, name="Gone Gil", director_email=supervisor.email, endorsed=True
    )
    assert "Gone Gil" in shown(today_of(supervisor))
    application.withdraw()
    assert "Gone Gil" not in shown(today_of(supervisor))


# --- an applicant ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("endorsed", "decision", "current"),
    [("waiting", "", "Your director"), (True, "", "The choice"), (True, "waiting", "Our answer")],
)
def test_the_steps_of_an_application(today_of, cohort, state_staff, endorsed, decision, current):
    person = factories.create_person()
    application = factories.create_application(cohort, person=person, endorsed=endorsed)
    if decision:
        type(application).objects.filter(pk=application.pk).update(
            decision=decision, decided_at="2026-11-01T12:00Z", decided_by=state_staff
        )
    page = shown(today_of(person))
    step = page[page.index('aria-current="step"') :]
    assert step[: step.index("</li>")].split(">")[1].strip() == current


def test_what_the_last_meeting_needs_stands_there_until_it_is_done(
    today_of, facilitator, regional_lead, meeting, cohort
):
    factories.move_meeting(meeting, factories.today() - timedelta(days=2))
    members = factories.create_members(cohort, 3)
    factories.attend(meeting, *members)
    assert "Close attendance" in shown(today_of(facilitator))
    meeting.close_attendance(by=facilitator)
    factories.answer_evaluation(meeting, members[0])
    factories.create_follow_up(meeting, what="Call", due_on=factories.today() - timedelta(days=1))
    page = shown(today_of(facilitator))
    needed = page.partition("What meeting 1 of ")[2].partition("</section>")[0]
    assert "Open: 1 of 3" in needed and "Nobody has the link by letter yet." in needed
    assert "Who was here" not in needed, "what is done is not needed"
    assert "1 promise is open" in needed and "1 is late" in needed
    assert "Open: 1 of 3" not in shown(today_of(regional_lead))
    factories.create_release(meeting)
    assert "What meeting 1 of " not in shown(today_of(facilitator))


def test_on_the_day_what_the_meeting_before_needs_stays(today_of, facilitator, meeting, cohort):
    factories.move_meeting(meeting, factories.today() - timedelta(days=2))
    meeting.close_attendance(by=facilitator)
    second = cohort.meetings.get(position=2)
    now = timezone.localtime(timezone=second.zone)
    factories.move_meeting(second, now.date(), starts=now.time().replace(microsecond=0))
    assert second.has_begun
    assert "What meeting 1 of " in shown(today_of(facilitator))


def test_what_was_left_open_for_a_held_meeting_is_one_number_and_can_be_closed(
    today_of, client_of, facilitator, meeting, cohort
):
    factories.move_meeting(meeting, factories.today() - timedelta(days=3))
    late = factories.today() - timedelta(days=9)
    for text in ["Book the room", "Order lunch"]:
        factories.create_logistics_item(meeting, text=text, due_on=late)
    factories.attend(meeting, *factories.create_members(cohort, 2))
    meeting.close_attendance(by=facilitator)
    client = client_of(facilitator)
    place = [cohort.slug, meeting.position]
    tasks = reverse("meetings:task-list", args=place)
    page = shown(today_of(facilitator))
    assert "Open the task" not in page and "2 things to arrange were left open" in page
    assert "Nothing is late, and nothing is due" in page
    plan = shown(client.get(meeting.get_absolute_url()))
    assert "2 things to arrange were left open" in plan and "Nothing is open." not in plan
    page = shown(client.get(tasks))
    assert "Close 2 tasks" in page and "late" not in page.partition("<main")[2].lower()
    act(client, reverse("meetings:logistics-close", args=place))
    assert not meeting.logistics.filter(done_at=None).exists()
    assert "things to arrange were left open" not in shown(client.get(meeting.get_absolute_url()))


def test_since_yesterday_tells_of_an_answer_as_it_is_now(today_of, cohort, facilitator):
    """A director who changes the answer twice is one line."""
    application = factories.create_application(cohort, name="Nuria New", endorsed=True)
    for answer in ["decline", "give", "decline"]:
        endorsement = reopen_for_change(application.endorsement)
        if answer == "give":
            endorsement.give(signed_name="Dolores Example")
        else:
            endorsement.decline()
        application = type(application).objects.get(pk=application.pk)
    page = shown(today_of(facilitator))
    assert page.count("did not sign for Nuria New.") == 1 and "signed for Nuria New." not in page
