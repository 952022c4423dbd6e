"""Room or link at a hybrid meeting, no paper for an online one, and substitutes only where the
guidebook lets them (F14, F15).
"""

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone

from guidebooks.models import Guidebook
from meetings.models import Attendance, Meeting, NoSubstitutes, NotExpected, Reply
from meetings.pages.rsvp import rsvp_summary

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def hybrid(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(setting="hybrid", link_url="https://example.org/x")
    return Meeting.objects.select_related("cohort__guidebook").get(pk=meeting.pk)


@pytest.fixture
def online(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(
        setting="virtual", link_url="https://example.org/x"
    )
    return Meeting.objects.select_related("cohort").get(pk=meeting.pk)


@pytest.fixture
def closed_group(cohort):
    with factories.as_draft(cohort.guidebook) as guidebook:
        Guidebook.objects.filter(pk=guidebook.pk).update(substitutes=False)


def page(meeting, name, *more):
    return reverse(name, args=[meeting.cohort.slug, meeting.position, *more])


# --- hybrid ---------------------------------------------------------------------------------------


def test_a_reply_to_a_hybrid_meeting_says_room_or_link(hybrid, client_of, participant, facilitator):
    own, address = client_of(participant), page(hybrid, "meetings:reply")
    asked = shown(own.get(address))
    assert "I am coming to the room" in asked and "I am coming by link" in asked
    own.post(address, {"answer": "by_link"})
    reply = Reply.objects.get()
    assert (reply.answer, reply.attends_by) == ("coming", "link")
    assert "You are coming by link" in shown(own.get(address))
    own.post(address, {"answer": ""})
    assert Reply.objects.get().attends_by == "link", "Enter keeps what stands"
    summary = rsvp_summary(hybrid)
    assert (summary.coming, summary.in_the_room, summary.by_link) == (1, 0, 1)
    plan = shown(client_of(facilitator).get(hybrid.get_absolute_url()))
    assert "0 in the room, 1 by link" in plan
    assert "By link" in shown(client_of(facilitator).get(page(hybrid, "meetings:reply-list")))
    own.post(address, {"answer": "coming"})
    assert Reply.objects.get().attends_by == "room"


def test_today_offers_both_ways_at_once(hybrid, client_of, participant):
    own = client_of(participant)
    assert "I am coming by link" in shown(own.get(hybrid.cohort.get_absolute_url()))


def test_a_meeting_in_a_room_asks_for_no_way(meeting, client_of, participant):
    own, address = client_of(participant), page(meeting, "meetings:reply")
    assert "by link" not in shown(own.get(address))
    own.post(address, {"answer": "by_link"})
    assert (Reply.objects.get().answer, Reply.objects.get().attends_by) == ("coming", "")


def test_the_roll_call_records_who_is_here_by_link(hybrid, client_of, participant, greeter):
    today = timezone.localdate(timezone=hybrid.zone)
    factories.move_meeting(hybrid, today, starts=time(0))
    member = participant.memberships.get()
    Reply.objects.create(
        meeting=hybrid, membership=member, answer="coming", answered_for=today, attends_by="link"
    )
    door, mark = client_of(greeter), page(hybrid, "meetings:attendance-mark", member.pk)
    roll = page(hybrid, "meetings:attendance-edit")
    listed = shown(door.get(roll))
    assert "Here by link" in listed and "Said: by link" in listed
    door.post(mark, {"status": "by_link"})
    noted = Attendance.objects.get()
    assert (noted.status, noted.attended_by) == ("present", "link")
    assert "By link" in shown(door.get(roll)) and "1 of 1 here" in shown(door.get(roll))
    door.post(mark, {"status": "late"})
    assert Attendance.objects.get().attended_by == "link", "late, and still by link"
    door.post(mark, {"status": "present"})
    assert Attendance.objects.get().attended_by == "room"
    door.post(mark, {"status": "absent"})
    assert Attendance.objects.get().attended_by == ""


def test_paper_rows_say_who_came_by_link(hybrid, client_of, facilitator):
    """Only at a hybrid meeting; whoever signs is in the room."""
    for name in ["Ana Ash", "Ben Bell", "Cy Cole"]:
        factories.create_membership(hybrid.cohort, factories.create_person(name))
    factories.move_meeting(hybrid, timezone.localdate(timezone=hybrid.zone), starts=time(0))
    browser, rows = client_of(facilitator), page(hybrid, "meetings:attendance-rows")
    roll = shown(browser.get(page(hybrid, "meetings:attendance-edit")))
    assert "O came by link." in roll
    asked = browser.post(rows, {"rows": "1, 2O, 3L"})
    assert "By link" in shown(asked)
    keys = [row.membership.pk for row, _status in asked.context["signed"]]
    browser.post(rows, {"rows": "1, 2O, 3L", "member": keys, "save": "1"})
    noted = Attendance.objects.order_by("membership__person__sort_name")
    assert [(row.status, row.attended_by) for row in noted] == [
        ("present", "room"),
        ("present", "link"),
        ("late", "room"),
    ]
    Meeting.objects.update(setting="in_person")
    assert "“2O” is not a row of this sheet" in shown(browser.post(rows, {"rows": "2O"}))


# --- online ---------------------------------------------------------------------------------------


def test_an_online_meeting_has_no_paper_and_no_room(online, client_of, facilitator, quick_paper):
    browser = client_of(facilitator)
    papers = shown(browser.get(page(online, "dashboards:papers")))
    assert "Run of show" in papers
    for paper in ["Sign-in sheet", "Evaluation on paper", "Evaluation card", "The pack"]:
        assert paper not in papers
    for slug in ["sign-in", "pack", "evaluation-form", "evaluation-card"]:
        assert browser.get(page(online, "dashboards:document-pdf", slug)).status_code == 404
    plan = shown(browser.get(online.get_absolute_url()))
    assert "Name the place" not in plan and "pack" not in plan


def test_an_online_roll_call_asks_for_no_paper_rows(online, client_of, facilitator):
    factories.create_membership(online.cohort)
    factories.move_meeting(online, timezone.localdate(timezone=online.zone), starts=time(0))
    roll = client_of(facilitator).get(page(online, "meetings:attendance-edit"))
    assert "Paper sheet" not in shown(roll)


# --- substitutes ----------------------------------------------------------------------------------


def test_a_closed_group_takes_nobody_instead(
    meeting, closed_group, client_of, participant, facilitator
):
    own, address = client_of(participant), page(meeting, "meetings:reply")
    assert "Someone comes instead" not in shown(own.get(address))
    sent = {"answer": "substitute", "substitute_name": "Sam Somebody"}
    refused = shown(own.post(address, sent))
    assert "In this group nobody comes in place of a member." in refused
    assert not Reply.objects.exists()
    member = participant.memberships.get()
    fresh = Meeting.objects.select_related("cohort__guidebook").get(pk=meeting.pk)
    with pytest.raises(NoSubstitutes):
        Reply.objects.save_answer(
            meeting=fresh, membership=member, answer="substitute", substitute_name="Sam"
        )
    factories.move_meeting(meeting, timezone.localdate(timezone=meeting.zone), starts=time(0))
    roll = page(meeting, "meetings:attendance-edit")
    assert "Came instead" not in shown(client_of(facilitator).get(roll))
    with pytest.raises(NotExpected):
        Attendance.objects.mark(
            meeting=meeting,
            memberships=[member],
            status="substitute",
            by=facilitator,
            stand_in_name="Sam",
        )


def test_another_group_takes_somebody_instead(meeting, client_of, participant):
    own, address = client_of(participant), page(meeting, "meetings:reply")
    own.post(address, {"answer": "substitute", "substitute_name": "Sam Somebody"})
    assert Reply.objects.get().substitute_name == "Sam Somebody"
