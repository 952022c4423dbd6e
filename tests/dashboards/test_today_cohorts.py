"""What Today says of each of several cohorts: where and when it meets next, who facilitates, the
sessions of directors, and what is missing.
"""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from lib import dates
from meetings.models import Meeting

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def today_of(client_of):
    return lambda person: client_of(person).get("/")


@pytest.fixture
def second(cohort):
    """Another cohort of the region, which meets 30 days after the first one."""
    return factories.create_cohort(
        slug="second",
        name="The second",
        guidebook=cohort.guidebook,
        first_meeting_on=factories.today() + timedelta(days=120),
    )


@pytest.fixture
def named(cohort):
    """The guidebook asks for no co-facilitator."""
    with factories.as_draft(cohort.guidebook):
        type(cohort.guidebook).objects.update(co_facilitators_minimum=0)


def sections(answer):
    """{cohort slug: the text of its section}."""
    _, *found = re.split(r'<section class="mb-5" aria-labelledby="cohort-', shown(answer))
    whole = [section.partition("</section>")[0] for section in found]
    return {re.search(r"/cohorts/([\w-]+)/", text)[1]: text_of(text) for text in whole}


def text_of(html):
    return re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


def take_place_away(*cohorts):
    for cohort in cohorts:
        type(cohort).objects.filter(pk=cohort.pk).update(place_name="")
        cohort.meetings.update(place_name="")


def test_a_lead_reads_place_facilitator_and_sessions_of_each_cohort(
    today_of, cohort, second, named, facilitator, regional_lead
):
    session = cohort.director_sessions.order_by("position").first()
    cohort.director_sessions.exclude(pk=session.pk).update(on=None)
    type(session).objects.filter(pk=session.pk).update(on=factories.today(), title="A first hour")
    undated = cohort.director_sessions.filter(on=None).count()
    take_place_away(second)
    second.director_sessions.all().delete()
    found = sections(today_of(regional_lead))
    assert list(found) == ["region-8", "second"], "the next meeting comes first"
    assert "Example Hall" in found["region-8"]
    assert "Facilitated by Fay Facilitator." in found["region-8"]
    assert f"For directors: A first hour, {dates.day(factories.today())}." in found["region-8"]
    assert f"{undated} session" in found["region-8"] and "no date yet" in found["region-8"]
    assert "Needed" not in found["region-8"]
    assert ", no room yet" in found["second"]
    assert "Nobody facilitates it yet." in found["second"]
    assert "For directors" not in found["second"] and "no date yet" not in found["second"]
    number = second.meetings.count()
    rows = found["second"].partition("Nobody facilitates it yet.")[2]
    assert f"A place Needed {number} meetings have none." in rows
    assert "A facilitator Needed Nobody leads the meetings yet." in rows


def test_what_is_missing_is_mended_by_its_link(today_of, second, regional_lead):
    take_place_away(second)
    page = shown(today_of(regional_lead))
    for name in ["lifecycle:cohort-edit", "cohorts:staff-role-list"]:
        assert f'href="{reverse(name, args=["second"])}"' in page


def test_a_facilitator_reads_what_the_other_cohorts_lack(today_of, cohort, second, facilitator):
    factories.create_role(facilitator, "facilitator", second)
    take_place_away(cohort, second)
    answer = today_of(facilitator)
    found = sections(answer)
    assert list(found) == ["region-8", "second"]
    assert "Name the place Needed" in found["region-8"], "the whole checklist of the next meeting"
    assert "A place Needed" not in found["region-8"] and "A place Needed" in found["second"]
    meeting = second.meetings.get(position=1).get_absolute_url()
    assert f'<a href="{meeting}">A place</a>' in shown(answer), "the cohort is not hers to change"


def test_what_is_missing_stays_on_the_day_itself_and_while_it_is_held(
    today_of, cohort, named, regional_lead
):
    """A later meeting without a place is still missing one; a session without a day stays."""
    cohort.director_sessions.update(on=None)
    take_place_away(cohort)
    number = cohort.meetings.count()
    for days, left in [(1, number), (0, number), (-1, number - 1)]:
        factories.move_meeting(
            cohort.meetings.get(position=1), factories.today() + timedelta(days=days)
        )
        page = sections(today_of(regional_lead))["region-8"]
        assert f"A place Needed {left} meetings have none." in page
        assert "A facilitator Needed" in page and "no date yet" in page


def test_an_online_meeting_says_so_and_misses_its_link(today_of, cohort, regional_lead):
    cohort.meetings.update(setting="virtual", place_name="", link_url="")
    assert ", no link yet" in sections(today_of(regional_lead))["region-8"]
    cohort.meetings.update(link_url="https://meet.example")
    assert ", Online" in sections(today_of(regional_lead))["region-8"]


def test_who_only_reads_a_cohort_is_not_sent_to_change_it(today_of, second, state_staff):
    take_place_away(second)
    page = today_of(state_staff)
    found = sections(page)["second"]
    assert "Nobody facilitates it yet." in found and ", no room yet" in found
    assert "Needed" not in found


@pytest.mark.parametrize(("who", "scope"), [("facilitator", "cohort"), ("lead", "region")])
def test_many_cohorts_cost_as_many_queries_as_one(
    client_of, cohort, who, scope, django_assert_num_queries, django_assert_max_num_queries
):
    person = factories.create_person()
    factories.create_role(person, who, cohort if scope == "cohort" else cohort.region)
    browser = client_of(person)
    browser.get("/")
    with django_assert_max_num_queries(60) as one:
        browser.get("/")
    for number in range(5):
        another = factories.create_cohort(slug=f"more-{number}", guidebook=cohort.guidebook)
        if scope == "cohort":
            factories.create_role(person, who, another)
    Meeting.objects.filter(position=1).update(place_name="")
    with django_assert_num_queries(len(one)):
        assert len(sections(browser.get("/"))) == 6


@pytest.mark.parametrize("who", ["regional_lead", "state_staff"])
def test_whoever_oversees_a_cohort_reads_what_its_recruitment_waits_for(
    request, today_of, cohort, second, named, applicant, who
):
    """The card tells of the first cohort; the second says the same of itself in its own section."""
    factories.create_application(second)
    page = today_of(request.getfixturevalue(who))
    found = sections(page)
    for text in found.values():
        assert "1 application, to decide: 1. 0 of 30 seats are taken." in text
    assert f"{cohort} recruits" in shown(page)
    assert "waits for a director" not in found["region-8"], "the card above says it"
    assert "1 waits for a director." in found["second"]


def test_a_facilitator_reads_nothing_of_recruitment(today_of, cohort, facilitator, applicant):
    assert "to decide" not in shown(today_of(facilitator))
