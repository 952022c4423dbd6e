"""A meeting that is called off, postponed, or takes place after all (K01, F03, F13)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import Cohort, Letter, StaffAct
from evaluations.eligibility import NOT_BEGUN, eligibility
from lib import dates
from lifecycle.actions.call_off_act import call_off as call_off_verb
from lifecycle.actions.graduation import completion_refusal, graduation_candidates
from lifecycle.actions.take_back import take_back
from meetings.actions.meeting_reminders import members_to_remind
from meetings.models import Attendance, Meeting, MeetingHasBegun, NotExpected, Reply

from .. import factories
from ..looks import act, is_look
from ..shown import shown

pytestmark = pytest.mark.django_db
FIRE = "A wildfire: the school is closed for smoke"


@pytest.fixture
def browser(client_of, facilitator):
    return client_of(facilitator)


@pytest.fixture
def third(cohort):
    return cohort.meetings.get(position=3)


@pytest.fixture
def members(cohort):
    return factories.create_members(cohort, 3)


def place(meeting, name):
    return reverse(f"lifecycle:meeting-{name}", args=[meeting.cohort.slug, meeting.position])


def call_off(browser, meeting, **fields):
    act(browser, place(meeting, "call-off"), {"reason": FIRE, **fields})
    meeting.refresh_from_db()


def told_by(look):
    return {row.sentence: row.number for row in look.context["outcome"].consequences}


def test_the_look_says_who_hears_of_it_and_nothing_is_done_yet(browser, third, cohort, members):
    factories.create_application(cohort, endorsed=True)
    factories.create_membership(cohort, factories.create_person("Luz Holm", ""))
    factories.create_reply(third, members[0])
    look = browser.post(place(third, "call-off"), {"reason": FIRE})
    assert is_look(look) and not Meeting.objects.get(pk=third.pk).is_called_off
    told = told_by(look)
    for sentence, number in [
        ("members are told", 3),
        ("member has no address", 1),
        ("director who signed is told", 1),
        ("answer counts no more", 1),
    ]:
        assert told[sentence] == number
    assert "Call it off, and send 4 letters</button>" in shown(look)
    assert "Write the reason in a few words" in shown(browser.post(place(third, "call-off"), {}))


def test_members_and_directors_hear_the_reason_and_the_dates_that_stay(
    browser, third, cohort, members
):
    factories.create_application(cohort, endorsed=True)
    call_off(browser, third)
    letters = Letter.objects.filter(code="meeting-called-off")
    assert letters.count() == 4 and set(letters.values_list("status", flat=True)) == {"queued"}
    body = letters.filter(membership=members[0]).get().body
    second = cohort.meetings.get(position=2)
    assert FIRE in body and "The other meetings stay as they are." in body
    assert "CALLED OFF: " + dates.day(third.on) in body
    assert f"- {dates.day(second.on)}" in body


def test_it_stands_struck_through_with_its_reason_everywhere(
    browser, third, cohort, client_of, participant, regional_lead, state_staff
):
    call_off(browser, third)
    own = client_of(participant)
    page = shown(own.get(third.get_absolute_url()))
    assert FIRE in page and "This meeting does not take place" in page and "h-off" in page
    assert "I am coming" not in page
    for reader in [browser, client_of(regional_lead), client_of(state_staff)]:
        page = shown(reader.get(third.get_absolute_url()))
        assert FIRE in page and "called off" in page and "is-off" in page
    reply = reverse("meetings:reply", args=[cohort.slug, 3])
    assert FIRE in shown(own.get(reply))
    results = shown(browser.get(reverse("evaluations:results-cohort", args=[cohort.slug])))
    assert "Called off" in results
    roll = reverse("meetings:attendance-edit", args=[cohort.slug, 3])
    assert FIRE in shown(browser.get(roll))


def test_nobody_answers_marks_evaluates_or_is_reminded(browser, third, members, facilitator):
    call_off(browser, third)
    factories.move_meeting(third, factories.today() - timedelta(days=1))
    third.refresh_from_db()
    with pytest.raises(MeetingHasBegun):
        Reply.objects.save_answer(meeting=third, membership=members[0], answer="coming")
    with pytest.raises(NotExpected):
        Attendance.objects.mark(
            meeting=third, memberships=members, status="present", by=facilitator
        )
    assert members_to_remind(third) == [] and not third.roster()
    assert eligibility(third.evaluation, members[0]) == NOT_BEGUN


def test_the_calendar_cancels_the_entry_it_had(browser, third, cohort):
    def entry():
        file = browser.get(reverse("meetings:cohort-calendar", args=[cohort.slug]))
        uid = f"meeting-{third.pk}@hallway"
        return next(e for e in Calendar.from_ical(file.content).events if e["UID"] == uid)

    before = entry()
    call_off(browser, third)
    after = entry()
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1 and FIRE in after["DESCRIPTION"]
    act(browser, place(third, "call-on"))
    again = entry()
    assert again["STATUS"] == "CONFIRMED" and again["SEQUENCE"] == after["SEQUENCE"] + 1


def test_the_next_meeting_is_another_one_and_applicants_do_not_read_its_date(
    browser, cohort, client_of, participant
):
    first, second = cohort.meetings.get(position=1), cohort.meetings.get(position=2)
    call_off(browser, first)
    page = client_of(participant).get(cohort.get_absolute_url())
    assert page.context["meeting"] == second
    apply = shown(Client().get(reverse("recruitment:apply", args=[cohort.slug])))
    assert dates.day(second.on) in apply and dates.day(first.on) not in apply


def test_what_did_not_take_place_is_asked_of_nobody(browser, cohort, third, members, facilitator):
    """The guidebook asks for all three meetings of the part; one burned down."""
    with factories.as_draft(cohort.guidebook):
        cohort.guidebook.parts.filter(number=1).update(minimum_meetings=3)
        cohort.guidebook.parts.filter(number=2).update(minimum_meetings=0)
    call_off(browser, third)
    Cohort.objects.filter(pk=cohort.pk).update(status="meeting")
    for meeting in cohort.meetings.exclude(pk=third.pk):
        factories.move_meeting(meeting, factories.today() - timedelta(days=9 - meeting.position))
        factories.attend(meeting, members[0])
        Meeting.objects.get(pk=meeting.pk).close_attendance(by=facilitator)
    cohort.refresh_from_db()
    assert completion_refusal(cohort) == ""
    graduates = {row.membership.pk: row.graduates for row in graduation_candidates(cohort)}
    assert graduates == {m.pk: m == members[0] for m in members}


def test_what_was_held_cannot_be_called_off(browser, third, members, facilitator):
    factories.move_meeting(third, factories.today())
    factories.attend(third, members[0])
    refused = browser.post(place(third, "call-off"), {"reason": FIRE})
    assert not is_look(refused)
    assert "is noted already, so it was held. Split it, or add a make-up." in shown(refused)


def test_a_day_that_is_over_is_called_off_without_letters(browser, third, members):
    factories.move_meeting(third, factories.today() - timedelta(days=1))
    call_off(browser, third)
    assert third.is_called_off and not Letter.objects.filter(code="meeting-called-off").exists()


def test_a_reminder_that_waits_is_not_sent(browser, third, members):
    act(browser, reverse("meetings:reminder-send", args=[third.cohort.slug, 3]))
    reminders = Letter.objects.filter(code="meeting-reminder")
    assert reminders.filter(status="queued").count() == 3
    call_off(browser, third)
    assert reminders.filter(status="dropped").count() == 3


def test_it_is_taken_back_within_ten_minutes(browser, third, members, facilitator):
    act(browser, reverse("meetings:reminder-send", args=[third.cohort.slug, 3]))
    call_off(browser, third)
    done = StaffAct.objects.get(kind="meeting_call_off")
    take_back(done, by=facilitator)
    third.refresh_from_db()
    assert not third.is_called_off and third.called_off_reason == ""
    assert set(
        Letter.objects.filter(code="meeting-called-off").values_list("status", flat=True)
    ) == {"dropped"}
    assert Letter.objects.filter(code="meeting-reminder", status="queued").count() == 3


def test_it_takes_place_after_all_while_its_day_is_ahead(browser, third, members, facilitator):
    reply = factories.create_reply(third, members[0])
    call_off(browser, third)
    look = browser.post(place(third, "call-on"))
    assert is_look(look) and told_by(look)["earlier answer counts again"] == 1
    act(browser, place(third, "call-on"))
    third.refresh_from_db()
    assert not third.is_called_off and reply.is_for_the_day
    letter = Letter.objects.filter(code="dates-moved", membership=members[0]).get()
    assert f"NEW: {dates.day(third.on)}" in letter.body
    take_back(StaffAct.objects.get(kind="meeting_call_on"), by=facilitator)
    third.refresh_from_db()
    assert third.is_called_off and third.called_off_reason == FIRE


def test_its_day_is_over_so_it_does_not_take_place_after_all(browser, third, members):
    call_off(browser, third)
    factories.move_meeting(third, factories.today() - timedelta(days=1))
    act(browser, place(third, "call-on"))
    third.refresh_from_db()
    assert third.is_called_off


def test_postponed_until_another_day_is_found(browser, third, members, facilitator):
    before = third.on
    look = browser.post(place(third, "call-off"), {"reason": FIRE, "postponed": "on"})
    assert look.context["outcome"].button == "Postpone it, and send 3 letters"
    assert next(iter(told_by(look))).startswith("meeting is postponed, and another day is looked")
    call_off(browser, third, postponed="on")
    body = Letter.objects.filter(code="meeting-called-off").first().body
    assert "POSTPONED: " + dates.day(third.on) in body and "CALLED OFF" not in body
    letter = Letter.objects.filter(code="meeting-called-off", membership=members[0]).get()
    assert "We look for another day" in letter.body
    assert "It is postponed until another day is found" in shown(
        browser.get(third.get_absolute_url())
    )
    new = before + timedelta(days=3)
    sent = {"on": new.isoformat(), "starts": "09:00"}
    act(browser, place(third, "edit"), sent)
    third.refresh_from_db()
    assert third.on == new and not third.is_called_off and not third.postponed
    told = Letter.objects.filter(code="dates-moved", membership=members[0]).get()
    assert f"NEW: {dates.day(new)}" in told.body and dates.day(before) in told.body
    said = take_back(StaffAct.objects.get(kind="meeting_move"), by=facilitator)
    assert "Meeting 3 is postponed again, and has no new date." in said
    third.refresh_from_db()
    assert (third.on, third.postponed, third.called_off_reason) == (before, True, FIRE)


@pytest.mark.parametrize("postponed, heading", [("", "off"), ("on", "waits")])
def test_nothing_is_to_be_arranged_for_a_meeting_that_does_not_take_place(
    browser, third, members, postponed, heading
):
    """Of a meeting that is postponed a room is still to be found, and that is not late."""
    yesterday = factories.today() - timedelta(days=1)
    room = factories.create_logistics_item(third, "Book the room.", due_on=yesterday)
    call_off(browser, third, **({"postponed": postponed} if postponed else {}))
    open_ones = list(third.logistics.left())
    assert open_ones == ([room] if postponed else [])
    page = browser.get(reverse("meetings:task-list", args=[third.cohort.slug, third.position]))
    words = {
        "off": "Not needed: the meeting is called off",
        "waits": "Waits for the new date of the meeting",
    }
    assert [group.heading for group in page.context["logistics"]] == [words[heading]]
    plan = shown(browser.get(third.get_absolute_url()))
    assert ("Book the room" in plan) == bool(postponed)
    for text in (plan, shown(page)):
        assert "day late" not in text and "Call the roll" not in text
    assert ("Postponed" if postponed else "Called off") in plan and "Meeting 3, in" not in plan


def test_a_meeting_is_called_off_once(third, facilitator):
    assert third.call_off(reason=FIRE, by=facilitator)
    assert not Meeting.objects.get(pk=third.pk).call_off(reason="Snow", by=facilitator)
    with pytest.raises(ActRefused):
        call_off_verb(None, third, reason="Snow", by=facilitator)
