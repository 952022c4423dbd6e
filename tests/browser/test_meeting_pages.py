"""Pages of meetings in a real browser: rules of access at both widths and in both languages,
nothing sideways, no scripts.
"""

from datetime import time, timedelta

import pytest

from cohorts.models import CohortMembership
from meetings.models import Attendance, Reply

from .. import factories
from .access_rules import WIDTHS, broken_rules, sideways
from .clicks import follow, touch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STAFF_PAGES = [
    "",
    "agreements/",
    "agreements/add/",
    "meetings/1/",
    "meetings/1/agenda/",
    "meetings/1/agenda/add/",
    "meetings/1/edit/",
    "meetings/1/replies/",
    "meetings/1/attendance/",
    "meetings/1/tasks/",
    "meetings/1/papers/",
]
MEMBER_PAGES = ["", "meetings/1/", "meetings/1/reply/", "meetings/1/papers/", "agreements/"]


def keeps_the_rules(page, place):
    page.goto(f"/cohorts/region-8/{place}")
    assert (place, broken_rules(page), sideways(page)) == (place, [], 0)


@pytest.fixture
def full(meeting, cohort):
    """Something of everything: needs, a substitute, a late promise, an activity,
    a pinned block that slips.
    """
    one, two, three = factories.create_members(cohort, 3)
    factories.create_reply(meeting, one, access_needs="Step-free way in", food_needs="Vegetarian")
    factories.create_reply(meeting, two, "substitute", substitute_name="Sam Someone")
    factories.create_follow_up(meeting, due_on=factories.today() - timedelta(days=2))
    factories.create_logistics_item(meeting)
    activity = factories.create_activity(safety_flags=["trip"])
    meeting.segments.create(
        position=4,
        minutes=20,
        kind="teambuilding",
        title="Toss",
        activity=activity,
        pinned_start=time(13, 0),
    )
    return meeting


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_for_facilitators_keep_the_rules(full, browse_as, facilitator, width):
    page = browse_as(facilitator, viewport={"width": width, "height": 900})
    for place in STAFF_PAGES:
        keeps_the_rules(page, place)


@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_for_participants_keep_the_rules(full, browse_as, participant, language):
    page = browse_as(participant, viewport={"width": 390, "height": 800})
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.live}])
    for place in MEMBER_PAGES:
        keeps_the_rules(page, place)
        assert page.get_attribute("html", "lang") == language


def test_the_roll_call_keeps_the_rules_on_the_day(full, browse_as, greeter):
    full.on, full.starts = factories.today(), time(0, 0)
    full.save()
    page = browse_as(greeter, viewport={"width": 390, "height": 800})
    keeps_the_rules(page, "")
    touch(page.get_by_role("button", name="Here").first)
    page.get_by_text("Saved", exact=True).wait_for()
    touch(page.locator("summary", has_text=page.locator(".h-roll strong").last.inner_text()))
    keeps_the_rules(page, "meetings/1/attendance/")


def test_a_reply_without_scripts_is_one_tap(browse_as, participant, meeting):
    page = browse_as(participant, java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto("/cohorts/region-8/meetings/1/reply/")
    follow(page.get_by_role("button", name="I am coming", exact=True))
    assert Reply.objects.get().answer == "coming"
    touch(page.locator("summary", has_text="Change my answer"))
    page.get_by_label("Who comes instead of you").fill("Sam Someone")
    follow(page.get_by_role("button", name="This person comes instead of me"))
    assert Reply.objects.get().substitute_name == "Sam Someone"
