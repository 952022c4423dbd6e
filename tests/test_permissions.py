"""Every URL pattern × everybody × every method × own, sibling, other region, missing:
the exact code, from the table.
"""

import json
import re
from collections import Counter
from io import StringIO
from itertools import product
from zlib import crc32

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from cop_site.permission_table import TABLE, outside_package, rules_of
from cop_site.routes import all_routes

from .house import AUDIENCES, LINKS, WALLED
from .objects import MISSING, missing_objects, objects_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
WHERE = ["own", "sibling", "elsewhere", "missing"]
#: What a page may answer somebody who may open it. A form sent empty is shown again;
#: a verb leads on.
GRANTED = {200, 302, 303, 400, 409, 410, 422, 429}


# --- the table and the site name the same patterns ------------------------------------------------


def test_every_pattern_has_a_line():
    unlisted = [
        route.name
        for route in all_routes()
        if not rules_of(route.name) and not outside_package(route.name)
    ]
    assert unlisted == []


def test_every_line_has_a_pattern():
    assert {line.name for line in TABLE} - {route.name for route in all_routes()} == set()
    assert len({str(line) for line in TABLE}) == len(TABLE)


def test_public_lines_are_public_views():
    """What needs no sign-in is exactly what the table says needs none."""
    open_doors = {line.name for line in TABLE if line.scope in {"public", "link", "demo"}}
    assert {
        route.name for route in all_routes() if route.is_public and rules_of(route.name)
    } == open_doors


def test_routes_are_printed_with_their_audience():
    said = StringIO()
    call_command("routes", "--json", stdout=said)
    rows = json.loads(said.getvalue())
    assert len(rows) >= len(TABLE) and all(row["audience"] for row in rows)
    assert {row["name"] for row in rows} == {route.name for route in all_routes()}


# --- what everybody must get ----------------------------------------------------------------------


def expected(line, who, where, method):
    """The exact refusal, or "granted"."""
    if line.scope == "public":
        if where == "missing":
            return 404
        return "granted" if method in line.verbs else 405
    if line.scope == "demo":
        return 404
    if line.scope == "link":
        return expected_by_link(line, who, method)
    if who not in AUDIENCES:
        return 302
    refusal = refusal_of(line, who, where)
    return refusal or ("granted" if method in line.verbs else 405)


def is_right(line, wanted, method, answer):
    if wanted == "granted":
        return answer.status_code in GRANTED or (line.name, answer.status_code) == ("health", 503)
    if wanted == 302:
        return answer.status_code == 302 and answer["Location"].startswith(
            reverse("accounts:sign-in")
        )
    unused = (
        method not in line.verbs and line.scope != "demo"
    )  # the demonstration's door is shut before anything is looked at
    return answer.status_code == wanted or (answer.status_code == 405 and unused)


def expected_by_link(line, who, method):
    """Somebody who is signed in sees their own application or sign-offs as if by link."""
    holds = who == f"link {line.audience}" or (who, line.audience) in {
        ("applicant", "application"),
        ("supervisor", "sign-off"),
        ("participant", "renew"),
        ("walled_participant", "renew"),
    }
    if not holds:
        return 404 if who in AUDIENCES else 410
    return "granted" if method in line.verbs else 405


def refusal_of(line, who, where):
    audiences = AUDIENCES[who].get(where, set())
    everywhere = set().union(*AUDIENCES[who].values())
    match line.scope:
        case "signed in":
            return None
        case "network" | "leads" | "recruits":
            return None if everywhere & line.audiences else 403
        case "drafts":
            if not everywhere & line.audiences:
                return 403
            return 404 if where == "missing" else None
        case "own drafts":  # the one of the house was begun by nobody
            if not everywhere & line.audiences:
                return 403
            return None if "state staff" in everywhere and where != "missing" else 404
        case "cohort" | "meeting" | "release":
            if not audiences:
                return 404
            if line.closed_to_supervisors and who in WALLED and where == "own":
                return 403
            return None if audiences & line.audiences else 403
        case "job":
            walled = who in WALLED and where == "own"
            return None if audiences & line.audiences and not walled else 404
        case "person":
            if not audiences & {"facilitator", "lead", "state staff"}:
                return 404
            walled = line.closed_to_supervisors and who in WALLED and where == "own"
            return None if audiences & line.audiences and not walled else 403
        case "site":
            return None if audiences & line.audiences else 404
        case "region":
            if where == "missing":
                return 404
            return None if audiences & line.audiences else 404
    raise AssertionError(f"no rule for {line.scope}")


def address_of(house, route, line, where):
    return reverse(route.name, kwargs=objects_of(house, route, where, line))


def code_of(house, route, line, who, where, method, address=None):
    """The code that this person gets; whatever the request did is undone."""
    with transaction.atomic():
        address = address or address_of(house, route, line, where)
        answer = house.client(who).generic(method, address)
        if answer.streaming:
            answer.getvalue()
        transaction.set_rollback(True)
    return answer


SCOPES_WITH_OBJECTS = {
    *["cohort", "meeting", "region", "release", "drafts", "own drafts", "job", "person", "site"]
}


def is_of_a_place(route, line):
    """Whether the page is another one in another cohort."""
    named = {"slug", "guidebook"} & set(route.parameters)
    return bool(route.parameters) and (line.scope in SCOPES_WITH_OBJECTS or bool(named))


def wrong_cells(house, route, line, people, places, methods):
    for where in places if is_of_a_place(route, line) else ["own"]:
        address = address_of(house, route, line, where)  # once: what a cell did is undone
        for who, method in product(people, methods):
            wanted = expected(line, who, where, method)
            answer = code_of(house, route, line, who, where, method, address)
            if not is_right(line, wanted, method, answer):
                yield f"{method} {line} as {who} on {where}: {answer.status_code}, not {wanted}"


OURS = [(route, line) for route in all_routes() for line in rules_of(route.name)]


def each(pairs):
    return pytest.mark.parametrize("route, line", pairs, ids=[str(line) for route, line in pairs])


INSIDE = [(route, line) for route, line in OURS if line.scope in {"cohort", "meeting"}]
by_name = each(OURS)


# Who may is decided before a page is drawn. Pages are drawn in the full grid below, and for ten
# readers by the planted words.

#: Pages that ask for the own cohort only; others ask for all places of a person, or for a link.
OF_ONE_COHORT = {"cohort", "meeting", "release", "job", "person", "site", "region", "signed in"}
INSIDERS = [who for who, places in AUDIENCES.items() if "own" in places]
STRANGERS = [who for who in AUDIENCES if who not in INSIDERS]
OUTSIDERS = ["outsider", "applicant", "supervisor"]
UNUSUAL = [method for method in METHODS if method not in {"GET", "HEAD", "POST"}]


def some_of(line, choices, number=1):
    """Other ones for each page: all of them are asked on many pages, and on every page in the
    full grid.
    """
    first = crc32(str(line).encode())
    return [choices[(first + step) % len(choices)] for step in range(number)]


def people_of(house, line):
    """One of each standing in the own cohort; of those who have none, and of links, some. Where
    the page asks for more than that, everybody.
    """
    if line.scope not in OF_ONE_COHORT:
        return house.everybody
    standings = {}
    for who in INSIDERS:
        is_walled = who in WALLED and (line.closed_to_supervisors or line.scope == "job")
        standings.setdefault((*AUDIENCES[who]["own"], is_walled), []).append(who)
    insiders = [who for alike in standings.values() for who in some_of(line, alike)]
    links = [who for who in house.everybody if who.startswith("link ")]
    return ["anonymous", *insiders, *some_of(line, STRANGERS, 2), *some_of(line, links)]


@pytest.mark.usefixtures("undrawn_pages")
@by_name
def test_who_may(house, route, line):
    """On the own cohort, with the method that the page is for."""
    method = "GET" if "GET" in line.verbs else "POST"
    assert list(wrong_cells(house, route, line, people_of(house, line), ["own"], [method])) == []


def test_everybody_is_asked_on_many_pages(house):
    asked = Counter(who for route, line in OURS for who in people_of(house, line))
    assert {*asked} == {*house.everybody} and min(asked.values()) > 50


@pytest.mark.usefixtures("undrawn_pages")
@by_name
def test_methods(house, route, line):
    unusual = some_of(line, UNUSUAL)
    methods = [method for method in ["GET", "POST"] if method not in line.verbs] + unusual
    assert list(wrong_cells(house, route, line, ["facilitator"], ["own"], methods)) == []
    others = some_of(line, ["outsider", "anonymous"])
    assert list(wrong_cells(house, route, line, others, ["own"], ["POST", *unusual])) == []


@pytest.mark.usefixtures("undrawn_pages")
@each([pair for pair in OURS if is_of_a_place(*pair)])
def test_where(house, route, line):
    """Other cohorts and missing ones, for people who have business in some of them."""
    method = "GET" if "GET" in line.verbs else "POST"
    places = ["sibling", "elsewhere", "missing"]
    assert list(wrong_cells(house, route, line, ["facilitator"], places, [method])) == []
    place = some_of(line, places)
    others = ["regional_lead", "state_staff"]
    assert list(wrong_cells(house, route, line, others, place, [method])) == []


@pytest.mark.audit
@by_name
def test_the_full_grid(house, route, line):
    """Everybody everywhere with what the page is for, and everybody on the own cohort
    with every method.
    """
    method = "GET" if "GET" in line.verbs else "POST"
    others = [other for other in METHODS if other != method]
    assert list(wrong_cells(house, route, line, house.everybody, WHERE, [method])) == []
    assert list(wrong_cells(house, route, line, house.everybody, ["own"], others)) == []


# --- objects of somebody else ---------------------------------------------------------------------


@each([pair for pair in INSIDE if {"pk", "position"} & set(pair[0].parameters)])
def test_an_object_of_another_cohort_is_missing(house, route, line):
    """The own cohort in the address, another cohort's object behind it:
    404, as for a number nobody has.
    """
    method = "GET" if "GET" in line.verbs else "POST"
    who = next(
        person
        for person in ["facilitator", "regional_lead", "participant", "greeter", "state_staff"]
        if AUDIENCES[person]["own"] & line.audiences
    )
    for arguments in missing_objects(house, route, line):
        with transaction.atomic():
            answer = house.client(who).generic(method, reverse(route.name, kwargs=arguments))
            transaction.set_rollback(True)
        assert answer.status_code == 404, f"{route.name} {arguments}: {answer.status_code}"


@each(INSIDE)
def test_outsiders_cannot_tell_what_exists(house, route, line):
    """What an outsider gets for a cohort that exists is what anybody gets for one that does not."""
    (who,) = some_of(line, OUTSIDERS)
    cannot_tell(house, route, line, who)


@pytest.mark.audit
@each(INSIDE)
def test_no_outsider_can_tell(house, route, line):
    for who in OUTSIDERS:
        cannot_tell(house, route, line, who)


def cannot_tell(house, route, line, who):
    method = "GET" if "GET" in line.verbs else "POST"
    there, missing = (
        code_of(house, route, line, who, where, method) for where in ["own", "missing"]
    )
    assert there.status_code == missing.status_code == 404
    assert bare(there) == bare(missing)
    assert set(there.headers) == set(missing.headers)


def bare(answer):
    """The body without what differs from one request to the next, or repeats the address."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)
    return re.sub(rb"(own-cohort|no-such-cohort)", b"SLUG", body)


@pytest.mark.parametrize("who", ["facilitator", "regional_lead", "state_staff", "evaluator"])
def test_nothing_before_the_second_factor(house, who):
    """A password alone opens no page of the staff: only the way to the second factor."""
    house.sign_in("half in", house.people[who], second_factor=False)
    del house.people["half in"]
    for route, line in OURS:
        if line.scope in {"public", "link", "demo"}:
            continue
        answer = code_of(
            house, route, line, "half in", "own", "GET" if "GET" in line.verbs else "POST"
        )
        assert answer.status_code == 302 and answer["Location"].startswith(
            "/account/second-factor/"
        ), line


def test_the_greeter_needs_none(house):
    """A greeter checks people in at the door, on a borrowed tablet."""
    house.sign_in("half in", house.people["greeter"], second_factor=False)
    del house.people["half in"]
    assert (
        house.client("half in")
        .get(reverse("meetings:attendance-edit", args=[house.own.slug, 1]))
        .status_code
        == 200
    )


# --- doors of other packages ----------------------------------------------------------------------


PACKAGES = [route for route in all_routes() if outside_package(route.name)]
NEEDS_NO_SIGN_IN = {
    "account_login",
    "account_inactive",
    "account_reset_password",
    "admin:login",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
#: What the account package asks for by name and Hallway does not have;
#: a password is chosen behind a personal link.
ANSWERS = {
    "account_email": 404,
    "account_email_verification_sent": 404,
    "account_set_password": 404,
    "account_signup": 404,
    "account_confirm_login_code": 404,
    "account_choose_password": 410,
    "account_logout": 405,
}


@pytest.mark.parametrize("route", PACKAGES, ids=lambda route: route.name)
def test_doors_of_other_packages(house, route):
    """Signed out: the sign-in page, except where one signs in.

    Signed in without admin rights: never an admin page.
    """
    address = (
        re.sub(r"<[^>]+>", "1", re.sub(r"\(\?P<\w+>(auth|[^)]*)\)", "1", route.address))
        .replace("^", "")
        .replace("$", "")
    )
    for who in ["anonymous", "participant", "facilitator", "state_staff"]:
        answer = house.client(who).get(address)
        assert answer.status_code < 500
        if route.name.startswith("admin:") and route.name != "admin:login":
            assert answer.status_code in {302, 403, 404, 405}, f"{who}: {answer.status_code}"
        elif route.name in ANSWERS:
            assert answer.status_code == ANSWERS[route.name]
        elif who == "anonymous" and route.name not in NEEDS_NO_SIGN_IN:
            assert answer.status_code == 302 and answer["Location"].startswith(
                (reverse("accounts:sign-in"), "/account/login/")
            )


def test_everybody_is_known(house):
    assert set(LINKS) == {
        name.removeprefix("link ") for name in house.cookies if name.startswith("link ")
    }
    assert set(house.people) == set(AUDIENCES) and MISSING
