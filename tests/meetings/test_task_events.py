"""Tasks that Hallway ticks itself, by a code and not by their words; tasks that need a room."""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Letter, StaffAct
from dashboards.actions.make_document import make_pack
from guidebook_editor.forms.translation_fields import LogisticsField
from guidebooks.loading.fixtures import read_fixture
from guidebooks.models import Setting, TaskEvent
from lib.jobs.models import Job
from lifecycle.actions.take_back import take_back
from meetings.actions.agenda_blocks import save_activity_run
from meetings.models import LogisticsItem

from .. import factories
from ..lifecycle.test_reschedule import typed
from ..looks import act
from ..shown import shown

GUIDEBOOKS = ["five-meetings.json", "green-house.json", "hospital-schools.json"]


def task_of(meeting, event, text="In whatever words"):
    return factories.create_logistics_item(meeting, text, event=event)


def is_done(task):
    return LogisticsItem.objects.get(pk=task.pk).done_at is not None


def reminder(meeting):
    return f"/cohorts/{meeting.cohort.slug}/meetings/{meeting.position}/replies/remind/"


@pytest.mark.django_db
def test_reminders_tick_their_tasks_in_any_words(meeting, facilitator, participant, client_of):
    first = task_of(meeting, TaskEvent.FIRST_REMINDER)
    second = task_of(meeting, TaskEvent.SECOND_REMINDER)
    needs = task_of(meeting, TaskEvent.NEEDS_ASKED)
    own = factories.create_logistics_item(meeting, "Send the first reminder by phone")
    act(client_of(facilitator), reminder(meeting))
    assert [is_done(row) for row in (first, second, needs, own)] == [True, False, True, False]
    two_days_ago = timezone.now() - timedelta(days=2)
    Letter.objects.update(queued_at=two_days_ago)
    act(client_of(facilitator), reminder(meeting))
    assert is_done(second)


@pytest.mark.django_db
def test_what_an_act_ticked_is_open_again_when_it_is_taken_back(
    meeting, facilitator, participant, client_of
):
    task = task_of(meeting, TaskEvent.FIRST_REMINDER)
    act(client_of(facilitator), reminder(meeting))
    assert is_done(task)
    take_back(StaffAct.objects.get(), by=facilitator)
    assert not is_done(task)


@pytest.mark.django_db
def test_monitors_and_hazards(meeting, facilitator):
    activity = factories.create_activity(safety_flags=["trip"])
    block = meeting.segments.in_order()[1]
    block.activity = activity
    block.save()
    named = task_of(meeting, TaskEvent.SAFETY_MONITOR)
    checked = task_of(meeting, TaskEvent.HAZARDS_CHECKED)
    run = {"safety_monitor": "Mo Nitor", "notes": "", "by": facilitator}
    save_activity_run(block, hazards_checked=False, **run)
    assert (is_done(named), is_done(checked)) == (True, False)
    save_activity_run(block, hazards_checked=True, **run)
    assert is_done(checked)


@pytest.mark.django_db
def test_the_pack_ticks_the_printing(meeting, facilitator):
    task = task_of(meeting, TaskEvent.PAPERS_PRINTED)
    row = Job.objects.create(kind="pack", subject="x", owner_id=facilitator.pk)
    with mock.patch("dashboards.actions.make_document.render") as render:
        render.return_value = mock.Mock(content=b"%PDF-", pages=[1])
        make_pack(row, meeting=meeting.pk, language="en")
    assert is_done(task) and LogisticsItem.objects.get(pk=task.pk).done_by == facilitator


@pytest.mark.django_db
def test_nobody_ticks_only_what_an_event_can(meeting):
    task = factories.create_logistics_item(meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        LogisticsItem.objects.filter(pk=task.pk).update(done_at=timezone.now())
    LogisticsItem.objects.filter(pk=task.pk).update(
        done_at=timezone.now(), event=TaskEvent.PAPERS_PRINTED
    )


@pytest.mark.django_db
def test_an_online_meeting_asks_for_no_room(meeting, facilitator, client_of):
    """The tasks go with the room, and are there again when there is one."""
    factories.create_logistics_item(meeting, "Book the hall", in_room=True)
    page = f"/cohorts/{meeting.cohort.slug}/meetings/1/tasks/"
    browser = client_of(facilitator)
    assert "Book the hall" in shown(browser.get(page))
    type(meeting).objects.filter(pk=meeting.pk).update(setting=Setting.VIRTUAL)
    assert "Book the hall" not in shown(browser.get(page))
    assert not meeting.logistics.left().exists() and not LogisticsItem.objects.to_do().exists()
    type(meeting).objects.filter(pk=meeting.pk).update(setting=Setting.HYBRID)
    assert meeting.logistics.left().get().text == "Book the hall"


@pytest.mark.django_db
def test_the_look_names_what_goes_with_the_room_and_what_a_new_day_ticks(
    meeting, facilitator, participant, client_of
):
    factories.create_logistics_item(meeting, "Book the hall", in_room=True)
    needs = task_of(meeting, TaskEvent.NEEDS_ASKED)
    page = reverse("lifecycle:meeting-edit", args=[meeting.cohort.slug, 1])
    day = (meeting.on + timedelta(days=1)).isoformat()
    sent = typed(meeting, setting=Setting.VIRTUAL, on=day)
    look = client_of(facilitator).post(page, sent)
    told = {row.sentence: row.names for row in look.context["outcome"].consequences}
    assert told["task for a room is off the list"] == ["Book the hall"]
    assert told["task is ticked"] == [needs.title] and not is_done(needs)
    act(client_of(facilitator), page, sent)
    assert is_done(needs)
    take_back(StaffAct.objects.get(), by=facilitator)
    assert not is_done(needs)


@pytest.mark.django_db
def test_a_new_cohort_knows_the_events_of_its_guidebook(loaded_packs):
    guidebook = factories.Guidebook.objects.get(slug="five-meetings")
    cohort = factories.create_cohort("codes", guidebook, factories.create_region(8))
    meeting = cohort.meetings.get(position=1)
    coded = meeting.logistics.exclude(event="").values_list("event", flat=True)
    assert set(coded) == set(TaskEvent.values)
    assert meeting.logistics.filter(in_room=True).count() == 7


def test_fixtures_name_known_events():
    for name in GUIDEBOOKS:
        for part in read_fixture("guidebooks", name)["parts"]:
            for meeting in part["meetings"]:
                for task in meeting.get("logistics") or []:
                    assert set(task) <= {"text", "days_before", "event", "room"}
                    assert task.get("event", TaskEvent.values[0]) in TaskEvent.values


def test_the_editor_keeps_events_and_says_which_there_are():
    field = LogisticsField()
    stored = [
        {
            "text": {"en": "Print it.", "es": "Imprímalo."},
            "days_before": 3,
            "event": "papers_printed",
            "room": True,
        },
        {"text": {"en": "Call the guest [Ana].", "es": ""}, "days_before": 1},
    ]
    lines = field.prepare_value(stored)
    assert lines.data["en"].split("\n")[0] == "3: Print it. [papers_printed, room]"
    assert field.entry_from_line("3: Print it. [papers_printed, room]", "Imprímalo.") == stored[0]
    with pytest.raises(Exception, match="cannot stand in brackets"):
        field.entry_from_line("3: Print it. [printed]", "")
