"""The page of a meeting before, during and after it: nothing that is missing goes by the clock."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Letter
from meetings.actions.sign_in_numbers import fix_numbers
from meetings.models import Meeting, NotNeeded

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of, facilitator):
    return client_of(facilitator)


@pytest.fixture
def incomplete(meeting):
    """Without a place, with an activity that nobody watches over, and with a task."""
    block = meeting.segments.in_order()[1]
    block.activity = factories.create_activity(safety_flags=["trip"])
    block.save()
    meeting.move(place_name="", place_address="")
    factories.create_logistics_item(meeting, "Order lunch", due_on=meeting.on)
    return meeting


def begin(meeting, *, minutes_ago):
    """Move it so that it began so long ago, today."""
    begins = timezone.localtime(timezone=meeting.zone) - timedelta(minutes=minutes_ago)
    Meeting.objects.filter(pk=meeting.pk).update(
        on=begins.date(), starts=begins.time().replace(microsecond=0)
    )


def plan(browser, meeting):
    return browser.get(meeting.get_absolute_url())


def missing(answer):
    return [item.code.split("-")[0] for item in answer.context["checklist"]]


def test_what_is_missing_stays_while_it_runs_and_after_it(browser, incomplete, facilitator):
    before = plan(browser, incomplete)
    assert before.context["stage"] == "before"
    lacks = missing(before)
    assert {"place", "monitor", "greeter"} <= set(lacks)
    begin(incomplete, minutes_ago=10)
    during = plan(browser, incomplete)
    assert during.context["stage"] == "during" and missing(during) == lacks
    assert "Order lunch" in shown(during) and "Make the pack" in shown(during)
    assert f"{len(lacks)} things are still missing, see below." in shown(during)
    assert "Nobody is named who watches over it." in shown(during)
    factories.move_meeting(incomplete, factories.today() - timedelta(days=1))
    Meeting.objects.get(pk=incomplete.pk).close_attendance(by=facilitator)
    after = plan(browser, incomplete)
    assert after.context["stage"] == "after" and missing(after) == lacks
    assert "Order lunch" in shown(after) and "Left open" in shown(after)


def item(meeting, code):
    return reverse("dashboards:checklist-item", args=[meeting.cohort.slug, meeting.position, code])


def test_somebody_says_that_it_is_not_needed_and_that_it_is(browser, incomplete, facilitator):
    browser.post(item(incomplete, "greeter"))
    said = NotNeeded.objects.get()
    assert (said.code, said.said_by) == ("greeter", facilitator)
    page = plan(browser, incomplete)
    assert "greeter" not in missing(page) and "It is needed" in shown(page)
    browser.post(item(incomplete, "greeter"))
    assert NotNeeded.objects.count() == 1
    browser.post(item(incomplete, "greeter"), {"undo": "1"})
    assert "greeter" in missing(plan(browser, incomplete))
    assert browser.post(item(incomplete, "nonsense")).status_code == 404
    factories.move_meeting(incomplete, factories.today() - timedelta(days=1))
    browser.post(item(incomplete, "all"))
    assert missing(plan(browser, incomplete)) == []


def test_naming_somebody_ends_it(browser, incomplete, cohort):
    factories.create_role(factories.create_person("Gus Greeter"), "greeter", cohort)
    incomplete.move(place_name="Hall")
    assert not {"greeter", "place"} & set(missing(plan(browser, incomplete)))


def test_what_hallway_did_is_said_with_its_day(browser, meeting, participant):
    factories.move_meeting(meeting, factories.today() + timedelta(days=7))
    act(browser, reverse("meetings:reminder-send", args=[meeting.cohort.slug, 1]))
    fix_numbers(Meeting.objects.get(pk=meeting.pk))
    done = plan(browser, meeting).context["by_itself"]
    assert [what for what, _at in done] == [
        "1 reminder sent, which asks for access and food",
        "Sign-in sheet printed; its numbers stay",
    ]
    assert done[0][1] == Letter.objects.get().queued_at


def test_of_several_cohorts_the_next_meeting_comes_first(client_of, cohort, facilitator):
    """In full, with what it lacks; the others follow."""
    sooner = factories.create_cohort(
        "sooner",
        cohort.guidebook,
        cohort.region,
        first_meeting_on=factories.today() + timedelta(days=5),
    )
    factories.create_role(facilitator, "facilitator", sooner)
    seen_too = factories.create_cohort(
        "overseen", cohort.guidebook, first_meeting_on=factories.today() + timedelta(days=2)
    )
    factories.create_role(facilitator, "lead", seen_too.region)
    answer = client_of(facilitator).get("/")
    work = answer.context["today"].work
    assert [entry.cohort for entry in work["entries"]] == [sooner, seen_too, cohort]
    assert work["next"].cohort == sooner and "greeter" in [row.code for row in work["lacks"]]
    page = shown(answer)
    assert page.index(str(sooner)) < page.index("Your other cohorts") < page.index(str(seen_too))


def test_a_lead_reads_what_a_public_cohort_lacks(client_of, cohort, regional_lead):
    type(cohort).objects.update(place_name="")
    cohort.meetings.update(place_name="")
    page = shown(client_of(regional_lead).get(cohort.get_absolute_url()))
    assert "Still missing" in page and "A facilitator" in page and "A place" in page
