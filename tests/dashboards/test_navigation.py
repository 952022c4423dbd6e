"""The frame of a cohort's pages: strip, tabs, breadcrumb, for each role and each page."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.models import Cohort
from cop_site.permission_table import TABLE
from dashboards.navigation.tabs import TABS
from meetings.models import Meeting

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db

STRIP = re.compile(r'<nav class="h-doors h-wrap".*?</nav>', re.S)
TAB_BAR = re.compile(r'<nav class="h-words h-wrap".*?</nav>', re.S)
PATH = re.compile(r'<nav class="h-path".*?</nav>', re.S)


def links_in(part):
    """[(text, address, whether it is the chosen one)] of a piece of a page."""
    found = re.findall(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', part, re.S)
    return [
        (" ".join(re.sub(r"<[^>]+>", " ", text).split()), address, "aria-current" in attributes)
        for address, attributes, text in found
    ]


def part(pattern, page):
    found = pattern.search(page)
    return found[0] if found else ""


def steps(page):
    texts = re.findall(r"<li[^>]*>(.*?)</li>", part(PATH, page), re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in texts]


@pytest.fixture
def read(client_of, cohort):
    def page_of(person, name, *args):
        answer = client_of(person).get(reverse(name, args=[cohort.slug, *args]))
        assert answer.status_code == 200
        return shown(answer)

    return page_of


TABS_OF = {
    "facilitator": ["Plan", "Coming", "Door", "Learned", "Papers"],
    "regional_lead": ["Plan", "Coming", "Door", "Learned", "Papers"],
    "state_staff": ["Plan", "Learned", "Papers"],
    "participant": ["When", "Agenda", "My papers"],
    "greeter": ["Door", "Papers"],
}


@pytest.mark.parametrize("who", TABS_OF)
def test_the_tabs_of_a_meeting(request, who, client_of, meeting):
    page_name = "meetings:attendance-edit" if who == "greeter" else "dashboards:meeting-detail"
    address = reverse(page_name, args=[meeting.cohort.slug, 1])
    page = shown(client_of(request.getfixturevalue(who)).get(address))
    tabs = links_in(part(TAB_BAR, page))
    assert [text for text, _address, _current in tabs] == TABS_OF[who]
    assert [text for text, _address, current in tabs if current] == TABS_OF[who][:1]


@pytest.mark.parametrize("days, offered", [(0, True), (59, True), (60, False), (3000, False)])
def test_a_member_is_offered_the_evaluation_as_long_as_an_answer_can_be_taken(
    read, participant, meeting, days, offered
):
    """45 days is the longest that one stays open, and 14 more are for late answers."""
    factories.move_meeting(meeting, factories.today() - timedelta(days=days), starts="00:00")
    tabs = links_in(part(TAB_BAR, read(participant, "dashboards:meeting-detail", 1)))
    assert ("Learned" in [text for text, _address, _current in tabs]) is offered


@pytest.mark.parametrize("who", TABS_OF)
def test_every_link_of_strip_and_tabs_opens(request, who, client_of, cohort):
    """No role is offered a page that refuses it."""
    browser = client_of(request.getfixturevalue(who))
    begin = reverse("dashboards:cohort-detail", args=[cohort.slug])
    seen, waiting = {}, [begin]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = browser.get(address, follow=True)
        seen[address] = answer.status_code
        if answer.status_code == 200:
            page = shown(answer)
            for pattern in [STRIP, TAB_BAR, PATH]:
                waiting += [link for _text, link, _chosen in links_in(part(pattern, page))]
    assert {address: status for address, status in seen.items() if status != 200} == {}
    assert len(seen) > 5


@pytest.mark.parametrize(
    ("status", "later_part", "expected"),
    [
        ("recruiting", False, ["Recruit"]),
        ("meeting", True, ["Recruit"]),
        ("meeting", False, []),
        ("completed", False, []),
    ],
)
def test_what_the_first_page_of_whoever_oversees_a_cohort_stands_under(
    read, regional_lead, cohort, status, later_part, expected
):
    """Recruitment while it recruits, also for a later part; afterwards no one meeting."""
    Cohort.objects.filter(pk=cohort.pk).update(status=status)
    opens = factories.today() + timedelta(days=-9 if not later_part else 9)
    cohort.cohort_parts.update(apply_by=opens)
    page = read(regional_lead, "dashboards:cohort-detail")
    chosen = [text.split()[0] for text, _address, chosen in links_in(part(STRIP, page)) if chosen]
    assert chosen == expected and bool(part(TAB_BAR, page)) == bool(expected)
    assert steps(page) == [cohort.name, *expected]


def test_what_the_strip_says_to_staff(read, facilitator, cohort, meeting):
    Meeting.objects.filter(cohort=cohort, position=3).update(place_name="")
    items = links_in(part(STRIP, read(facilitator, "meetings:agenda-edit", 1)))
    texts = [text for text, _address, _chosen in items]
    seats, members = cohort.seats.count(), cohort.memberships.current().count()
    assert texts[0] == f"Recruit {seats} seats" and texts[-1] == f"Group {members} members"
    assert [chosen for _text, _address, chosen in items].index(True) == 1
    assert texts[1].startswith("Meeting 1 .") and texts[3].endswith("no room yet")


def test_a_member_reads_whether_they_came_and_no_trouble(read, participant, facilitator, meeting):
    membership = participant.memberships.get()
    for position, status in [(1, "present"), (2, "absent")]:
        held = meeting.cohort.meetings.get(position=position)
        factories.move_meeting(held, factories.today())
        factories.attend(held, membership, status=status)
        held.close_attendance(by=facilitator)
    Meeting.objects.filter(cohort=meeting.cohort, position=4).update(place_name="")
    page = read(participant, "dashboards:meeting-detail", 3)
    texts = [text for text, _address, _chosen in links_in(part(STRIP, page))]
    assert texts[0].endswith("you came") and texts[1].endswith("you were not there")
    assert "no room yet" not in page and "Recruit" not in page


def test_results_of_a_cohort_belong_to_results_in_the_menu(read, facilitator, cohort):
    menu = re.compile(r'<nav class="h-menu".*?</nav>', re.S)
    for name, lit in [
        (["evaluations:results-cohort"], "Results"),
        (["evaluations:results-meeting", 1], "Cohorts"),
        (["cohorts:member-list"], "Cohorts"),
    ]:
        links = links_in(part(menu, read(facilitator, *name)))
        assert [text for text, _address, chosen in links if chosen] == [lit]


PATHS = [
    ("dashboards:meeting-detail", [3], ["Region 8 cohort", "Meeting 3", "Plan"]),
    ("meetings:agenda-edit", [3], ["Region 8 cohort", "Meeting 3", "Plan", "Agenda"]),
    ("lifecycle:meeting-edit", [2], ["Region 8 cohort", "Meeting 2", "Plan", "Date and place"]),
    ("meetings:reply-list", [2], ["Region 8 cohort", "Meeting 2", "Coming"]),
    (
        "evaluations:evaluation-detail",
        [1],
        ["Region 8 cohort", "Meeting 1", "Learned", "Evaluation"],
    ),
    ("cohorts:member-list", [], ["Region 8 cohort", "Group", "Members"]),
    ("cohorts:letter-list", [], ["Region 8 cohort", "Recruit", "Letters"]),
    ("meetings:budget-add", [], ["Region 8 cohort", "Group", "Money", "Line"]),
    ("evaluations:results-cohort", [], ["Region 8 cohort", "Results"]),
]


@pytest.mark.parametrize(("name", "args", "expected"), PATHS)
def test_the_breadcrumb_has_one_form(read, facilitator, cohort, name, args, expected):
    page = read(facilitator, name, *args)
    assert steps(page) == [str(cohort.name), *expected[1:]]
    assert [text for text, _address, _chosen in links_in(part(PATH, page))] == steps(page)[:-1]
    chosen_ones = 0 if name == "evaluations:results-cohort" else 1
    for pattern in [STRIP, TAB_BAR]:
        chosen = [is_chosen for _text, _address, is_chosen in links_in(part(pattern, page))]
        assert chosen.count(True) == chosen_ones


def test_a_meeting_leads_to_the_same_tab_of_another(read, facilitator):
    page = read(facilitator, "meetings:reply-list", 2)
    addresses = [address for _text, address, _chosen in links_in(part(STRIP, page))]
    assert addresses[3].endswith("/meetings/3/replies/")


@pytest.mark.parametrize("who", ["facilitator", "state_staff"])
def test_results_of_all_meetings_are_no_page_of_one(request, read, who):
    """Nothing is chosen, and no tabs stand there; each meeting leads to what was learned there."""
    page = read(request.getfixturevalue(who), "evaluations:results-cohort")
    strip = links_in(part(STRIP, page))
    assert not any(chosen for _text, _address, chosen in strip) and not part(TAB_BAR, page)
    assert strip[1][1].endswith("/meetings/1/results/")


def test_the_strip_says_the_year_where_it_passes_new_year(read, facilitator, cohort):
    last = cohort.meetings.in_order().last()
    last.on = last.on.replace(year=last.on.year + 1)
    last.save()
    strip = part(STRIP, read(facilitator, "meetings:reply-list", 1))
    assert f", {last.on.year}" in strip


def test_a_page_that_refuses_its_reader_offers_no_tabs_of_a_meeting(client_of, participant, cohort):
    answer = client_of(participant).get(reverse("evaluations:results-cohort", args=[cohort.slug]))
    assert answer.status_code == 403
    assert part(STRIP, shown(answer)) and not part(TAB_BAR, shown(answer))


def test_a_form_with_a_mistake_comes_back_in_its_tab(client_of, facilitator, cohort):
    """The address it is sent to belongs to the same tab as the page it stands on."""
    duty = factories.create_duty(cohort)
    for name, args, tab in [
        ("meetings:logistics-add", [1], "Plan"),
        ("meetings:follow-up-add", [1], "Plan"),
        ("cohorts:duty-assign", [], "Team"),
    ]:
        address = reverse(name, args=[cohort.slug, *args])
        answer = client_of(facilitator).post(address, {f"duty-{duty.pk}": "nobody"})
        assert answer.status_code == 200, name
        tabs = links_in(part(TAB_BAR, shown(answer)))
        assert [text for text, _to, current in tabs if current] == [tab], name
    topics = {tab.key: tab for tab in TABS["member"]["group"]}["topics"]
    assert topics.holds("community:topic-add")


def test_who_has_left_gets_no_strip(client_of, withdrawn, cohort):
    page = shown(client_of(withdrawn).get(cohort.get_absolute_url()))
    assert part(STRIP, page) == "" and part(TAB_BAR, page) == ""


def test_the_strip_costs_the_same_for_five_meetings_and_for_fifteen(client_of, facilitator, cohort):
    browser, address = client_of(facilitator), reverse("cohorts:member-list", args=[cohort.slug])
    browser.get(address)
    before = count_of(browser, address)
    for position in range(6, 16):
        factories.create_meeting(cohort, position=position)
    assert count_of(browser, address) == before


def count_of(browser, address):
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    return len(queries)


@pytest.mark.parametrize("status, first", [("recruiting", "Board"), ("meeting", "Members")])
def test_letters_stand_with_recruitment_first_and_with_the_group_later(
    client_of, facilitator, cohort, status, first
):
    Cohort.objects.filter(pk=cohort.pk).update(status=status)
    address = reverse("cohorts:letter-list", args=[cohort.slug])
    tabs = links_in(part(TAB_BAR, shown(client_of(facilitator).get(address))))
    assert tabs[0][0] == first and [text for text, _to, current in tabs if current] == ["Letters"]


def test_every_page_of_a_cohort_stands_in_a_tab():
    """A new page is put into a tab, or its name below with the reason."""
    in_tabs = {
        name
        for tabs in TABS.values()
        for in_order in tabs.values()
        for tab in in_order
        for name in [tab.page, *tab.inside]
    }
    pages = {
        rule.name for rule in TABLE if rule.scope in ("cohort", "meeting") and "GET" in rule.verbs
    }
    assert sorted(pages - in_tabs - set(WITHOUT_TAB)) == []
    assert sorted(set(WITHOUT_TAB) - pages) == []


#: {URL name: why no tab is lit}
WITHOUT_TAB = {
    "dashboards:document-pdf": "a file",
    "dashboards:workbook-pdf": "a file",
    "meetings:cohort-calendar": "a file",
    "meetings:budget-export": "a file",
    "meetings:reply-export": "a file",
    "meetings:task-export": "a file",
    "cohorts:letter-export": "a file",
    "cohorts:member-export": "a file",
    "cohorts:staff-role-export": "a file",
    "meetings:attendance-export": "a file",
    "recruitment:application-export": "a file",
    "evaluations:results-cohort-json": "a file",
    "evaluations:results-cohort-csv": "a file",
}
