"""From asking to the release: letters to everybody, closed once, counted once, late answers only
when enough came.
"""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Letter
from evaluations.actions.release import count_evaluation
from evaluations.actions.submit import submit_answers
from evaluations.models import Answer, Comment, Evaluation, PublishedFigure, Release, Response
from lib.jobs.queue import run_pending
from people.models import Link

from .. import factories
from ..looks import act
from ..shown import shown


@pytest.fixture
def meeting(cohort):
    """Meeting 1 was yesterday; twelve came, the roll call is closed."""
    meeting = cohort.meetings.get(position=1)
    meeting.on = factories.today() - timedelta(days=1)
    meeting.save()
    return meeting


@pytest.fixture
def came(meeting, facilitator):
    members = factories.create_members(meeting.cohort, 14)
    factories.attend(meeting, *members[:12])
    meeting.close_attendance(by=facilitator)
    return members[:12]


def address(meeting, page):
    return reverse(f"evaluations:evaluation-{page}", args=[meeting.cohort.slug, meeting.position])


def answer(meeting, members, *, now=3, words="", may_quote=False):
    evaluation = Evaluation.objects.select_related("meeting__cohort", "form").get(meeting=meeting)
    asked = {question.code: question for question in evaluation.form.questions.all()}
    for member in members:
        ratings = {asked["qs_before_after"]: (1, now), asked["know_qs"]: (None, 4)}
        assert submit_answers(
            evaluation,
            member,
            ratings=ratings,
            comments={asked["most_useful"]: (words, may_quote)} if words else {},
        )


def closed_days_ago(meeting, days):
    Evaluation.objects.filter(meeting=meeting).update(
        closed_at=timezone.now() - timedelta(days=days)
    )


def test_the_counter_is_live_and_names_nobody(meeting, came, facilitator, client_of):
    answer(meeting, came[:9])
    page = shown(client_of(facilitator).get(address(meeting, "detail")))
    assert "9 of 12 evaluated" in page
    assert not any(member.person.name in page for member in came)


def test_letters_go_to_everybody_once_a_day(meeting, came, facilitator, client_of):
    answer(meeting, came[:9])
    client = client_of(facilitator)
    act(client, address(meeting, "invite"))
    act(client, address(meeting, "invite"))
    letters = Letter.objects.filter(code="evaluation-invitation")
    assert {letter.membership for letter in letters} == set(came) and letters.count() == 12
    assert {
        (letter.link.purpose, letter.link.uses_left, letter.meeting_position) for letter in letters
    } == {(Link.Purpose.EVALUATE, None, 1)}


def test_whoever_is_noted_after_the_letters_is_named_and_gets_one(
    meeting, came, facilitator, client_of
):
    client = client_of(facilitator)
    assert "no letter" not in shown(client.get(address(meeting, "detail")))
    act(client, address(meeting, "invite"))
    assert ", to everybody." in shown(client.get(address(meeting, "detail")))
    meeting.reopen_attendance(by=facilitator, reason="Came late")
    late = list(meeting.cohort.memberships.exclude(pk__in=[row.pk for row in came]))
    late[1].person.email = ""
    late[1].person.save()
    for row in late:
        meeting.attendances.filter(membership=row).update(status="present")
    meeting.close_attendance(by=facilitator)
    page = shown(client.get(address(meeting, "detail")))
    assert "2 people of the room have no letter" in page and ", to everybody." not in page
    assert all(row.person.name in page for row in late)
    assert "Send it to 1 more" in page
    act(client, address(meeting, "invite"), {"left_out": "1"})
    page = shown(client.get(address(meeting, "detail")))
    assert "1 person of the room has no letter" in page and "Send it to" not in page
    letters = Letter.objects.filter(code="evaluation-invitation")
    assert letters.count() == 13 and letters.filter(membership=late[0]).count() == 1


def test_closing_asks_once_more_then_counts(meeting, came, facilitator, client_of):
    answer(meeting, came[:9], words="More time")
    client = client_of(facilitator)
    assert "9 of 12 people evaluated" in shown(client.get(address(meeting, "close")))
    assert not Evaluation.objects.exclude(closed_at=None).exists(), "looking closes nothing"
    act(client, address(meeting, "close"))
    act(client, address(meeting, "close"))
    run_pending()
    release = Release.objects.get()
    assert (release.number, release.attended, release.responses) == (1, 12, 9)
    assert sorted(release.figures.values_list("question__code", "before", "now", "count")) == [
        ("know_qs", None, 4, 9),
        ("qs_before_after", 1, 3, 9),
    ]
    assert (
        Response.objects.filter(release=release).count()
        == Comment.objects.filter(release=release).count()
        == 9
    )
    assert Answer.objects.count() == 18
    assert "Read the results" in shown(client.get(address(meeting, "detail")))


@pytest.mark.parametrize(("number", "is_warned"), [(0, True), (4, True), (5, False)])
def test_closing_with_few_answers_says_that_nothing_will_be_shown(
    meeting, came, facilitator, client_of, number, is_warned
):
    answer(meeting, came[:number])
    page = shown(client_of(facilitator).get(address(meeting, "close")))
    words = f"{number} of 12 answered, and fewer than 5 are never shown: no results"
    assert (words in page) == is_warned


def test_pages_promise_a_reminder_only_when_it_can_be_sent(meeting, came, facilitator, client_of):
    client = client_of(facilitator)
    pages = [
        meeting.get_absolute_url(),
        reverse("evaluations:results-meeting", args=[meeting.cohort.slug, 1]),
    ]
    assert all("Nobody has the link by letter yet." in shown(client.get(page)) for page in pages)
    act(client, address(meeting, "invite"))
    for page in [*pages, address(meeting, "detail")]:
        text = shown(client.get(page))
        assert "; again from " in text and "Remind everybody" not in text, page
    Letter.objects.update(queued_at=timezone.now() - timedelta(hours=21))
    for page in [*pages, address(meeting, "detail")]:
        assert "Remind everybody" in shown(client.get(page)), page


def test_nothing_to_open_or_counted_before_the_meeting(meeting, facilitator, client_of):
    factories.move_meeting(meeting, factories.today() + timedelta(days=9))
    page = client_of(facilitator).get(
        reverse("evaluations:results-meeting", args=[meeting.cohort.slug, 1])
    )
    assert "Take it with you" not in shown(page) and "Open the evaluation" not in shown(page)


def test_attendance_comes_first(meeting, facilitator, client_of):
    client = client_of(facilitator)
    act(client, address(meeting, "close"))
    assert "Close attendance first" in shown(client.get(address(meeting, "close"), follow=True))
    assert Evaluation.objects.get(meeting=meeting).closed_at is None


def test_counting_twice_counts_once(meeting, came, facilitator):
    answer(meeting, came)
    evaluation = Evaluation.objects.get(meeting=meeting)
    assert count_evaluation(evaluation) is None, "an open evaluation is not counted"
    evaluation.close(by=facilitator)
    assert count_evaluation(evaluation).responses == 12
    assert count_evaluation(evaluation) is None and Release.objects.count() == 1


def test_counted_answers_do_not_change_any_more(meeting, came, facilitator):
    answer(meeting, came)
    evaluation = Evaluation.objects.get(meeting=meeting)
    evaluation.close(by=facilitator)
    count_evaluation(evaluation)
    assert not submit_answers(
        evaluation,
        came[0],
        ratings={evaluation.form.questions.get(code="know_qs"): (None, 1)},
        comments={},
    )
    assert not Answer.objects.filter(now=1).exists()


@pytest.mark.parametrize("late, counted", [(4, False), (5, True)])
def test_late_answers_are_counted_once_and_only_when_enough(
    meeting, came, facilitator, client_of, late, counted
):
    client = client_of(facilitator)
    answer(meeting, came[late:])
    act(client, address(meeting, "close"))
    run_pending()
    answer(meeting, came[:late], now=2)
    act(client, address(meeting, "late"))
    run_pending()
    assert Release.objects.count() == 1, "not while more may come"
    closed_days_ago(meeting, 15)
    page = shown(client.get(address(meeting, "detail")))
    assert ("Count the late answers" in page) == counted and (
        "too late to be counted" in page
    ) != counted
    for _ in range(2):
        act(client, address(meeting, "late"))
        run_pending()
    assert Release.objects.count() == 1 + counted
    results = client.get("/cohorts/region-8/results.json").json()["meetings"][0]
    assert (results["attended"], results["responses"]) == (12, 12 if counted else 12 - late)


def test_printed_rows_are_kept_as_printed_and_checked(client, db):
    from cop_site.loading import load_everything

    load_everything()
    load_everything()
    rows = PublishedFigure.objects.all()
    assert rows.count() == 26 and rows.filter(is_possible=True).count() == 25
    impossible = rows.get(is_possible=False)
    assert (impossible.part, impossible.meeting, impossible.code, impossible.row) == (
        2,
        1,
        "qs_before_after",
        "before",
    )
    assert (impossible.percents, impossible.checked_sum) == ([19, 69, 17], 105)
    assert {(repair["place"], repair["percent"]) for repair in impossible.repairs} == {
        (0, 14),
        (1, 64),
        (2, 12),
    }
    page = shown(client.get("/results/published/"))
    for words in [
        "Before the meeting, 19% rated themselves low, 69% medium and 17% high.",
        "these three add to 105%",
        "low 14% instead of 19%, medium 64% instead of 69%, high 12% instead of 17%.",
    ]:
        assert words in page
    assert '<svg class="h-chart' not in page
    assert [heading[:9] for heading in re.findall(r'<h2 id="m\d">([^<]+)', page)] == [
        f"Meeting {n}" for n in range(1, 6)
    ]
