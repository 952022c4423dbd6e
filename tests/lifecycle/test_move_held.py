"""A meeting that was held is not moved ahead; a day that is over is put right; answers for the old
day are asked again (K02, main-job 28 and 31).
"""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import Letter
from evaluations.models import Response
from lib import dates
from lifecycle.actions.reschedule_meeting import reschedule
from meetings.actions.meeting_reminders import members_to_remind
from meetings.models import Meeting
from meetings.pages.rsvp import rsvp_summary

from .. import factories
from ..looks import act, is_look
from ..shown import shown
from .test_reschedule import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(meeting):
    return reverse("lifecycle:meeting-edit", args=[meeting.cohort.slug, meeting.position])


@pytest.fixture
def browser(client_of, facilitator):
    return client_of(facilitator)


@pytest.fixture
def members(cohort):
    return factories.create_members(cohort, 3)


@pytest.fixture
def past(meeting):
    """Two days ago."""
    return factories.move_meeting(meeting, factories.today() - timedelta(days=2))


def moved(meeting, days, **fields):
    return typed(meeting, on=(meeting.on + timedelta(days=days)).isoformat(), **fields)


def told_by(look):
    return {row.sentence: row.number for row in look.context["outcome"].consequences}


# --- K02: what was held stays in the past ---------------------------------------------------------


def test_with_marks_it_is_never_moved_ahead_also_after_reopening(
    past, place, browser, members, facilitator
):
    factories.attend(past, *members)
    for _ in range(2):
        refused = browser.post(place, moved(past, 30))
        assert not is_look(refused)
        assert "is not moved ahead. Add a make-up meeting instead." in shown(refused)
        assert reverse("lifecycle:meeting-make-up", args=[past.cohort.slug, 1]) in shown(refused)
        with pytest.raises(ActRefused):
            reschedule(Meeting.objects.get(pk=past.pk), on=past.on + timedelta(days=30))
        past.close_attendance(by=facilitator)
        past.reopen_attendance(reason="A slip", by=facilitator)
    assert not Letter.objects.exists()


def test_with_answers_alone_it_is_never_moved_ahead(past, place, browser):
    factories.answer_evaluation(past)
    past.attendances.all().delete()
    assert Response.objects.exists()
    refused = browser.post(place, moved(past, 30))
    assert not is_look(refused) and "is not moved ahead" in shown(refused)


def test_a_meeting_that_nobody_came_to_moves_ahead_with_letters(past, place, browser, members):
    look = browser.post(place, moved(past, 9))
    assert is_look(look) and told_by(look)["members are told"] == 3


# --- a day that is over is put right --------------------------------------------------------------


def test_a_closed_meeting_was_on_another_day_with_a_reason_and_without_letters(
    past, place, browser, members, facilitator
):
    factories.attend(past, *members)
    past.close_attendance(by=facilitator)
    roster = {member.pk for member in past.roster()}
    assert "Write why the day is put right" in shown(browser.post(place, moved(past, -1)))
    sent = moved(past, -1, reason="Typed wrong")
    look = browser.post(place, sent)
    assert "Correct it, and send no letter</button>" in shown(look)
    act(browser, place, sent)
    right = Meeting.objects.get(pk=past.pk)
    assert right.on == past.on - timedelta(days=1) and right.is_held
    assert {member.pk for member in right.roster()} == roster
    assert not Letter.objects.exists()
    correction = right.date_corrections.get()
    assert (correction.was_on, correction.reason) == (past.on, "Typed wrong")
    page = shown(browser.get(right.get_absolute_url()))
    assert f"Until it was put right, {dates.day(past.on)} stood here: Typed wrong" in page


def test_a_day_ahead_is_not_put_into_the_past(meeting, place, browser, members):
    yesterday = (factories.today() - timedelta(days=1)).isoformat()
    refused = browser.post(place, typed(meeting, on=yesterday, reason="Typed wrong"))
    assert "Choose a day that has not passed" in shown(refused)


def test_an_hour_of_today_that_is_over_is_refused(meeting, place, browser, members):
    today = timezone.localdate(timezone=meeting.zone)
    factories.move_meeting(meeting, today, starts=time(23, 59))
    refused = browser.post(place, typed(meeting, starts="00:00"))
    assert "This hour is over" in shown(refused)


# --- length ---------------------------------------------------------------------------------------


def test_another_length_is_told_and_kept(meeting, place, browser, members):
    look = browser.post(place, typed(meeting, minutes="240"))
    assert is_look(look) and told_by(look)["members are told"] == 3
    act(browser, place, typed(meeting, minutes="240"))
    assert Meeting.objects.get(pk=meeting.pk).minutes == 240
    assert "at most 600 minutes" in shown(browser.post(place, typed(meeting, minutes="9000")))


# --- answers are for a day (main-job 28) ----------------------------------------------------------


def test_answers_for_the_old_day_are_asked_again(
    meeting, place, browser, members, client_of, facilitator
):
    factories.create_reply(meeting, members[0], food_needs="No walnuts")
    look = browser.post(place, moved(meeting, 1))
    assert told_by(look)["answer is asked for again"] == 1
    act(browser, place, moved(meeting, 1))
    old, new = meeting.on, Meeting.objects.select_related("cohort").get(pk=meeting.pk)
    summary = rsvp_summary(new)
    assert (summary.coming, summary.not_answered) == (0, 3)
    assert summary.food == [("No walnuts", 1)], "what they need there still counts"
    Letter.objects.update(status="sent", sent_at=timezone.now(), attempts=1)
    assert {m.pk for m in members_to_remind(new)} == {m.pk for m in members}
    reply = reverse("meetings:reply", args=[new.cohort.slug, 1])
    own = client_of(members[0].person)
    page = shown(own.get(reply))
    assert f"For {dates.day(old)} you said: Coming." in page and "No walnuts" in page
    listed = shown(browser.get(reverse("meetings:reply-list", args=[new.cohort.slug, 1])))
    assert f"For {dates.short_day(old)}: Coming" in listed
    own.post(reply, {"answer": "coming"})
    assert rsvp_summary(new).coming == 1


def test_another_hour_keeps_the_answers(meeting, place, browser, members):
    factories.create_reply(meeting, members[0])
    act(browser, place, typed(meeting, starts="10:00"))
    assert rsvp_summary(Meeting.objects.select_related("cohort").get(pk=meeting.pk)).coming == 1


def test_a_meeting_that_ends_after_midnight_is_remarked_on(browser, place, meeting):
    late = browser.post(place, moved(meeting, 1, starts="21:00", minutes=270))
    assert "It ends after midnight, at 1:30\xa0am" in shown(late)
    assert "after midnight" not in shown(browser.post(place, moved(meeting, 1)))


def test_letters_about_the_date_do_not_leave_once_the_meeting_was_held(
    browser, place, meeting, members, facilitator
):
    act(browser, place, moved(meeting, 1))
    factories.move_meeting(meeting, factories.today() - timedelta(days=1))
    factories.attend(meeting, members[0])
    waiting = Letter.objects.filter(status="queued")
    number = waiting.count()
    assert number
    close = reverse("meetings:attendance-close", args=[meeting.cohort.slug, meeting.position])
    told = told_by(browser.post(close))
    assert told["letters about its date are not sent any more"] == number
    act(browser, close)
    assert not waiting.exists()
