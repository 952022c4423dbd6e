"""Evaluating on a phone, with and without scripts, and the pages of results, in a real browser."""

from datetime import timedelta

import pytest

from evaluations.models import Answer, Comment, Response
from people.models import Link

from .. import factories
from .access_rules import broken_rules
from .clicks import follow, touch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 800}


@pytest.fixture
def begun(meeting):
    meeting.on = factories.today() - timedelta(days=1)
    meeting.save()
    return meeting


@pytest.fixture
def opened(chromium, live_server, begun):
    """`opened(**options)`: a phone that has opened the link of the letter."""
    contexts = []

    def open_link(**options):
        _, secret = factories.mint_link(
            Link.Purpose.EVALUATE,
            lasts=timedelta(days=1),
            membership=factories.create_membership(begun.cohort),
            meeting_position=1,
        )
        contexts.append(chromium.new_context(base_url=live_server.url, viewport=PHONE, **options))
        page = contexts[-1].new_page()
        page.goto(f"/l/{secret}/", wait_until="networkidle")
        return page

    yield open_link
    for context in contexts:
        context.close()


def fill_and_send(page, send="Send my answers"):
    for name, value in [
        ("qs_before_after-before", 1),
        ("qs_before_after-now", 2),
        ("know_qs", 4),
        ("applicable", 3),
    ]:
        touch(page.locator(f"label:has(input[name='{name}'][value='{value}'])"))
    page.locator("textarea[name='most_useful']").fill("The posters")
    page.locator("input[name='most_useful-quote']").check()
    follow(page.get_by_role("button", name=send))


@pytest.mark.parametrize("scripts", [True, False])
def test_answer_and_withdraw_on_a_phone(opened, scripts):
    page = opened(java_script_enabled=scripts)
    fill_and_send(page)
    assert page.locator("h1").inner_text() == "Sent. Thank you."
    assert Answer.objects.count() == 3 and Comment.objects.get().may_quote
    follow(page.get_by_role("link", name="Send new answers in their place"))
    assert page.locator("input:checked").count() == 0
    page.go_back()
    follow(page.get_by_role("button", name="Withdraw my answers"))
    assert Response.objects.exists() and "deleted for good" in page.locator("main").inner_text()
    follow(page.get_by_role("button", name="Withdraw my answers"))
    assert (
        not Response.objects.exists()
        and page.get_by_role("button", name="Send my answers").is_visible()
    )


def test_the_counter_counts_and_a_draft_stays_on_the_phone(opened):
    page = opened()
    touch(page.locator("label:has(input[name='know_qs'][value='4'])"))
    touch(page.locator("label:has(input[name='qs_before_after-now'][value='2'])"))
    assert page.locator("[data-count]").inner_text() == "2 of 4 answered"
    page.get_by_text("Saved on this phone").wait_for()
    page.reload()
    assert page.locator("input:checked").count() == 2


KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('hallway-draft-'))"


def keep_a_draft(page):
    touch(page.locator("label:has(input[name='know_qs'][value='4'])"))
    page.get_by_text("Saved on this phone").wait_for()
    assert len(page.evaluate(KEPT)) == 1


def in_another_tab(page):
    other = page.context.new_page()
    other.goto(page.url, wait_until="networkidle")
    return other


def test_another_tab_asks_whose_draft_it_is(opened):
    page = opened()
    keep_a_draft(page)
    other = in_another_tab(page)
    assert other.get_by_role("heading", name="Continue as").is_visible()
    assert not other.locator("#answers").is_visible() and broken_rules(other) == []
    assert other.locator("input:checked").count() == 0
    touch(other.get_by_role("button", name="Continue"))
    assert other.locator("input:checked").count() == 1 and other.locator("#answers").is_visible()
    last = in_another_tab(page)
    touch(last.get_by_role("button", name="Delete them"))
    assert last.locator("input:checked").count() == 0 and last.locator("#answers").is_visible()
    assert last.evaluate(KEPT) == []


def test_a_button_clears_the_form_and_the_phone(opened):
    page = opened()
    keep_a_draft(page)
    touch(page.get_by_text("Clear this form"))
    touch(page.get_by_role("button", name="Clear it"))
    assert page.locator("input:checked").count() == 0 and page.evaluate(KEPT) == []
    page.reload()
    assert not page.get_by_text("Clear this form").is_visible()


@pytest.mark.parametrize("hours, kept", [(11.9, 1), (12.1, 0)])
def test_a_draft_leaves_the_phone_after_twelve_hours(opened, hours, kept):
    page = opened()
    keep_a_draft(page)
    earlier = """(hours) => {
        for (const key of Object.keys(localStorage)) {
            const draft = JSON.parse(localStorage.getItem(key));
            draft.at -= hours * 3600 * 1000;
            localStorage.setItem(key, JSON.stringify(draft));
        }
    }"""
    page.evaluate(earlier, hours)
    other = in_another_tab(page)
    assert len(other.evaluate(KEPT)) == kept
    assert other.get_by_role("heading", name="Continue as").is_visible() == bool(kept)


def test_an_empty_form_moves_the_focus_to_what_it_needs(opened):
    page = opened()
    follow(page.get_by_role("button", name="Send my answers"))
    assert page.evaluate("document.activeElement.id") == "errors"
    assert broken_rules(page) == []


@pytest.mark.parametrize(
    "language, send", [("en-US", "Send my answers"), ("es-MX", "Enviar mis respuestas")]
)
def test_the_page_keeps_the_rules_in_both_languages(opened, language, send):
    page = opened(locale=language)
    assert page.get_attribute("html", "lang") == language[:2]
    assert broken_rules(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    fill_and_send(page, send)
    assert broken_rules(page) == []


@pytest.mark.audit
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_pages_of_results_keep_the_rules(
    cohort, meeting, browse_as, state_staff, facilitator, width
):
    factories.create_release(meeting, responses=24, comments=["More time to talk."])
    factories.create_release(cohort.meetings.get(position=4), responses=7)
    state, own = (
        browse_as(person, viewport={"width": width, "height": 900})
        for person in [state_staff, facilitator]
    )
    release = meeting.evaluation.releases.get().pk
    at_home = "/cohorts/region-8/"
    places = [
        (state, f"/results/{page}")
        for page in [
            "",
            "state/",
            "state/?meeting=1",
            "region/8/",
            "report/",
            "published/",
            f"releases/{release}/",
        ]
    ]
    places += [
        (own, at_home + page)
        for page in [
            "results/",
            "meetings/1/results/",
            "meetings/1/evaluation/",
            "meetings/2/evaluation/close/",
        ]
    ]
    for page, place in places:
        assert page.goto(place).status == 200
        assert (place, broken_rules(page)) == (place, [])
        assert (place, page.evaluate("document.documentElement.scrollWidth")) == (place, width)
