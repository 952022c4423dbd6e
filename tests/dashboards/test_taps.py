"""From any page of a cohort every tab is at most two taps away, and every other page three.

The pages are those of the permission table, with the objects of tests/house.py; the links are
those that stand on them, counted as on a phone (tests/taps.py). The reasons of the few pages that
no link leads to, or that are one tap farther, stand in UNLINKED and ONE_MORE.
"""

from datetime import time, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from cohorts.models import CohortPart
from cop_site.permission_table import rules_of
from cop_site.routes import all_routes
from meetings.models import AgendaSegment

from .. import factories
from ..objects import objects_of
from ..taps import FILES, TapGraph, links_of
from ..test_permissions import expected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

TO_A_TAB, TO_A_PAGE = 2, 3
SCOPES = {"cohort", "meeting", "job", "person", "release", "link"}
#: Held; over, with attendance and evaluation open; next; later.
MEETINGS = [1, 2, 3, 4, 5]
#: Not of a cohort, but on the way to its pages.
BETWEEN = ["home", "dashboards:cohort-list", "cohorts:person-list", "evaluations:results"]

# --- which tabs and pages -------------------------------------------------------------------------

RUN = [
    "dashboards:meeting-detail",
    "meetings:reply-list",
    "meetings:attendance-edit",
    "evaluations:results-meeting",
    "dashboards:papers",
]
GROUP = ["recruitment:application-list", "cohorts:letter-list", "cohorts:member-list"]
GROUP += ["cohorts:staff-role-list", "meetings:agreement-list", "meetings:budget-list"]
SHARED = ["community:learning-map", "community:profile-list", "meetings:agreement-list"]
MEMBER = ["dashboards:meeting-detail", "meetings:agenda-detail", "dashboards:papers"]
#: {who: tabs of each meeting, tabs of the cohort}
TABS = {
    "facilitator": (RUN, [*GROUP, "community:learning-map", "community:profile-list"]),
    "regional_lead": (RUN, [*GROUP, "community:learning-map"]),
    "walled_lead": (RUN, [name for name in GROUP if name != "meetings:agreement-list"]),
    "state_staff": ([RUN[0], RUN[3], RUN[4]], GROUP),
    "greeter": ([RUN[2], RUN[4]], []),
    "participant": (MEMBER, [*SHARED, "dashboards:member-record"]),
    "graduate": (MEMBER, [*SHARED, "dashboards:member-record"]),
    "evaluator": ([RUN[3]], []),
    "supervisor": ([], []),
    "applicant": ([], []),
}
#: {who: how many pages they may open at least, files not counted}, with two meetings and with all
WITH_TWO = {"facilitator": 53, "participant": 16, "greeter": 5, "supervisor": 2}
WITH_ALL = {
    "facilitator": 92,
    "regional_lead": 92,
    "walled_lead": 67,
    "state_staff": 36,
    "greeter": 11,
    "participant": 31,
    "graduate": 31,
    "evaluator": 7,
    "supervisor": 2,
    "applicant": 3,
}
GRID = [pytest.param(who, [1, 3], number, id=f"{who}-two") for who, number in WITH_TWO.items()] + [
    pytest.param(who, MEETINGS, number, id=who, marks=pytest.mark.audit)
    for who, number in WITH_ALL.items()
]
#: {rule, or (rule, whose or which meeting): why no page links it}
UNLINKED = {
    "dashboards:document-pdf[pack]": "a job makes it first; Papers and the job link it then",
    "dashboards:document-pdf[workbooks]": "a job makes it first; Papers and the job link it then",
    "dashboards:job-detail": "of whoever asked for it: their button leads there, then Papers",
    "community:topic-carry": "the page of topics leads there once a cohort before left some open",
    "lifecycle:member-return": "of somebody who left: their page leads there",
    ("lifecycle:cohort-complete", "facilitator"): "a tab after the last meeting (the test below)",
    ("meetings:agenda-detail", "state_staff"): "Plan itself is the agenda to read",
    ("lifecycle:meeting-split", 1): "a meeting that was held is not split",
    ("lifecycle:meeting-call-off", 1): "a meeting that was held is not called off",
    ("meetings:reply", 1): "the meeting has begun, so answers are closed",
    ("meetings:reply", 2): "the meeting has begun, so answers are closed",
    **{
        ("meetings:attendance-reopen", n): "its attendance is open; there is nothing to open again"
        for n in [2, 3, 4, 5]
    },
    ("recruitment:endorsement-calendar", "supervisor"): "before an answer there is no date to add",
    ("evaluations:evaluation-answer", 3): "the meeting has not begun",
    ("evaluations:evaluation-answer", 4): "the meeting has not begun",
    ("evaluations:evaluation-answer", 5): "the meeting has not begun",
}
#: {rule: why it takes one tap more}
ONE_MORE = {
    "meetings:block-remove": "on the block's own page: no list repeats what destroys its rows",
    "recruitment:roster-import-check": "on the page that brings in rosters",
    "recruitment:roster-import-columns": "on the page that brings in rosters",
    "lifecycle:part-renew": "on the list of who goes on, beside each member",
}
#: Pages for one thing only; the breadcrumb leads out of them, there is no strip.
SINGLE_TASKS = {"meetings:reply", "evaluations:evaluation-answer"}
#: {rule of a page behind a link: why nobody who is signed in comes to it by a tap}
BY_LETTER = {
    "accounts:sign-in-link": "signs in",
    "evaluations:evaluation-answer-link": "for one meeting; signed in, it is Learned",
    "meetings:reply-link": "for one meeting; signed in, it is the answer page of the meeting",
    "meetings:reply-calendar": "from the page of a letter",
    "lifecycle:address-change-confirm": "from the letter to a new address",
    "recruitment:interest-own": "of somebody who is in no cohort",
}
READ = [
    (route, line)
    for route in all_routes()
    for line in rules_of(route.name)
    if "GET" in line.verbs and line.scope in SCOPES
]


def pages_of(house, who, meetings):
    """{address: rule} of the pages and files of the own cohort that this person may open."""
    return {
        reverse(route.name, kwargs=values): line
        for route, line in READ
        if expected(line, who, "own", "GET") == "granted"
        for values in places(objects_of(house, route, "own", line), meetings)
    }


def places(values, meetings):
    """A page without a row of its own is there for every meeting."""
    if "position" not in values or "pk" in values:
        return [values]
    return [values | {"position": position} for position in meetings]


def tabs_of(house, who, meetings):
    of_meetings, of_cohort = TABS[who]
    slug = house.own.slug
    return {reverse(name, args=[slug, n]) for name in of_meetings for n in meetings} | {
        reverse(name, args=[slug]) for name in of_cohort
    }


def is_unlinked(line, who, address):
    keys = [str(line), (str(line), who)]
    keys += [(str(line), n) for n in MEETINGS if f"/meetings/{n}/" in address]
    return any(key in UNLINKED for key in keys)


def takes_one_more(line, address):
    """A file is one tap from the page that lists it."""
    return address.endswith(FILES) or str(line) in ONE_MORE


# --- the crawl ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lived_in(house_of_the_file, django_db_blocker):
    """The house with a meeting that is just over, and rows in every list of the own cohort."""
    with django_db_blocker.unblock(), transaction.atomic():
        house = house_of_the_file
        own, day = house.own, factories.today()
        over = own.meetings.get(position=2)
        factories.move_meeting(over, day - timedelta(days=1), starts=time(9))
        soon, later = day + timedelta(days=9), day + timedelta(days=19)
        CohortPart.objects.filter(cohort=own).update(apply_by=soon, notice_on=later)
        blocks = AgendaSegment.objects.filter(meeting__cohort=own, position=2)
        blocks.update(activity=factories.create_activity())
        for meeting in own.meetings.all():
            for what in ["Send the template", "Call the school"]:
                factories.create_follow_up(meeting, what)
        factories.create_budget_line(own)
        yield house
        transaction.set_rollback(True)


def read(house, who, addresses):
    return TapGraph.read(house.client(who), addresses)


@pytest.mark.parametrize("who, meetings, at_least", GRID)
def test_the_hall_is_the_way(lived_in, who, meetings, at_least):
    pages = pages_of(lived_in, who, meetings)
    opened = [address for address in pages if not address.endswith(FILES)]
    assert len(opened) >= at_least
    graph = read(lived_in, who, [*opened, *map(reverse, BETWEEN)])
    assert not set(graph.refused) & set(opened)
    assert links_that_are_there(graph, pages, who) == set()

    in_cohort = [a for a in opened if pages[a].scope in {"cohort", "meeting"}]
    hall = [a for a in in_cohort if pages[a].name not in SINGLE_TASKS]
    tabs = tabs_of(lived_in, who, meetings)
    assert tabs <= set(hall)
    assert graph.too_far(hall, tabs, TO_A_TAB) == []
    linked = {a for a, line in pages.items() if not is_unlinked(line, who, a)}
    near = {a for a in linked if not takes_one_more(pages[a], a)}
    assert graph.too_far(["/", *hall], near, TO_A_PAGE) == []
    assert graph.too_far(["/", *in_cohort], linked, TO_A_PAGE + 1) == []


def links_that_are_there(graph, pages, who):
    """Pages that the table says no link leads to, and one does."""
    unlinked = [address for address, line in pages.items() if is_unlinked(line, who, address)]
    return {address for address in unlinked if graph.pages_with(address)}


def test_every_page_is_walked_by_somebody():
    walked = {
        str(line)
        for _route, line in READ
        if any(expected(line, who, "own", "GET") == "granted" for who in TABS)
    }
    everything = {str(line) for _route, line in READ}
    assert everything - walked == set(BY_LETTER) and len(walked) > 60
    named = {key[0] if isinstance(key, tuple) else key for key in UNLINKED}
    assert (named | set(ONE_MORE)) - walked == set()


def test_finish_is_a_tab_after_the_last_meeting(lived_in):
    own, who = lived_in.own, "facilitator"
    last = factories.move_meeting(own.meetings.get(position=5), factories.today())
    own.meetings.filter(on__gt=last.on).update(on=last.on - timedelta(days=1))
    last.close_attendance(by=lived_in.people[who])
    members = reverse("cohorts:member-list", args=[own.slug])
    finish = reverse("lifecycle:cohort-complete", args=[own.slug])
    assert read(lived_in, who, [members]).pages_with(finish) == [members]


def test_on_the_day_the_path_leads_out_of_the_door(lived_in):
    """The strip is folded there on a phone, so what it leads to is one tap more."""
    own, who = lived_in.own, "facilitator"
    factories.move_meeting(own.meetings.get(position=2), factories.today(), starts=time(0))
    tabs = tabs_of(lived_in, who, [2, 3])
    graph, door = read(lived_in, who, tabs), reverse(RUN[2], args=[own.slug, 2])
    assert graph.too_far([door], tabs, TO_A_TAB) != []
    assert graph.too_far([door], tabs, TO_A_TAB + 1) == []


# --- the crawl itself -----------------------------------------------------------------------------


def test_what_a_link_costs():
    page = """
      <a href="/near/#place">1</a><a href="?page=2">0</a><a href="#here">0</a><a href="tel:1">0</a>
      <details><summary><a href="/named/">1</a></summary><a href="/closed/">2</a></details>
      <details open><p><br><a href="/open/">1</a></details><a href="/near/">1</a>
      <p hidden><a href="/hidden/">no</a></p><li class="is-wide"><a href="/wide/">no</a></li>
      <form action="/asks/"></form><form method="post" action="/sends/"></form>
      <a href="https://elsewhere.example/">no</a>
      <div class="h-top h-top--day"><nav class="h-doors"><a href="/folded/">no</a></nav></div>
    """
    taps = {"/near/": 1, "/named/": 1, "/closed/": 2, "/open/": 1, "/asks/": 1}
    assert links_of(page, "/here/") == taps


def test_a_page_that_is_too_far_is_found():
    graph = TapGraph(
        {"/a/": {"/old/": 1}, "/b/": {"/c/": 2}, "/c/": {"/d/": 1}}, forwards={"/old/": "/b/"}
    )
    assert graph.taps_from("/a/", 3) == {"/a/": 0, "/b/": 1, "/c/": 3}
    assert graph.too_far(["/a/"], ["/old/", "/c/", "/d/", "/e/"], 3) == [
        ("/a/", "/d/"),
        ("/a/", "/e/"),
    ]
