"""A meeting becomes mandatory or optional only until it began: who graduates is counted by it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import StaffAct
from lifecycle.actions.reschedule_meeting import reschedule
from lifecycle.actions.take_back import take_back
from meetings.models import Meeting

from .. import factories
from ..looks import act, is_look
from ..shown import shown
from .test_reschedule import typed

pytestmark = pytest.mark.django_db
STAYS = "so who is expected stays as it is."


@pytest.fixture
def place(meeting):
    return reverse("lifecycle:meeting-edit", args=[meeting.cohort.slug, meeting.position])


@pytest.fixture
def browser(client_of, facilitator):
    return client_of(facilitator)


@pytest.fixture
def member(cohort):
    return factories.create_membership(cohort)


def later(meeting):
    """Another day, of which members are told, and optional: it can be taken back."""
    return typed(meeting, on=(meeting.on + timedelta(days=1)).isoformat(), mandatory="False")


def begun(meeting, member, facilitator):
    factories.move_meeting(meeting, factories.today() - timedelta(days=1))


def marked(meeting, member, facilitator):
    factories.attend(meeting, member)


def answered(meeting, member, facilitator):
    factories.answer_evaluation(meeting)


def released(meeting, member, facilitator):
    factories.create_release(meeting)


def made_up(meeting, member, facilitator):
    """Called off, and somebody came to the make-up: it counts as this meeting."""
    meeting.call_off(reason="Snow", by=facilitator)
    make_up = Meeting.objects.create(
        cohort=meeting.cohort,
        part=meeting.part,
        of=meeting,
        kind="make_up",
        title=meeting.title,
        position=9,
        on=meeting.on + timedelta(days=1),
        starts=meeting.starts,
        minutes=60,
        mandatory=True,
    )
    factories.attend(make_up, member)


REASONS = {
    begun: "Meeting 1 has begun, ",
    marked: "Who came to meeting 1 is noted, ",
    answered: "Meeting 1 was evaluated, ",
    released: "Meeting 1 was evaluated, ",
    made_up: "Who came to meeting 1 is noted, ",
}


@pytest.mark.parametrize("was", [True, False])
@pytest.mark.parametrize("happened", REASONS)
def test_who_is_expected_stays_once_something_stands_on_it(
    meeting, place, browser, member, facilitator, happened, was
):
    Meeting.objects.filter(pk=meeting.pk).update(mandatory=was)
    meeting.refresh_from_db()
    happened(meeting, member, facilitator)
    before = Meeting.objects.values().get(pk=meeting.pk)
    refused = browser.post(place, typed(meeting, mandatory=str(not was), place_name="Typed Hall"))
    assert not is_look(refused) and "Typed Hall" in shown(refused)
    assert refused.context["form"].errors == {"mandatory": [REASONS[happened] + STAYS]}
    found = Meeting.objects.get(pk=meeting.pk)
    with pytest.raises(ActRefused) as verb:
        reschedule(found, mandatory=not was)
    assert str(verb.value) == REASONS[happened] + STAYS
    if happened not in (answered, released):  # meetings know of no evaluation
        with pytest.raises(ValueError, match=STAYS):
            found.move(mandatory=not was)
    assert Meeting.objects.values().get(pk=meeting.pk) == before
    assert not StaffAct.objects.exists()


@pytest.mark.parametrize("happened", [begun, marked])
def test_the_rest_of_the_form_is_still_saved(
    meeting, place, browser, member, facilitator, happened
):
    happened(meeting, member, facilitator)
    act(browser, place, typed(meeting, mandatory="True", place_name="Pelican Room"))
    meeting.refresh_from_db()
    assert (meeting.place_name, meeting.mandatory) == ("Pelican Room", True)


def test_before_it_begins_it_changes_there_and_back(
    meeting, place, browser, participant, facilitator
):
    act(browser, place, later(meeting))
    assert not Meeting.objects.get(pk=meeting.pk).mandatory
    take_back(StaffAct.objects.get(), by=facilitator)
    assert Meeting.objects.get(pk=meeting.pk).mandatory


@pytest.mark.parametrize("happened", [begun, released])
def test_not_taken_back_once_something_stands_on_it(
    meeting, place, browser, participant, member, facilitator, happened
):
    act(browser, place, later(meeting))
    done = StaffAct.objects.get()
    meeting.refresh_from_db()
    happened(meeting, member, facilitator)
    with pytest.raises(ActRefused) as refused:
        take_back(done, by=facilitator)
    assert str(refused.value) == REASONS[happened] + STAYS
    assert not Meeting.objects.get(pk=meeting.pk).mandatory
    assert "Take it back" not in shown(browser.get(meeting.get_absolute_url()))


def test_calling_on_again_does_not_make_it_optional_or_mandatory_behind_the_rule(
    meeting, place, browser, participant, member, facilitator
):
    """A postponed meeting gets its day and becomes optional in one act; once that day has begun,
    taking the act back would make it mandatory again.
    """
    meeting.call_off(reason="Snow", by=facilitator, postponed=True)
    act(browser, place, later(meeting))
    meeting.refresh_from_db()
    assert not meeting.is_called_off and not meeting.mandatory
    begun(meeting, member, facilitator)
    with pytest.raises(ActRefused, match="has begun, so who is expected stays"):
        take_back(StaffAct.objects.get(), by=facilitator)
    meeting.refresh_from_db()
    assert not meeting.is_called_off and not meeting.mandatory
