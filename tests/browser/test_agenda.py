"""The agenda editor in a real browser: mouse, finger, keyboard and no scripts;
two people at once.
"""

from contextlib import contextmanager
from datetime import time

import pytest

from .clicks import follow, press_enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BLOCKS = [
    ("welcome", 20, "Welcome"),
    ("presentation", 60, "Standards"),
    ("lunch", 40, "Lunch"),
    ("focused_discussion", 130, "Tables"),
    ("evaluation", 15, "Evaluation"),
    ("close", 5, "Close"),
]


@pytest.fixture
def agenda(meeting):
    """Six blocks, 270 minutes, lunch pinned to 10:20."""
    meeting.segments.all().delete()
    for position, (kind, minutes, title) in enumerate(BLOCKS, 1):
        meeting.segments.create(
            position=position,
            kind=kind,
            minutes=minutes,
            title=title,
            lead="lead_facilitator",
            pinned_start=time(10, 20) if kind == "lunch" else None,
        )
    return meeting


@pytest.fixture
def browse(browse_as, facilitator):
    """`browse(java_script_enabled=False)`: a page in which the facilitator is signed in."""
    return lambda **options: browse_as(facilitator, **options)


def open_agenda(page):
    page.goto("/cohorts/region-8/meetings/1/agenda/")
    return page


def titles(meeting):
    return [str(segment.title) for segment in meeting.segments.in_order()]


def minutes(meeting, title):
    return next(
        segment.minutes for segment in meeting.segments.all() if str(segment.title) == title
    )


@contextmanager
def saved(page):
    """What happens inside is saved by the script: its one request is answered,
    and the line says so.
    """
    with page.expect_response(lambda response: response.request.method == "POST"):
        yield
    page.locator("[data-sync-words]", has_text="Saved").wait_for()


def test_minutes_save_by_themselves_and_times_follow(agenda, browse):
    page = open_agenda(browse())
    with saved(page):
        page.get_by_label("Minutes for Welcome").fill("30")
        assert (
            page.locator(".h-block", has_text="Standards").locator("[data-time]").inner_text()
            == "9:30"
        )
    assert "280 of 270 minutes, 10 over" in page.inner_text("main")
    assert minutes(agenda, "Welcome") == 30
    assert page.get_by_role("button", name="10 minutes from Standards").is_visible()
    follow(page.get_by_role("button", name="10 minutes from Standards"))
    assert minutes(agenda, "Standards") == 50


def test_the_order_changes_with_the_keyboard(agenda, browse):
    page = open_agenda(browse())
    with saved(page):
        page.get_by_role("button", name="Drag Standards").focus()
        page.keyboard.press("ArrowUp")
    assert titles(agenda)[:2] == ["Standards", "Welcome"]
    assert page.locator("#say").inner_text() == "Standards is now 1 of 6"
    with saved(page):
        page.get_by_role("button", name="Move Standards later").press("Enter")
    assert titles(agenda)[:2] == ["Welcome", "Standards"]


def test_the_order_changes_with_the_mouse(agenda, browse):
    page = open_agenda(browse(viewport={"width": 1280, "height": 1400}))
    with saved(page):
        drag(page, "Tables", "Welcome", page.mouse.move, page.mouse.down, page.mouse.up)
    assert titles(agenda)[0] == "Tables"


def drag(page, title, onto, move, press, release):
    start = page.get_by_role("button", name=f"Drag {title}").bounding_box()
    goal = page.locator(".h-block", has_text=onto).first.bounding_box()
    x = start["x"] + start["width"] / 2
    move(x, start["y"] + start["height"] / 2)
    press()
    for y in range(int(start["y"]), int(goal["y"]), -40):
        move(x, y)
    move(x, goal["y"] + 4)
    release()


def test_the_order_changes_with_a_finger(agenda, browse):
    page = open_agenda(
        browse(viewport={"width": 390, "height": 2400}, has_touch=True, is_mobile=True)
    )
    finger = page.context.new_cdp_session(page)
    place = {}

    def touch(kind):
        finger.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [] if kind == "touchEnd" else [dict(place)]},
        )

    def move(x, y):
        began = bool(place.get("down"))
        place.update(x=x, y=y)
        if began:
            finger.send(
                "Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]}
            )

    def press():
        finger.send(
            "Input.dispatchTouchEvent",
            {"type": "touchStart", "touchPoints": [{"x": place["x"], "y": place["y"]}]},
        )
        place["down"] = True

    with saved(page):
        drag(page, "Tables", "Welcome", move, press, lambda: touch("touchEnd"))
    assert titles(agenda)[0] == "Tables"


def test_everything_works_without_scripts(agenda, browse):
    page = open_agenda(browse(java_script_enabled=False))
    page.get_by_label("Minutes for Welcome").fill("25")
    follow(page.get_by_role("button", name="Move Standards earlier"))
    assert titles(agenda)[:2] == ["Standards", "Welcome"]
    assert minutes(agenda, "Welcome") == 25
    page.get_by_label("Minutes for Tables").fill("125")
    follow(page.get_by_role("button", name="Save order and minutes"))
    assert minutes(agenda, "Tables") == 125


def test_enter_in_a_field_saves_and_moves_nothing(agenda, browse):
    page = open_agenda(browse(java_script_enabled=False))
    page.get_by_label("Minutes for Tables").fill("120")
    press_enter(page.get_by_label("Minutes for Tables"))
    assert titles(agenda) == [title for _kind, _minutes, title in BLOCKS]
    assert minutes(agenda, "Tables") == 120


def test_the_second_of_two_editors_is_told_and_loses_nothing(agenda, browse):
    first, second = open_agenda(browse()), open_agenda(browse())
    with saved(first):
        first.get_by_label("Minutes for Welcome").fill("10")
    second.get_by_label("Minutes for Tables").fill("100")
    second.wait_for_selector("#errors")
    assert "Somebody else changed this agenda" in second.inner_text("#errors")
    assert second.get_by_label("Minutes for Tables").input_value() == "100"
    assert second.get_by_label("Minutes for Welcome").input_value() == "10"
    assert (minutes(agenda, "Welcome"), minutes(agenda, "Tables")) == (10, 130)
    press_enter(second.get_by_label("Minutes for Tables"))
    assert (minutes(agenda, "Welcome"), minutes(agenda, "Tables")) == (10, 100)


def test_a_wrong_number_is_said_at_once_and_not_saved(agenda, browse):
    page = open_agenda(browse())
    page.get_by_label("Minutes for Lunch").fill("0")
    page.locator("[data-sync-words]", has_text="Lunch").wait_for()
    assert minutes(agenda, "Lunch") == 40
