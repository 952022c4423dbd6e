"""Every frame of the look in a real browser: nothing refused, nothing sideways,
no rule of access broken, light enough.
"""

import pytest

from ..page_weight import files_of
from .access_rules import broken_rules
from .clicks import follow, touch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/", "/sign-in/", "/account/login/", "/no-such-page/", "/application/"]
PHONE, DESK, NARROWEST = 390, 1280, 320


@pytest.fixture
def page(chromium, live_server):
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [PHONE, pytest.param(DESK, marks=pytest.mark.audit)])
def test_a_frame_keeps_the_rules(page, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    assert broken_rules(page) == []
    assert [line for line in page.complaints if "Content Security Policy" in line] == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways(page, path):
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST


def test_the_weight_of_pages_counts_what_a_browser_fetches(page):
    """What tests/test_light_pages.py goes by, on every page: no file more and no file less."""
    fetched = []
    page.on("requestfinished", lambda request: fetched.append(request.url))
    page.goto("/help/", wait_until="networkidle")
    files = {url.split("/static/")[1] for url in fetched if "/static/" in url}
    assert files == files_of(page.content())


def test_the_language_changes_and_the_page_stays(page):
    page.goto("/sign-in/")
    follow(page.get_by_role("button", name="Español"))
    assert page.url.endswith("/sign-in/")
    assert page.get_attribute("html", "lang") == "es"


def test_a_mistake_gets_the_focus(page):
    page.goto("/sign-in/")
    page.get_by_label("email").fill("nobody@")
    follow(page.locator("main form button"))
    assert page.evaluate("document.activeElement.id") == "errors"
    touch(page.locator("#errors a").first)
    page.wait_for_function("document.activeElement.name === 'email'")
