"""The one search: who finds what, and that every result opens for whoever finds it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cohorts.access import (
    CURRENT_MEMBERS,
    EVALUATOR,
    GREETER,
    STAFF,
    access_of,
)
from cohorts.actions.capacity import set_capacity
from cohorts.models import Cohort, Letter
from dashboards.find.scope import FindScope
from dashboards.pages.find import find_page
from people.models import Person

from .. import factories
from ..house import AUDIENCES, WALLED
from ..shown import shown
from ..spanish.marks import marked_spanish, untranslated

pytestmark = pytest.mark.django_db

WHERE = ["own", "sibling", "elsewhere"]
STAFF_KINDS = {"facilitator", "lead", "state staff"}
FIND = "/find/"


@pytest.fixture
def planted(house):
    """In each of the three cohorts a member, an application, a letter, a meeting and the
    cohort itself that hold the word Quillfeather, with a number of their own.
    """
    for number, where in enumerate(WHERE, 1):
        cohort, word = house.cohort(where), f"Quillfeather{number}"
        member = factories.create_person(f"Zoë {word}", f"zoe{number}@quillfeather.example")
        factories.create_profile(factories.create_membership(cohort, member))
        factories.create_application(
            cohort,
            name=f"Max {number}",
            email=f"max{number}@example.org",
            site_name=f"{word} Elementary",
        )
        Letter.objects.create(
            code="x", to_email="a@example.org", subject=f"News of {word}", body="…", cohort=cohort
        )
        cohort.meetings.filter(position=1).update(title=factories.both(f"At {word}"))
        Cohort.objects.filter(pk=cohort.pk).update(name=factories.both(f"{word} cohort"))
    return house


def expected(who):
    """{(group, where)} from the rules of the pages behind the results, not from the code."""
    found = set()
    for where, audiences in AUDIENCES[who].items():
        if audiences & STAFF_KINDS:
            groups = ["people", "meetings", "applications", "letters", "cohorts"]
        elif audiences & {"participant", "graduate"}:
            groups = ["meetings", "cohorts"] + ["people"] * (who not in WALLED)
        elif audiences & {"greeter", "evaluator"}:
            groups = ["meetings", "cohorts"]
        else:
            groups = ["cohorts"]
        found |= {(group, where) for group in groups}
    return found


def find(client, query):
    answer = client.get(FIND, {"q": query})
    assert answer.status_code == 200
    return answer


def rows_of(answer):
    return [(group.code, row) for group in answer.context["groups"] for row in group.rows]


@pytest.mark.parametrize("who", AUDIENCES)
def test_everybody_finds_what_their_pages_show(planted, who):
    client, found = planted.client(who), set()
    for number, where in enumerate(WHERE, 1):
        rows = rows_of(find(client, f"quillfeather{number}"))
        found |= {(group, where) for group, _row in rows}
        groups = [group for group, _row in rows if group != "meetings"]
        assert len(groups) == len(set(groups)), "one of each"
    assert found == expected(who)


@pytest.mark.parametrize("who", AUDIENCES)
def test_every_result_opens(planted, who):
    client = planted.client(who)
    for _group, row in rows_of(find(client, "quillfeather")):
        assert client.get(row.href.partition("#")[0]).status_code == 200, row


@pytest.mark.parametrize("who", AUDIENCES)
def test_the_cohorts_are_those_of_the_access_rules(house, who):
    """Over all cohorts at once the same as `access_of` says of each."""
    person, scope = house.people[who], FindScope(house.people[who])
    for cohorts, audiences in [
        (scope.staffed, STAFF),
        (scope.joined, CURRENT_MEMBERS),
        (scope.greeted, {GREETER}),
        (scope.evaluated, {EVALUATOR}),
    ]:
        allowed = {c.pk for c in Cohort.objects.all() if access_of(person, c).is_one_of(*audiences)}
        assert set(cohorts.values_list("pk", flat=True)) == allowed


def test_a_record_leads_back_to_the_search(planted):
    browser = planted.client("facilitator")
    back = 'href="/find/?q=Quillfeather1">Back to the search for “Quillfeather1”</a>'
    found = browser.get(FIND, {"q": "Quillfeather1"})
    kinds = {"people": "/members/", "applications": "/applications/", "letters": "/letters/"}
    for group in found.context["groups"]:
        page = shown(browser.get(group.rows[0].href))
        assert (back in page) == (group.code in kinds), group.code
        assert kinds.get(group.code, "/") in group.rows[0].href
    person = found.context["groups"][0].rows[0].href
    assert "Back to the search" not in shown(browser.get(person.partition("?")[0]))


def test_nobody_finds_by_an_address_that_their_pages_do_not_show(planted):
    address = "zoe1@quillfeather.example"
    assert rows_of(find(planted.client("participant"), address)) == []
    assert [row.text for _group, row in rows_of(find(planted.client("facilitator"), address))] == [
        "Zoë Quillfeather1"
    ]


def test_results_do_not_tell_where_a_meeting_was(house):
    house.own.meetings.filter(position=1).update(place_name="Quillfeather Hall")
    found = {who: rows_of(find(house.client(who), "quillfeather hall")) for who in AUDIENCES}
    assert {who for who in found if found[who]} == {
        who
        for who in AUDIENCES
        if AUDIENCES[who].get("own", set()) & {*STAFF_KINDS, "participant", "graduate", "greeter"}
    }


def test_signed_out_people_are_asked_to_sign_in(client, cohort):
    answer = client.get(FIND, {"q": "region"})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("accounts:sign-in"))


# --- words ----------------------------------------------------------------------------------------


@pytest.fixture
def of_facilitator(cohort, facilitator):
    """`of_facilitator(query)`: texts of the results, by group."""
    factories.create_membership(cohort, factories.create_person("Ana Núñez-Marrow"))
    factories.create_application(
        cohort, name="José Peña", site_name="Quarry Lane", agency_name="Lantern Coast Schools"
    )

    def found(query):
        groups = find_page(facilitator, query)["groups"]
        return {group.code: [row.text for row in group.rows] for group in groups}

    return found


@pytest.mark.parametrize("query", ["nunez-marrow", "NÚÑEZ", "marrow ana", "Núñez-Marrow, Ana"])
def test_accents_capitals_and_order_do_not_matter(of_facilitator, query):
    assert of_facilitator(query) == {"people": ["Ana Núñez-Marrow"]}


def test_two_of_one_name_are_told_apart_by_their_site(of_facilitator, facilitator, cohort):
    def quiet():
        return [row.quiet for row in find_page(facilitator, "nunez")["groups"][0].rows]

    twin = factories.create_person("Ana Núñez-Marrow")
    factories.create_placement(twin, factories.create_site("Quarry Lane Middle"))
    assert quiet() == [f"{cohort}."]
    factories.create_membership(cohort, twin)
    assert sorted(quiet()) == sorted([f"Quarry Lane Middle. {cohort}.", f"{cohort}."])


@pytest.mark.parametrize("query", ["pena", "quarry", "lantern peña", "coast lane jose"])
def test_an_application_by_name_site_and_agency(of_facilitator, query):
    assert of_facilitator(query) == {"applications": ["José Peña"]}


@pytest.mark.parametrize(
    "query",
    [
        "meeting 3",
        "Reunión 3",
        "meeting 3 region 8",
        "March 5",
        "mar 5 2027",
        "friday march 5, 2027",
        "viernes 5 de marzo",
        "3/5",
        "2027-03-05",
        "library march",
    ],
)
def test_a_meeting_by_number_place_and_date(of_facilitator, cohort, query):
    cohort.meetings.filter(position=3).update(on="2027-03-05", place_name="Old Library")
    cohort.meetings.exclude(position=3).update(on="2027-06-16", place_name="New Library")
    title = cohort.meetings.get(position=3).title
    assert of_facilitator(query) == {"meetings": [f"Meeting 3, {title}"]}


@pytest.mark.parametrize(
    "query", ["March 9", "march 9th", "9 de marzo", "mar 9, 2027", "3/9", "3/9/2027", "2027-03-09"]
)
def test_a_day_finds_the_meetings_of_that_day(of_facilitator, cohort, query):
    """A number stands for itself: neither 19, nor 9 in an address or another month."""
    others = {1: "2027-03-19", 2: "2027-09-03", 4: "2027-03-29", 5: "2027-03-30"}
    for position, on in others.items():
        where = {"place_name": "Room 9", "place_address": f"9{position} Main St 9"}
        cohort.meetings.filter(position=position).update(on=on, **where)
    cohort.meetings.filter(position=3).update(on="2027-03-09")
    title = cohort.meetings.get(position=3).title
    assert of_facilitator(query) == {"meetings": [f"Meeting 3, {title}"]}


@pytest.mark.parametrize("query", ["fernhill", "lantern ana", "dora director", "ana fernhill"])
def test_an_imported_member_by_site_agency_and_director(of_facilitator, query):
    person = Person.objects.get(name="Ana Núñez-Marrow")
    agency = factories.create_organization("Lantern Unified")
    factories.create_placement(person, factories.create_site("Fernhill Elementary", agency))
    factories.create_supervision(factories.create_person("Dora Director"), person)
    assert of_facilitator(query).get("people") == ["Ana Núñez-Marrow"]


def test_a_number_among_words_is_whole(of_facilitator, cohort):
    for number in (1, 11, 21):
        factories.create_membership(cohort, factories.create_person(f"Marrow Group {number}"))
    assert of_facilitator("marrow 1") == {"people": ["Marrow Group 1"]}


def test_a_long_text_is_answered_in_words(client_of, facilitator):
    client = client_of(facilitator)
    assert client.get(FIND, {"q": "word " * 1000}).status_code == 200
    page = client.get(FIND, {"q": "word " * 2000})
    assert page.status_code == 414 and "This address is too long" in shown(page)


def test_the_next_meeting_comes_first(of_facilitator, cohort):
    days = {1: -30, 2: -3, 3: 4, 4: 20, 5: 90}
    for position, day in days.items():
        factories.move_meeting(
            cohort.meetings.get(position=position), factories.today() + timedelta(days=day)
        )
    texts = of_facilitator("meeting")["meetings"]
    assert [text.partition(",")[0] for text in texts] == [f"Meeting {n}" for n in [3, 4, 5, 2, 1]]


def test_the_name_of_a_cohort_finds_the_cohort_and_not_its_meetings(of_facilitator, cohort):
    assert of_facilitator(str(cohort)) == {"cohorts": [str(cohort)]}


def test_a_percent_sign_is_a_sign(of_facilitator):
    assert of_facilitator("%%") == of_facilitator("__") == {}


# --- sentences ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query, heading, hint",
    [
        ("", "Find", "Write a name, a place, a date or a word of a letter."),
        (" , ", "Find", "Write a name, a place, a date or a word of a letter."),
        ("a", "Find", "One letter is in too many names. Write at least two."),
        (
            "xyzzy",
            "Nothing holds “xyzzy”",
            "Try fewer words, or a part of one. Accents and capitals do not matter.",
        ),
    ],
)
def test_a_sentence_says_what_to_write(client_of, facilitator, query, heading, hint):
    answer = find(client_of(facilitator), query)
    assert (answer.context["heading"], answer.context["hint"]) == (heading, hint)
    assert answer.context["groups"] == []
    assert f'<p class="mt-4">{hint}</p>' in shown(answer)


def test_five_of_a_group_and_the_way_to_the_rest(client_of, cohort, facilitator):
    for number in range(9):
        factories.create_membership(cohort, factories.create_person(f"Marrow Tate {number}"))
        factories.create_application(cohort, name=f"Marrow {number}")
        Letter.objects.create(
            code="x", to_email="a@example.org", subject=f"Marrow {number}", body="…", cohort=cohort
        )
    client = client_of(facilitator)
    answer = find(client, "marrow")
    assert answer.context["heading"] == "27 results for “marrow”"
    facts = re.search(r'<ul class="h-head__facts">(.*?)</ul>', shown(answer))[1]
    assert facts == "<li>9 people</li><li>9 applications</li><li>9 letters</li>"
    lists = {group.code: group.lists for group in answer.context["groups"]}
    assert {code: [words for words, _href in found] for code, found in lists.items()} == {
        "people": ["People"],
        "applications": ["Applications"],
        "letters": [f"Letters of {cohort} (9)"],
    }
    assert [len(group.rows) for group in answer.context["groups"]] == [5, 5, 5]
    for [(_words, href)] in lists.values():
        assert client.get(href).context["page"].total == 9


def test_more_than_a_thousand_are_not_counted(client_of, cohort, facilitator):
    like = {"code": "x", "to_email": "a@example.org", "to_key": "a@example.org", "body": "…"}
    Letter.objects.bulk_create(
        [Letter(subject="Marrow", cohort=cohort, **like) for _ in range(1001)]
    )
    answer = find(client_of(facilitator), "marrow")
    assert answer.context["heading"] == "More than 1,000 results for “marrow”"
    assert "more than 995 more in <a href" in shown(answer)


@pytest.mark.parametrize("number", [60, pytest.param(300, marks=pytest.mark.audit)])
def test_as_many_queries_for_one_cohort_as_for_many(client_of, cohort, regional_lead, number):
    client, asked = client_of(regional_lead), []

    def rows_of_cohort(one):
        set_capacity(one, seats=2)
        membership = factories.create_members(one, 1)[0]
        factories.create_role(membership.person, "greeter", one)
        for person in [membership.person]:
            person.name = f"Marrow {person.pk}"
            person.save()
        factories.create_application(one, name="Marrow")
        Letter.objects.create(
            code="x", to_email="a@example.org", subject="Marrow", body="…", cohort=one
        )

    factories.create_application(cohort, name="Marrow")
    rows_of_cohort(cohort)
    find(client, "marrow")
    for more in [0, number - 1]:
        for _ in range(more):
            rows_of_cohort(factories.create_cohort(planned=False, region=cohort.region))
        with CaptureQueriesContext(connection) as queries:
            answer = find(client, "marrow")
        asked.append(len(queries))
    assert {group.code: group.total for group in answer.context["groups"]} == {
        "people": number,
        "applications": number + 1,
        "letters": number,
    }
    assert asked[0] == asked[1]


# --- Spanish --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["participant", "greeter", "state_staff", "evaluator"])
@pytest.mark.parametrize("query", ["", "a", "zqnothing", "quillfeather1"])
def test_the_page_is_in_spanish(planted, who, query):
    client = planted.client(who, headers={"accept-language": "es"})
    with marked_spanish(), translation.override("es"):
        answer = find(client, query)
        name = who.replace("_", " ").title()
        typed = [name, *name.split(), "a@example.org", "Zoë", "Max 1", "News of"]
        typed += ["Quillfeather1 Elementary", "Example Agency", "Example Hall"]
        typed += ["Quillfeather1", "quillfeather1"]
        assert untranslated(answer.content.decode(), typed) == []
