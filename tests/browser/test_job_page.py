"""The page of a job in a real browser: it follows the work by itself, and without scripts one looks
again.
"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from lib.jobs.models import Job

from .access_rules import WIDTHS, broken_rules, sideways
from .clicks import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def job(meeting, facilitator):
    return Job.objects.create(
        kind="pack",
        subject=f"meeting-{meeting.pk}-en",
        arguments={"meeting": meeting.pk, "language": "en"},
        owner_id=facilitator.pk,
        state="running",
        done=3,
        total=28,
    )


def set_progress(**fields):
    Job.objects.update(**fields)


def test_it_follows_the_work_by_itself(job, browse_as, facilitator):
    page = browse_as(facilitator)
    page.goto(job.get_absolute_url())
    expect(page.get_by_role("status")).to_have_text("3 of 28 documents are laid out.")
    set_progress(done=12)
    expect(page.get_by_role("status")).to_have_text("12 of 28 documents are laid out.")
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 12)
    set_progress(state="done", done=28)
    expect(page.get_by_role("heading", name="Done")).to_be_focused()
    expect(page.get_by_role("link", name="Open the pack")).to_be_visible()


def test_without_scripts_one_looks_again(job, browse_as, facilitator):
    page = browse_as(facilitator, java_script_enabled=False)
    page.goto(job.get_absolute_url())
    expect(page.get_by_text("3 of 28 documents are laid out.")).to_be_visible()
    set_progress(state="failed", refusal="This document is too long to print.")
    follow(page.get_by_role("link", name="Look again"))
    expect(page.get_by_text("This document is too long to print.")).to_be_visible()
    follow(page.get_by_role("button", name="Try again"))
    expect(page.get_by_role("heading", name="It begins in a moment")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_whoever_waits_is_led_on(job, meeting, browse_as, facilitator, scripts):
    """To the file; here none is kept, so its address leads to the papers of the meeting."""
    page = browse_as(facilitator, java_script_enabled=scripts)
    page.goto(f"{job.get_absolute_url()}?open")
    expect(page.get_by_text("It opens here by itself")).to_be_visible()
    set_progress(state="done", done=28)
    papers = reverse("dashboards:papers", args=[meeting.cohort.slug, meeting.position])
    expect(page).to_have_url(re.compile(f"{papers}$"), timeout=10_000)


@pytest.mark.parametrize("width", WIDTHS)
def test_it_keeps_the_rules_in_every_state(job, browse_as, facilitator, width):
    page = browse_as(facilitator, viewport={"width": width, "height": 900})
    for state in ["queued", "running", "done", "failed"]:
        set_progress(state=state)
        page.goto(job.get_absolute_url())
        assert (state, broken_rules(page), sideways(page)) == (state, [], 0)
