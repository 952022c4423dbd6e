"""An evaluation closes by itself after its last day; until then it can be kept open longer."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from cohorts.models import Letter
from evaluations.actions.close import close_ended, close_evaluation, keep_open
from evaluations.eligibility import LATE, eligibility
from evaluations.models import Evaluation, Release
from evaluations.models.evaluation import LATEST_OPEN_DAYS, OPEN_DAYS
from lib import dates
from lib.jobs.queue import run_pending

from .. import factories
from ..looks import act
from ..shown import shown


def held(cohort, days_ago, *, attendance=True):
    """Meeting 1 was so many days ago, and two members came; returns its evaluation."""
    on = factories.today() - timedelta(days=days_ago)
    meeting = factories.move_meeting(cohort.meetings.get(position=1), on)
    factories.attend(meeting, *factories.create_members(cohort, 2))
    if attendance:
        meeting.close_attendance(by=factories.create_person())
    return Evaluation.objects.select_related("meeting__cohort__network").get(meeting=meeting)


def address(evaluation, page):
    return reverse(f"evaluations:evaluation-{page}", args=[evaluation.meeting.cohort.slug, 1])


def test_it_closes_by_itself_after_its_last_day_and_is_counted(cohort):
    evaluation = held(cohort, OPEN_DAYS)
    assert evaluation.is_open and close_ended() == 0, "the last day counts"
    evaluation = held(cohort, OPEN_DAYS + 1)
    assert close_ended() == 1 and close_ended() == 0
    run_pending()
    evaluation.refresh_from_db()
    midnight = datetime.combine(factories.today(), time.min, tzinfo=evaluation.meeting.zone)
    assert (evaluation.closed_at, evaluation.closed_by) == (midnight, None)
    assert Release.objects.get().released_by is None


def test_it_waits_for_attendance(cohort, facilitator, client_of):
    evaluation = held(cohort, OPEN_DAYS + 1, attendance=False)
    assert close_ended() == 0
    client = client_of(facilitator)
    assert "Close attendance, and the answers are counted" in shown(
        client.get(address(evaluation, "detail"))
    )
    evaluation.meeting.close_attendance(by=facilitator)
    assert close_ended() == 1


def test_without_a_worker_the_last_day_holds_as_well(cohort, link_client):
    """Its form says that it is closed, as after the button; later it refuses."""
    evaluation = held(cohort, OPEN_DAYS + 1)
    member = cohort.memberships.first()
    assert eligibility(evaluation, member) == LATE
    phone = link_client("evaluate", membership=member, meeting_position=1)
    assert "The evaluation is closed. We still take late" in shown(phone.get("/evaluate/"))
    on = factories.today() - timedelta(days=OPEN_DAYS * 2 + 1)
    factories.move_meeting(evaluation.meeting, on)
    phone.post("/evaluate/", {"know_qs": "4"})
    assert "This evaluation is closed." in shown(phone.get("/evaluate/"))
    assert not evaluation.responses.exists()


def test_the_button_before_the_last_day_says_who(cohort, facilitator):
    evaluation = held(cohort, 1)
    assert close_evaluation(evaluation, by=facilitator)
    assert evaluation.closed_by == facilitator and not close_ended()


@pytest.mark.parametrize(
    "days, is_taken",
    [(OPEN_DAYS - 1, False), (OPEN_DAYS, False), (OPEN_DAYS + 1, True), (LATEST_OPEN_DAYS, True)]
    + [(LATEST_OPEN_DAYS + 1, False)],
)
def test_the_last_day_moves_ahead_only_and_not_too_far(
    cohort, facilitator, client_of, days, is_taken
):
    evaluation = held(cohort, 1)
    day = evaluation.meeting.on + timedelta(days=days)
    client = client_of(facilitator)
    answer = act(client, address(evaluation, "until"), {"until": day.isoformat()})
    evaluation.refresh_from_db()
    assert (evaluation.closes_on == day) == is_taken == (answer.status_code == 302)
    if not is_taken:
        assert "Choose a day after" in shown(answer)


def test_a_closed_one_is_not_opened_again(cohort, facilitator, client_of):
    evaluation = held(cohort, 1)
    close_evaluation(evaluation, by=facilitator)
    assert not keep_open(evaluation, until=evaluation.latest_day)
    page = client_of(facilitator).get(address(evaluation, "until"), follow=True)
    assert "Only an evaluation that is open" in shown(page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_letters_and_pages_tell_the_last_day(cohort, facilitator, client_of, language):
    evaluation = held(cohort, 1)
    person = cohort.memberships.first().person
    person.language = language
    person.save()
    day = dates.long_day(evaluation.last_day)
    assert f"You can answer until {day}." in shown(
        client_of(cohort.memberships.last().person).get(address(evaluation, "answer"))
    )
    act(client_of(facilitator), address(evaluation, "invite"))
    body = Letter.objects.get(membership__person=person).body
    with translation.override(language):
        assert f"Until {dates.long_day(evaluation.last_day)}." in body


def test_withdrawing_is_shown_before_it_happens(cohort, link_client):
    evaluation = held(cohort, 1)
    phone = link_client("evaluate", membership=cohort.memberships.first(), meeting_position=1)
    phone.post("/evaluate/", {"know_qs": "4"})
    look = shown(phone.post("/evaluate/", {"withdraw": "1"}))
    assert "Withdraw your answers?" in look and evaluation.responses.count() == 1
    phone.post("/evaluate/", {"withdraw": "confirmed"})
    assert not evaluation.responses.exists()
