"""Roll call in a real browser: by keyboard and without reloads, without signal, when something is
wrong, at two doors, and without scripts.
"""

from contextlib import contextmanager
from datetime import time

import pytest

from meetings.models import Attendance

from .. import factories
from .clicks import follow, stays, touch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROLL = "/cohorts/region-8/meetings/1/attendance/"


@pytest.fixture
def members(cohort, meeting):
    """Four members of a meeting that is today and has begun, in the order of the page."""
    meeting.on, meeting.starts = factories.today(), time(0, 0)
    meeting.save()
    return sorted(factories.create_members(cohort, 4), key=lambda m: (m.person.sort_name, m.pk))


@pytest.fixture
def at_the_door(members, browse_as, greeter):
    page = browse_as(greeter, viewport={"width": 390, "height": 844})
    page.loads = []
    page.on("domcontentloaded", lambda loaded: page.loads.append(loaded.url))
    page.goto(ROLL)
    page.loads.clear()
    return page


def row_of(page, member):
    return page.locator(f"#row-{member.pk}")


def button(page, member, name):
    return row_of(page, member).get_by_role("button", name=f"{name} {member.person.name}")


def has_focus(locator):
    return locator.evaluate("button => button === document.activeElement")


def says(page, member, words):
    row_of(page, member).get_by_text(words).wait_for()


@contextmanager
def marked(page):
    """What happens inside sends a mark, and its answer is in place."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        yield
    page.locator(".h-sync--info:visible").wait_for(state="detached")


def test_by_keyboard_the_page_stays_the_focus_too_and_it_is_said(at_the_door, members):
    page, (first, second, *_rest) = at_the_door, members
    assert row_of(page, members[3]).bounding_box()["y"] < 844
    button(page, first, "Here").focus()
    with marked(page):
        page.keyboard.press("Enter")
    assert has_focus(button(page, first, "Undo")) and "In " in row_of(page, first).inner_text()
    said = page.get_by_role("status").filter(has_text="here")
    assert said.inner_text() == f"{first.person.name} is here. 1 of 4."
    # Two Tabs lead over the next name to its button.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert has_focus(button(page, second, "Here"))
    with marked(page):
        page.keyboard.press("Enter")
    assert said.inner_text() == f"{second.person.name} is here. 2 of 4."
    assert page.locator(".h-count").inner_text().split() == ["2", "of", "4", "here"]
    assert page.locator(".h-bar").inner_text().strip() == "2 of 4 here" and page.loads == []
    page.wait_for_timeout(700)  # a second tap sooner is the second half of a double tap
    with marked(page):
        page.keyboard.press("Enter")
    assert has_focus(button(page, second, "Here")) and Attendance.objects.count() == 1


def test_the_search_filters_as_one_types_and_enter_goes_to_the_first_found(at_the_door, members):
    page, (first, second, *_rest) = at_the_door, members
    page.get_by_label("Find a name or a site").fill(second.person.name.upper())
    assert row_of(page, second).is_visible() and row_of(page, first).is_hidden()
    with stays(page):
        page.keyboard.press("Enter")
    assert has_focus(button(page, second, "Here")) and page.loads == []
    with marked(page):
        page.keyboard.press("Enter")
    assert row_of(page, first).is_hidden()
    page.get_by_label("Find a name or a site").fill("nobody at all")
    assert page.get_by_text("Nobody by that name.").is_visible()


def test_a_status_behind_the_name_and_a_mark_of_another_door(
    at_the_door, members, facilitator, meeting
):
    page, (first, second, *_rest) = at_the_door, members
    touch(row_of(page, first).locator("summary"))
    with marked(page):
        touch(row_of(page, first).get_by_role("button", name="Came late"))
    assert (
        has_focus(button(page, first, "Undo")) and "Came late" in row_of(page, first).inner_text()
    )
    Attendance.objects.mark(meeting=meeting, memberships=[second], status="present", by=facilitator)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    says(page, second, "Saved")
    assert page.locator(".h-count").inner_text().split()[0] == "2" and page.loads == []


def test_without_signal_nothing_is_lost_and_it_is_sent_when_there_is(at_the_door, members):
    page, (first, second, *_rest) = at_the_door, members
    page.context.set_offline(True)
    touch(button(page, first, "Here"))
    says(page, first, "No signal.")
    touch(button(page, second, "Here"))
    says(page, second, "On this phone")
    touch(row_of(page, first).get_by_role("button", name="Try again"))
    says(page, first, "No signal.")
    assert page.locator(".h-bar").inner_text().strip() == "2 of 4 here"
    assert page.locator(".h-place").get_by_text("No signal. Kept here: 2.").is_visible()
    assert page.loads == [] and not Attendance.objects.exists()
    page.context.set_offline(False)
    for member in (first, second):
        says(page, member, "Saved")
        assert row_of(page, member).get_by_text("No signal.").count() == 0
    assert Attendance.objects.filter(status="present").count() == 2 and page.loads == []


def test_what_is_wrong_is_said_beside_the_row(at_the_door, members, meeting, facilitator):
    page, (first, second, third, fourth) = at_the_door, members
    page.route(f"**{ROLL}{first.pk}/", lambda route: route.fulfill(status=500, body="Error"))
    touch(button(page, first, "Here"))
    says(page, first, "Hallway could not save this mark.")
    page.unroute(f"**{ROLL}{first.pk}/")
    with marked(page):
        touch(row_of(page, first).get_by_role("button", name="Try again"))
    says(page, first, "Saved")

    cookies = page.context.cookies()
    page.context.clear_cookies()
    touch(button(page, second, "Here"))
    says(page, second, "You are signed out.")
    # Signed in anew, with another secret than the one of the page's forms.
    page.context.add_cookies([cookie for cookie in cookies if "csrf" not in cookie["name"]])
    with marked(page):
        touch(row_of(page, second).get_by_role("button", name="Try again"))
    says(page, second, "Saved")

    third.leave(reason="Moved away", on=meeting.on.replace(year=meeting.on.year - 1))
    touch(button(page, third, "Here"))
    says(page, third, "this member is not on the list any more")

    meeting.close_attendance(by=facilitator)
    with marked(page):
        touch(button(page, fourth, "Here"))
    says(page, fourth, "Attendance is closed. Nothing was changed.")
    assert page.locator(".h-place").get_by_text("Attendance was closed meanwhile.").is_visible()
    assert button(page, first, "Undo").count() == 0 and page.loads == []


def test_without_scripts_plain_forms_do_it(members, browse_as, facilitator):
    page = browse_as(facilitator, java_script_enabled=False)
    page.goto(f"{ROLL}?state=unmarked")
    follow(button(page, members[0], "Here"))
    assert page.url.partition("#")[0].endswith("?state=unmarked")
    follow(page.get_by_role("link", name="All 4"))
    touch(row_of(page, members[0]).locator("summary"))
    follow(row_of(page, members[0]).get_by_role("button", name="Came late"))
    assert Attendance.objects.get().status == "late"
    page.get_by_label("Rows signed on paper").fill("2E")
    follow(page.get_by_role("button", name="Read them back"))
    follow(page.get_by_role("button", name="Yes, note them"))
    assert Attendance.objects.get(membership=members[1]).status == "left_early"
