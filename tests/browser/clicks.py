"""Clicking in a browser without racing it: after `follow` and `press_enter` the next page is there.

A bare `click()` returns once the mouse button is up; what is asked right after it may still be
answered by the page before.
"""

from contextlib import contextmanager


def follow(locator):
    """Clicks a link or button that leads to a page (perhaps to the same one again)."""
    with locator.page.expect_navigation():
        locator.click()


def press_enter(locator):
    """Sends the form of this field by the Enter key."""
    with locator.page.expect_navigation():
        locator.press("Enter")


def touch(locator):
    """Clicks something that stays on its page: a label, a summary, a link to a place in it."""
    locator.click()


@contextmanager
def stays(page):
    """What is pressed here changes the open page and loads no other."""
    began = page.evaluate("performance.timeOrigin")
    yield
    assert page.evaluate("performance.timeOrigin") == began
