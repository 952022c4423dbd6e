"""A webinar, a make-up and the second half of a meeting (K01, F13)."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import Cohort, CohortMembership, Letter, StaffAct
from dashboards.pages.checklist import checklist
from lib import dates
from lifecycle.actions.graduation import graduation_candidates
from lifecycle.actions.take_back import take_back
from meetings.agenda_times import AgendaTimes
from meetings.models import AgendaSegment, Meeting

from .. import factories
from ..looks import act, is_look
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of, facilitator):
    return client_of(facilitator)


@pytest.fixture
def members(cohort):
    members = factories.create_members(cohort, 3)
    joined = factories.today() - timedelta(days=60)
    CohortMembership.objects.filter(cohort=cohort).update(joined_on=joined)
    return members


@pytest.fixture
def third(cohort):
    return cohort.meetings.get(position=3)


def place(meeting, name):
    return reverse(f"lifecycle:meeting-{name}", args=[meeting.cohort.slug, meeting.position])


def added_to(cohort):
    return cohort.meetings.select_related("of", "cohort", "part").get(position=6)


def make_up(browser, meeting, on, **fields):
    sent = {"on": on.isoformat(), "starts": "16:00", "minutes": "120", "setting": "virtual"}
    return act(browser, place(meeting, "make-up"), sent | fields)


def split(browser, meeting, block, on):
    sent = {"block": block.pk, "on": on.isoformat(), "starts": "09:00"}
    return act(browser, place(meeting, "split"), sent)


def later_than(meeting):
    return (meeting.on + timedelta(days=7)).isoformat()


def pointed_out(look):
    assert is_look(look)
    rows = look.context["outcome"].consequences
    return [(row.number, row.sentence) for row in rows if "minutes only" in row.sentence]


def create_block(meeting, position, minutes, **fields):
    title = {"en": f"Block {position}"}
    return AgendaSegment.objects.create(
        meeting=meeting, position=position, minutes=minutes, title=title, **fields
    )


def hold(meeting, *came, by):
    """It was two days ago; these came, and attendance is closed."""
    factories.move_meeting(meeting, factories.today() - timedelta(days=2))
    factories.attend(meeting, *came)
    meeting.close_attendance(by=by)


def close(meeting, *came, by):
    factories.move_meeting(meeting, factories.today() - timedelta(days=1))
    factories.attend(meeting, *came)
    Meeting.objects.get(pk=meeting.pk).close_attendance(by=by)


# --- a webinar ------------------------------------------------------------------------------------


def test_a_webinar_is_a_meeting_of_its_own_kind(browser, cohort, members, client_of):
    day = cohort.meetings.get(position=1).on + timedelta(days=5)
    address = reverse("lifecycle:meeting-add", args=[cohort.slug])
    form = browser.post(address, {"on": day.isoformat(), "starts": "16:00"})
    assert "Write in a few words what it is about" in shown(form)
    sent = {"title_en": "Your questions", "on": day.isoformat(), "starts": "16:00", "minutes": "60"}
    look = browser.post(address, sent | {"link_url": "https://example.org/room"})
    assert is_look(look) and "Add it, and send 3 letters</button>" in shown(look)
    act(browser, address, sent | {"link_url": "https://example.org/room"})
    webinar = added_to(cohort)
    assert (webinar.kind, webinar.position, webinar.number) == ("webinar", 6, "6 (webinar)")
    assert not webinar.has_room and webinar.part == cohort.meetings.get(position=1).part
    letter = Letter.objects.filter(code="dates-moved", membership=members[0]).get()
    assert f"NEW: {dates.day(day)}" in letter.body and letter.meeting_position == 6
    strip = browser.get(webinar.get_absolute_url()).context["cohort_strip"]
    assert [item.name for item in strip.items[1:4]] == ["1", "W", "2"], "by day"
    assert strip.items[2].state == "webinar, planned"
    assert "Meeting 6 (webinar)" in shown(
        client_of(members[0].person).get(webinar.get_absolute_url())
    )
    file = browser.get(reverse("meetings:cohort-calendar", args=[cohort.slug]))
    assert len(Calendar.from_ical(file.content).events) == 6


def test_a_webinar_counts_for_nobodys_minimum(browser, cohort, members, facilitator):
    day = factories.today() + timedelta(days=2)
    sent = {"title_en": "A call", "on": day.isoformat(), "starts": "16:00", "minutes": "60"}
    act(browser, reverse("lifecycle:meeting-add", args=[cohort.slug]), sent)
    close(added_to(cohort), *members, by=facilitator)
    row = next(row for row in graduation_candidates(cohort) if row.membership == members[0])
    assert row.attendances[0].came == 0


# --- a make-up ------------------------------------------------------------------------------------


def test_a_make_up_expects_who_was_not_there_and_writes_to_them_alone(
    browser, cohort, third, members, facilitator
):
    hold(third, members[0], by=facilitator)
    day = factories.today() + timedelta(days=7)
    make_up(browser, third, day)
    added = added_to(cohort)
    assert (added.of, added.kind, added.number) == (third, "make_up", "3 (make-up)")
    assert {m.pk for m in added.roster()} == {members[1].pk, members[2].pk}
    told = Letter.objects.filter(code="dates-moved").values_list("membership", flat=True)
    assert set(told) == {members[1].pk, members[2].pk}
    assert [str(b.title) for b in added.segments.in_order()] == [
        str(b.title) for b in third.segments.in_order()
    ]
    assert not added.mandatory, "the meeting itself took place"


def test_whoever_comes_to_the_make_up_came_to_the_meeting_once(
    browser, cohort, third, members, facilitator
):
    hold(third, members[0], by=facilitator)
    make_up(browser, third, factories.today() + timedelta(days=7))
    close(added_to(cohort), members[1], by=facilitator)
    came = {row.membership.pk: row.attendances[0].came for row in graduation_candidates(cohort)}
    assert came == {members[0].pk: 1, members[1].pk: 1, members[2].pk: 0}


def test_the_make_up_of_a_meeting_that_is_off_is_for_everybody_and_mandatory(
    browser, cohort, third, members, facilitator
):
    third.call_off(reason="Snow", by=facilitator)
    make_up(browser, third, factories.today() + timedelta(days=90))
    added = added_to(cohort)
    assert added.mandatory and added.roster().count() == 3


def test_a_make_up_is_taken_back_until_somebody_answers(
    browser, cohort, third, members, facilitator
):
    make_up(browser, third, factories.today() + timedelta(days=7))
    added, done = added_to(cohort), StaffAct.objects.get(kind="meeting_add")
    reply = factories.create_reply(added, members[0])
    with pytest.raises(ActRefused):
        take_back(done, by=facilitator)
    reply.delete()
    take_back(done, by=facilitator)
    assert cohort.meetings.count() == 5
    assert not Letter.objects.filter(status="queued").exists()


# --- two halves -----------------------------------------------------------------------------------


def test_a_meeting_is_split_at_a_block_into_two_days(browser, cohort, third, members):
    blocks = list(third.segments.in_order())
    minutes, later = third.minutes, third.on + timedelta(days=7)
    factories.create_application(cohort, endorsed=True)
    split(browser, third, blocks[1], later)
    half, first = added_to(cohort), Meeting.objects.get(pk=third.pk)
    assert (half.of, half.is_half, half.number) == (third, True, "3 (second half)")
    assert list(first.segments.in_order()) == blocks[:1]
    assert list(half.segments.in_order()) == blocks[1:]
    assert half.minutes == sum(b.minutes for b in blocks[1:])
    assert first.minutes + half.minutes == minutes and first.sequence == third.sequence + 1
    letters = Letter.objects.filter(code="dates-moved")
    assert letters.count() == 4, "three members and the director who signed, one letter each"
    body = letters.get(membership=members[0]).body
    assert f"NEW: {dates.day(later)}" in body and body.count("NEW:") == 2


def test_the_page_begins_with_the_block_in_the_middle(browser, third):
    """Of 20, 100, 40 and 90 minutes the third begins after 120, and 130 are left."""
    third.segments.all().delete()
    for position, minutes in enumerate([20, 100, 40, 90], 1):
        create_block(third, position, minutes)
    form = browser.get(place(third, "split")).context["form"]
    blocks = list(third.segments.in_order())
    assert form["block"].initial == blocks[2]
    begins = dates.clock(AgendaTimes(third).blocks[2].begins)
    assert [label for _value, label in form.fields["block"].choices][1] == (
        f"{begins} Block 3 (120 + 130 min)"
    )


def test_a_half_that_is_short_is_pointed_out(browser, third, members):
    third.segments.all().delete()
    blocks = [create_block(third, n, minutes) for n, minutes in enumerate([10, 100, 90], 1)]
    Meeting.objects.filter(pk=third.pk).update(minutes=200)
    sent = {"block": blocks[1].pk, "on": later_than(third), "starts": "09:00"}
    assert pointed_out(browser.post(place(third, "split"), sent)) == [
        (10, "minutes only for meeting 3")
    ]
    sent["block"] = blocks[2].pk
    assert pointed_out(browser.post(place(third, "split"), sent)) == []


def test_blocks_that_run_at_one_time_stay_together(browser, third):
    """Two groups of 60 and 45 minutes at one time: the second half takes 60 and 30 minutes."""
    third.segments.all().delete()
    create_block(third, 1, 50)
    beside = [create_block(third, n, m, parallel_group=1) for n, m in [(2, 60), (3, 45)]]
    create_block(third, 4, 30)
    on = later_than(third)
    refused = browser.post(place(third, "split"), {"block": beside[1].pk, "on": on, "starts": "9"})
    assert "Choose one of the blocks of this agenda" in shown(refused)
    split(browser, third, beside[0], third.on + timedelta(days=7))
    assert added_to(third.cohort).minutes == 90


def test_both_halves_count_as_one_meeting_for_who_came_to_both(
    browser, cohort, third, members, facilitator
):
    split(browser, third, third.segments.in_order().last(), third.on + timedelta(days=7))
    half = added_to(cohort)
    hold(third, members[0], members[1], by=facilitator)
    close(half, members[0], by=facilitator)
    came = {row.membership.pk: row.attendances[0].came for row in graduation_candidates(cohort)}
    assert came == {members[0].pk: 1, members[1].pk: 0, members[2].pk: 0}


def test_the_evaluation_of_a_split_meeting_is_asked_of_its_second_half(browser, cohort, third):
    blocks = list(third.segments.in_order())
    third.segments.exclude(pk=blocks[-1].pk).update(kind="presentation")
    type(blocks[-1]).objects.filter(pk=blocks[-1].pk).update(kind="evaluation")
    split(browser, third, blocks[-1], third.on + timedelta(days=7))
    first, half = Meeting.objects.get(pk=third.pk), added_to(cohort)
    for meeting in [first, half]:
        codes = {item.code for item in checklist(meeting, AgendaTimes(meeting))}
        assert "evaluation" not in codes, meeting
    half.segments.all().delete()
    assert "evaluation" in {item.code for item in checklist(half, AgendaTimes(half))}


def test_a_second_half_comes_before_the_next_meeting(browser, cohort, third, members):
    block = third.segments.in_order()[1]
    fourth = cohort.meetings.get(position=4)
    page = split(browser, third, block, fourth.on)
    assert f"Choose a day before meeting 4, which is on {dates.day(fourth.on)}." in shown(page)
    assert cohort.meetings.count() == 5
    split(browser, third, block, fourth.on - timedelta(days=1))
    assert cohort.meetings.count() == 6


def test_a_split_is_taken_back_with_its_blocks_and_minutes(
    browser, cohort, third, members, facilitator
):
    blocks, minutes = list(third.segments.in_order()), third.minutes
    blocks[-1].pinned_start = time(12)
    blocks[-1].save()
    split(browser, third, blocks[-1], third.on + timedelta(days=7))
    take_back(StaffAct.objects.get(kind="meeting_add"), by=facilitator)
    first = Meeting.objects.get(pk=third.pk)
    assert list(first.segments.in_order()) == blocks and first.minutes == minutes
    assert first.segments.in_order().last().pinned_start == time(12)
    assert cohort.meetings.count() == 5


def test_a_pin_keeps_its_distance_to_the_beginning_of_the_half(browser, cohort, third):
    """A block that would begin at 10:00 and is pinned an hour after it."""
    blocks = list(third.segments.in_order())
    first_of_half = AgendaTimes(third).blocks[-2].begins
    pinned = (first_of_half + timedelta(minutes=60)).time()
    type(blocks[-1]).objects.filter(pk=blocks[-1].pk).update(pinned_start=pinned)
    split(browser, third, blocks[-2], third.on + timedelta(days=7))
    half = added_to(cohort)
    begins = datetime.combine(half.on, half.starts)
    assert half.segments.in_order().last().pinned_start == (begins + timedelta(minutes=60)).time()


def test_the_second_half_is_after_the_first_and_there_is_one(browser, cohort, third, members):
    block = third.segments.in_order().last()
    early = browser.post(
        place(third, "split"),
        {"block": block.pk, "on": third.on.isoformat(), "starts": "00:01"},
    )
    assert "Choose a day after the first half" in shown(early)
    split(browser, third, block, third.on + timedelta(days=7))
    assert "It is split already." in shown(browser.get(place(third, "split")))


def test_results_and_completing_go_on_with_added_meetings(
    browser, cohort, third, members, facilitator
):
    """A slot of the results is a meeting of the guidebook; completing waits for all days."""
    make_up(browser, third, factories.today() + timedelta(days=7))
    Cohort.objects.filter(pk=cohort.pk).update(status="meeting")
    for meeting in cohort.meetings.exclude(position=6):
        close(meeting, *members, by=facilitator)
    page = reverse("lifecycle:cohort-complete", args=[cohort.slug])
    assert "Meeting 3 (make-up) is on " in shown(browser.get(page))
    results = browser.get(reverse("evaluations:results-cohort", args=[cohort.slug]))
    assert len(results.context["results"].meetings) == 5
