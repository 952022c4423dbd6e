"""Moving a meeting: what is shown before, what the letter says, what moves with it,
and taking it back.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import Letter, StaffAct
from lib import dates
from lifecycle.actions.take_back import take_back

from .. import factories
from ..looks import act, is_look, press
from ..shown import shown
from .test_reschedule import typed

pytestmark = pytest.mark.django_db
#: With spaces that do not break.
HOURS = "9:00\u00a0am to 1:30\u00a0pm"


@pytest.fixture
def place(meeting):
    return reverse("lifecycle:meeting-edit", args=[meeting.cohort.slug, meeting.position])


@pytest.fixture
def browser(client_of, facilitator):
    return client_of(facilitator)


def on(meeting, days):
    return typed(meeting, on=(meeting.on + timedelta(days=days)).isoformat())


def letters():
    return Letter.objects.filter(code="dates-moved")


def told_by(look):
    return {
        row.sentence: (row.number, row.detail, row.names)
        for row in look.context["outcome"].consequences
    }


def test_the_look_says_who_hears_what_moves_and_what_stays(
    meeting, place, browser, participant, cohort
):
    factories.create_application(cohort, endorsed=True)
    factories.create_reply(meeting, participant.memberships.get())
    unreachable = factories.create_membership(cohort, factories.create_person("Luz Holm", ""))
    task = factories.create_logistics_item(meeting)
    type(task).objects.update(due_on=meeting.on - timedelta(days=3))
    look = browser.post(place, on(meeting, 1))
    told = told_by(look)
    new = dates.day(meeting.on + timedelta(days=1))
    assert is_look(look) and not letters().exists()
    assert told[f"meeting moves to {new}, {HOURS}"][:2] == (
        1,
        f"It was {dates.day(meeting.on)}, {HOURS}.",
    )
    assert [told[name][0] for name in ["member is told", "director who signed is told"]] == [1, 1]
    assert told["member has no address"][1] == f"Call: {unreachable.person.name}."
    assert told["answer is asked for again"][0] == 1
    assert told["task moves with it"][2] == [
        f"{task}: {dates.day(meeting.on - timedelta(days=2))}"
        f" (was {dates.day(meeting.on - timedelta(days=3))})"
    ]
    page = shown(look)
    assert "Move it, and send 2 letters</button>" in page
    assert f"Keep {dates.short_day(meeting.on)} as it is</a>" in page


def test_the_look_names_a_sunday_and_the_form_the_time_zone(meeting, place, browser):
    form = shown(browser.get(place))
    assert meeting.cohort.time_zone_label in form and "directors who signed for this part" in form
    for ahead in range(1, 8):
        is_sunday = (meeting.on + timedelta(days=ahead)).isoweekday() == 7
        told = told_by(browser.post(place, on(meeting, ahead)))
        assert ("The new date is a Sunday" in told) == is_sunday


def test_the_letter_says_old_and_new_and_lists_what_is_ahead(
    meeting, place, browser, participant, cohort
):
    passed, other = cohort.meetings.get(position=1), cohort.meetings.get(position=3)
    second = cohort.meetings.get(position=2)
    factories.move_meeting(passed, factories.today() - timedelta(days=1))
    address = reverse("lifecycle:meeting-edit", args=[cohort.slug, 2])
    act(browser, address, on(second, 1))
    body = letters().get().body
    new = dates.day(second.on + timedelta(days=1))
    assert f"NEW: {new}, {HOURS}" in body
    assert f"(until now it was {dates.day(second.on)}, {HOURS})" in body
    assert body.count("NEW:") == 1
    assert dates.day(passed.on - timedelta(days=0)) not in body
    assert (dates.day(other.on) in body) == (other.part_id == second.part_id)


@pytest.mark.parametrize("ahead, last", [(1, 0), (2, 1), (10, 9), (15, 14), (40, 14)])
def test_an_objection_is_asked_for_before_the_meeting_and_not_in_the_past(
    meeting, place, browser, participant, ahead, last
):
    today = timezone.localdate(timezone=meeting.zone)
    factories.move_meeting(meeting, today + timedelta(days=45))
    meeting.refresh_from_db()
    act(browser, place, typed(meeting, on=(today + timedelta(days=ahead)).isoformat()))
    letter = letters().get()
    assert f"Write by {dates.day(today + timedelta(days=last))}." in letter.body
    assert timezone.localtime(letter.link.expires_at, meeting.zone).date() == (
        today + timedelta(days=last + 1)
    )


def test_tasks_that_are_done_stay_and_none_moves_into_the_past(
    meeting, place, browser, facilitator
):
    today = timezone.localdate(timezone=meeting.zone)
    factories.move_meeting(meeting, today + timedelta(days=20))
    meeting.refresh_from_db()
    due = {
        "soon": factories.create_logistics_item(meeting),
        "later": factories.create_logistics_item(meeting),
        "done": factories.create_logistics_item(meeting),
    }
    for name, days in [("soon", 2), ("later", 18), ("done", 18)]:
        type(due[name]).objects.filter(pk=due[name].pk).update(due_on=today + timedelta(days=days))
    due["done"].complete(by=facilitator)
    act(browser, place, on(meeting, -10))
    for name, days in [("soon", 0), ("later", 8), ("done", 18)]:
        due[name].refresh_from_db()
        assert due[name].due_on == today + timedelta(days=days), name


def test_another_room_is_shown_with_the_one_before(meeting, place, browser, participant):
    look = browser.post(place, typed(meeting, place_name="Pelican Room"))
    assert told_by(look)["Place: Pelican Room"][1].startswith("It was:")
    assert "Save it, and send no letter</button>" in shown(look)
    press(browser, look, place)
    meeting.refresh_from_db()
    assert meeting.place_name == "Pelican Room" and not letters().exists()


def test_back_to_the_form_with_what_was_typed(meeting, place, browser):
    look = browser.post(place, typed(meeting, place_name="Pelican Room"))
    form = browser.post(place, dict(look.context["fields"]) | {"edit": "1"})
    assert not is_look(form) and 'value="Pelican Room"' in shown(form)


def test_a_second_click_moves_once(meeting, place, browser, participant):
    look = browser.post(place, on(meeting, 1))
    press(browser, look, place)
    press(browser, look, place)
    meeting.refresh_from_db()
    assert meeting.sequence == 1 and letters().count() == 1


def test_a_move_is_taken_back_with_its_tasks_and_letters(
    meeting, place, browser, participant, facilitator
):
    task = factories.create_logistics_item(meeting)
    type(task).objects.update(due_on=meeting.on - timedelta(days=3))
    act(browser, place, on(meeting, 1))
    take_back(StaffAct.objects.get(), by=facilitator)
    before = meeting.on
    meeting.refresh_from_db()
    task.refresh_from_db()
    assert (meeting.on, meeting.sequence) == (before, 2), "calendars replace their entry again"
    assert task.due_on == before - timedelta(days=3)
    assert letters().get().status == "dropped"


def test_two_meetings_moved_in_ten_minutes_are_one_letter_that_names_both(
    cohort, browser, participant, facilitator
):
    first, second = cohort.meetings.get(position=1), cohort.meetings.get(position=2)
    for meeting in [second, first]:
        address = reverse("lifecycle:meeting-edit", args=[cohort.slug, meeting.position])
        act(browser, address, on(meeting, 1))
    waiting = letters().get(status="queued")
    assert waiting.body.count("NEW:") == 2 and letters().filter(status="dropped").count() == 1
    later, earlier = StaffAct.objects.all()
    with pytest.raises(ActRefused, match="A later letter tells of this date, too"):
        take_back(earlier, by=facilitator)
    take_back(later, by=facilitator)
    waiting = letters().get(status="queued")
    assert waiting.act == earlier and waiting.body.count("NEW:") == 1
    take_back(earlier, by=facilitator)
    assert not letters().filter(status="queued").exists()


def test_moved_there_and_back_tells_nobody(meeting, place, browser, participant):
    act(browser, place, on(meeting, 1))
    act(browser, place, typed(meeting))
    assert list(letters().values_list("status", flat=True)) == ["dropped"]


def test_not_taken_back_when_it_was_moved_again(meeting, place, browser, participant, facilitator):
    act(browser, place, on(meeting, 1))
    first = StaffAct.objects.get()
    act(browser, place, on(meeting, 2))
    with pytest.raises(ActRefused, match="changed again since"):
        take_back(first, by=facilitator)


@pytest.mark.parametrize("built", ["attendance", "evaluation"])
def test_not_offered_and_refused_once_the_day_was_held(
    meeting, place, browser, participant, facilitator, built
):
    act(browser, place, on(meeting, -1))
    move, address = StaffAct.objects.get(), meeting.get_absolute_url()
    assert "Take it back (until" in shown(browser.get(address))
    if built == "attendance":
        factories.attend(meeting, participant.memberships.get())
    else:
        factories.answer_evaluation(meeting)
    with pytest.raises(ActRefused, match="already, so it stays on"):
        take_back(move, by=facilitator)
    assert "Take it back" not in shown(browser.get(address))
    list_page = shown(browser.get(reverse("cohorts:letter-list", args=[meeting.cohort.slug])))
    assert "It cannot be taken back any more" in list_page
    assert "Take it back</button>" not in list_page
