"""Opening a cohort like another one asks as many statements for a long plan as for a short one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cohorts.models import Cohort
from meetings.models import AgendaSegment, BudgetLine, LogisticsItem, Meeting

from .test_open_like import dates_of, first_page, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(regional_lead, client_of):
    return client_of(regional_lead)


def give_blocks(cohort, number):
    """Exactly so many blocks, tasks and budget lines for each meeting."""
    meetings = list(cohort.meetings.all())
    AgendaSegment.objects.filter(meeting__in=meetings).delete()
    rows = [(meeting, place) for meeting in meetings for place in range(1, number + 1)]
    AgendaSegment.objects.bulk_create(
        AgendaSegment(meeting=meeting, position=place, minutes=5, title=f"Block {place}")
        for meeting, place in rows
    )
    LogisticsItem.objects.bulk_create(
        LogisticsItem(meeting=meeting, text=f"Task {place}", due_on=meeting.on)
        for meeting, place in rows
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(cohort=cohort, meeting=meeting, what=f"Line {place}", planned=1)
        for meeting, place in rows
    )


def give_make_ups(cohort, number):
    """So many further meetings, each after one of the plan."""
    first = cohort.meetings.order_by("position").first()
    Meeting.objects.bulk_create(
        Meeting(
            cohort=cohort,
            part=first.part,
            position=100 + place,
            of=first,
            kind="make_up",
            title="Make-up",
            on=first.on + timedelta(days=place),
            starts=first.starts,
            minutes=60,
        )
        for place in range(number)
    )


def statements(browser, cohort):
    """(of the page of the dates, of opening) when everything comes along."""
    typed = first_page(cohort, with_place="on", with_staff="on")
    with CaptureQueriesContext(connection) as looked:
        look = browser.post(page_of(cohort), typed)
    ticks = {name: "on" for name in look.context["dates"].fields if name.startswith("hold_")}
    with CaptureQueriesContext(connection) as opened:
        answer = browser.post(page_of(cohort), typed | dates_of(look) | ticks)
    assert answer.status_code == 302, answer.context["dates"].errors
    new = Cohort.objects.latest("pk")
    copied = AgendaSegment.objects.filter(meeting__cohort=new).count()
    return len(looked), len(opened), new.meetings.count(), copied


def test_as_many_statements_for_5_and_20_blocks_a_meeting(cohort, browser, facilitator):
    give_blocks(cohort, 5)
    few = statements(browser, cohort)
    give_blocks(cohort, 20)
    many = statements(browser, cohort)
    assert (few[2:], many[2:]) == ((5, 25), (5, 100))
    assert few[:2] == many[:2]


def test_as_many_statements_for_2_and_12_make_ups(cohort, browser, facilitator):
    give_make_ups(cohort, 2)
    few = statements(browser, cohort)
    cohort.meetings.exclude(of=None).delete()
    give_make_ups(cohort, 12)
    many = statements(browser, cohort)
    assert (few[2], many[2]) == (7, 17)
    assert few[:2] == many[:2]
