"""Agenda: times, order and minutes as one, blocks written by two people, repairs."""

from datetime import UTC, date, time, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from lib.ordering import move_in_list
from meetings.actions.agenda import AgendaChanged, save_agenda
from meetings.agenda_times import AgendaTimes
from meetings.models import AgendaSegment

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(meeting):
    return lambda name="agenda-edit", *more: reverse(
        f"meetings:{name}", args=[meeting.cohort.slug, meeting.position, *more]
    )


@pytest.fixture
def blocks(meeting):
    return list(meeting.segments.in_order())


def sent(meeting, **changed):
    """The form as a browser without scripts sends it."""
    segments = list(meeting.segments.in_order())
    form = {"version": meeting.agenda_version, "order": ",".join(str(s.pk) for s in segments)}
    form |= {f"minutes-{s.pk}": s.minutes for s in segments} | {
        f"was-{s.pk}": s.minutes for s in segments
    }
    return form | changed


def order(meeting):
    return list(meeting.segments.in_order().values_list("pk", flat=True))


# --- times ----------------------------------------------------------------------------------------


def test_each_block_begins_where_the_one_before_ends(meeting):
    times = AgendaTimes(meeting)
    assert [block.begins.strftime("%H:%M") for block in times.blocks] == ["09:00", "09:20", "13:15"]
    assert (times.total, times.over, times.under, times.ends.strftime("%H:%M")) == (
        270,
        0,
        0,
        "13:30",
    )


def test_270_minutes_are_270_minutes_across_a_clock_change(meeting):
    meeting.on, meeting.starts = date(2027, 3, 14), time(0, 30)
    times = AgendaTimes(meeting)
    assert times.ends.astimezone(UTC) - times.blocks[0].begins.astimezone(UTC) == timedelta(
        minutes=270
    )
    assert times.ends.strftime("%H:%M") == "06:00"
    assert times.ends == meeting.ends_at


def test_parallel_blocks_take_the_time_of_the_longest(meeting):
    for position, minutes in [(4, 30), (5, 40)]:
        meeting.segments.create(
            position=position,
            minutes=minutes,
            kind="planning",
            title=f"Group {position}",
            parallel_group=1,
        )
    times = AgendaTimes(meeting)
    assert times.total == 270 + 40
    assert times.blocks[3].begins == times.blocks[4].begins


def test_repairs_never_take_from_break_lunch_or_evaluation(meeting):
    meeting.segments.create(position=4, minutes=60, kind="lunch", title="Lunch")
    times = AgendaTimes(meeting)
    assert times.over == 60
    assert [(str(cut.segment.title), cut.minutes_left) for cut in times.possible_cuts()] == [
        ("Focused discussion", 175)
    ]


def test_a_pinned_block_that_slips_asks_the_blocks_before_it(meeting, blocks):
    blocks[1].pinned_start = time(9, 10)
    blocks[1].save()
    times = AgendaTimes(meeting)
    assert times.blocks[1].minutes_late == 10
    assert [cut.segment for cut in times.possible_cuts()] == [blocks[0]]


# --- order and minutes ---------------------------------------------------------------------------


def test_order_and_minutes_are_saved_as_one(meeting, place, client_of, facilitator, blocks):
    wanted = ",".join(str(block.pk) for block in [blocks[1], blocks[0], blocks[2]])
    response = client_of(facilitator).post(
        place(), sent(meeting, order=wanted, **{f"minutes-{blocks[0].pk}": 30})
    )
    assert response.status_code == 302
    assert order(meeting) == [blocks[1].pk, blocks[0].pk, blocks[2].pk]
    assert AgendaSegment.objects.get(pk=blocks[0].pk).minutes == 30


def test_an_arrow_moves_a_block_and_keeps_the_typed_minutes(
    meeting, place, client_of, facilitator, blocks
):
    client_of(facilitator).post(
        place(), sent(meeting, move=f"{blocks[2].pk}:-1", **{f"minutes-{blocks[0].pk}": 25})
    )
    assert order(meeting) == [blocks[0].pk, blocks[2].pk, blocks[1].pk]
    assert AgendaSegment.objects.get(pk=blocks[0].pk).minutes == 25


@pytest.mark.parametrize(("step", "expected"), [(-1, [1, 2, 3]), (1, [2, 1, 3]), (9, [2, 3, 1])])
def test_a_block_stops_at_the_ends(step, expected):
    rows = [SimpleNamespace(pk=pk) for pk in [1, 2, 3]]
    assert [row.pk for row in move_in_list(rows, 1, step)] == expected


def test_a_wrong_number_changes_nothing_and_is_kept(meeting, place, client_of, facilitator, blocks):
    page = shown(
        client_of(facilitator).post(
            place(),
            sent(meeting, **{f"minutes-{blocks[0].pk}": "soon", f"minutes-{blocks[1].pk}": 200}),
        )
    )
    assert page.count("Write how many minutes “Welcome” takes: a number from 1 to 600") == 2
    assert 'value="soon"' in page
    assert AgendaSegment.objects.get(pk=blocks[1].pk).minutes == 235


@pytest.mark.parametrize("typed", ["", "a,b", "999999999999999", "1,1,1", "-4"])
def test_an_odd_order_is_no_trouble(meeting, place, client_of, facilitator, typed):
    before = order(meeting)
    assert (
        client_of(facilitator).post(place(), sent(meeting, order=typed, move="x:-1")).status_code
        == 302
    )
    assert order(meeting) == before


def test_the_second_editor_is_told_and_nothing_is_lost(
    meeting, place, client_of, facilitator, blocks
):
    old = sent(meeting, **{f"minutes-{blocks[1].pk}": 100})
    save_agenda(
        meeting, order=order(meeting), minutes={blocks[0].pk: 40}, version=meeting.agenda_version
    )
    response = client_of(facilitator).post(place(), old)
    page = shown(response)
    assert response.status_code == 409
    assert "Somebody else changed this agenda" in page
    assert (
        f'name="minutes-{blocks[0].pk}" value="40"' in page
        and f'name="minutes-{blocks[1].pk}" value="100"' in page
    )
    assert AgendaSegment.objects.get(pk=blocks[1].pk).minutes == 235


def test_arranging_asks_for_the_version_that_was_read(meeting, facilitator, blocks):
    version = meeting.agenda_version
    save_agenda(meeting, order=[blocks[2].pk], minutes={}, version=version)
    with pytest.raises(AgendaChanged):
        save_agenda(meeting, order=[blocks[0].pk], minutes={}, version=version)


def test_the_script_gets_the_parts_that_follow(meeting, place, client_of, facilitator, blocks):
    client = client_of(facilitator, headers={"x-requested-with": "agenda"})
    page = shown(client.post(place(), sent(meeting, **{f"minutes-{blocks[0].pk}": 30})))
    assert (
        "Saved" in page
        and "10 minutes over" in page
        and 'id="agenda-version"' in page
        and "<html" not in page
    )
    refused = client.post(
        place(), sent(meeting, version=meeting.agenda_version + 1, **{f"minutes-{blocks[0].pk}": 0})
    )
    assert refused.status_code == 422 and "Not saved" in shown(refused)


# --- blocks --------------------------------------------------------------------------------------


def written(**changed):
    return {
        "title_en": "Tables talk",
        "kind": "focused_discussion",
        "minutes": 30,
        "lead": "",
        "facilitator_text": "Four tables.",
        "participant_text_en": "Bring a challenge.",
        "materials": "marker: 2 per team\nflip chart",
    } | changed


def test_a_new_block_stands_before_evaluation_and_close(
    meeting, place, client_of, facilitator, blocks
):
    client_of(facilitator).post(place("block-add"), written())
    assert [str(s.title) for s in meeting.segments.in_order()] == [
        "Welcome",
        "Focused discussion",
        "Tables talk",
        "Evaluation",
    ]
    new = meeting.segments.get(position=3)
    assert new.materials == [
        {"item": {"en": "marker"}, "per": "team", "quantity": 2},
        {"item": {"en": "flip chart"}, "per": "room", "quantity": 1},
    ]


def test_a_block_without_title_is_refused_in_words(meeting, place, client_of, facilitator):
    page = shown(
        client_of(facilitator).post(place("block-add"), written(title_en="", minutes="900"))
    )
    assert page.count("Write a title for the block") == 2 and "Bring a challenge." in page
    assert meeting.segments.count() == 3


def test_a_block_is_rewritten_in_both_languages(meeting, place, client_of, facilitator, blocks):
    typed = written(title_es="Mesas", seen=blocks[1].fingerprint)
    client_of(facilitator).post(place("block-edit", blocks[1].pk), typed)
    block = AgendaSegment.objects.get(pk=blocks[1].pk)
    assert block.title.data == {"en": "Tables talk", "es": "Mesas"} and block.lead == ""


def test_two_people_write_one_block_and_the_second_is_told(
    meeting, place, client_of, facilitator, blocks
):
    client, seen = client_of(facilitator), blocks[1].fingerprint
    client.post(place("block-edit", blocks[1].pk), written(title_en="First", seen=seen))
    second = client.post(place("block-edit", blocks[1].pk), written(title_en="Second", seen=seen))
    page = shown(second)
    assert (
        second.status_code == 409
        and "Somebody else changed this block" in page
        and "First" in page
        and 'value="Second"' in page
    )
    again = AgendaSegment.objects.get(pk=blocks[1].pk)
    client.post(
        place("block-edit", blocks[1].pk), written(title_en="Second", seen=again.fingerprint)
    )
    assert str(AgendaSegment.objects.get(pk=blocks[1].pk).title) == "Second"


def test_removing_asks_first_by_name_and_closes_the_gap(
    meeting, place, client_of, facilitator, blocks
):
    client = client_of(facilitator)
    assert "Remove “Focused discussion”" in shown(client.get(place("block-remove", blocks[1].pk)))
    act(client, place("block-remove", blocks[1].pk))
    assert list(meeting.segments.in_order().values_list("position", flat=True)) == [1, 2]


def test_a_copy_stands_right_behind(meeting, place, client_of, facilitator, blocks):
    client_of(facilitator).post(place(), sent(meeting, copy=blocks[0].pk))
    assert [str(s.title) for s in meeting.segments.in_order()][:2] == ["Welcome", "Welcome"]


def test_a_repair_takes_minutes_once_and_never_all(meeting, place, client_of, facilitator, blocks):
    client = client_of(facilitator)
    client.post(place("block-shorten", blocks[0].pk), {"minutes": 5})
    client.post(place("block-shorten", blocks[0].pk), {"minutes": 15})
    client.post(place("block-shorten", blocks[0].pk), {"minutes": "x"})
    assert AgendaSegment.objects.get(pk=blocks[0].pk).minutes == 15


def test_the_run_of_an_activity_has_a_safety_monitor(meeting, place, client_of, facilitator):
    activity = factories.create_activity(safety_flags=["rope-tension"])
    block = meeting.segments.create(
        position=4, minutes=20, kind="teambuilding", title="Toss", activity=activity
    )
    client = client_of(facilitator)
    first_page = reverse("dashboards:cohort-detail", args=[meeting.cohort.slug])
    assert "Name a safety monitor" in shown(client.get(first_page))
    task = factories.create_logistics_item(meeting, event="safety_monitor")
    run = place("activity-run-edit", block.pk)
    empty = client.post(run, {"safety_monitor": "", "hazards_checked": "on"})
    assert "Name somebody: this activity cannot run without one" in shown(empty)
    saved = client.post(run, {"safety_monitor": "Sam Watcher", "hazards_checked": "on"})
    assert saved.url == meeting.get_absolute_url()
    task.refresh_from_db()
    assert task.done_by == facilitator
    block = AgendaSegment.objects.select_related("run").get(pk=block.pk)
    assert block.run.safety_monitor == "Sam Watcher" and block.run.hazards_checked_by == facilitator
    assert "Name a safety monitor" not in shown(client.get(first_page))


def test_an_activity_comes_from_the_library_with_its_words(meeting, place, client_of, facilitator):
    activity = factories.create_activity()
    client = client_of(facilitator)
    write_up = shown(client.get(f"/activities/{activity.slug}/?agenda={meeting.cohort.slug}/1"))
    assert f"{place('block-add')}?activity={activity.slug}" in write_up
    form = shown(client.get(place("block-add"), {"activity": activity.slug}))
    assert (
        'value="Example toss"' in form
        and 'value="Lanzamiento de ejemplo"' in form
        and 'value="20"' in form
    )


@pytest.mark.parametrize(
    "asked",
    ["", "/", "x", "no such/1", "a/b/c", "region-8/99999", "region-8/x", "//evil.example/1"],
)
def test_an_odd_way_into_the_library_is_no_trouble(client_of, facilitator, asked):
    activity = factories.create_activity()
    client = client_of(facilitator)
    assert client.get("/activities/", {"agenda": asked, "page": "x"}).status_code == 200
    assert "Put it on the agenda" not in shown(
        client.get(f"/activities/{activity.slug}/", {"agenda": asked})
    )
