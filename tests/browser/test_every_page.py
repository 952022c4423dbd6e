"""Every page as everybody who may open it: no rule of access is broken, nothing is wider than the
narrowest phone, one heading of the first level, one filled button at most, nothing refused.
"""

import mimetypes
from unittest import mock
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.urls import reverse

from cop_site.permission_table import rules_of
from cop_site.routes import all_routes
from lib.compression import is_html
from people.models import Person, ProgramSite

from ..house import AUDIENCES, LINKS, WALLED
from ..objects import objects_of
from ..test_light_pages import PAGES_OF, WORKS_HERE
from ..test_permissions import expected
from ..test_planted_words import plant
from .access_rules import broken_rules, sideways

pytestmark = [
    pytest.mark.browser,
    pytest.mark.audit,
    pytest.mark.django_db,
    pytest.mark.usefixtures("quick_paper"),
]

BASE = "http://localhost"
LONG_WORD = "x" * 190
NARROWEST, PHONE, DESK = 320, 390, 1280
#: Whoever sees the same pages as one of these is left out.
SAME = {"co_facilitator", "former_facilitator", "sibling_facilitator", "outsider", "other_lead"}
EVERYBODY = [
    "anonymous",
    *[who for who in AUDIENCES if who not in (WALLED | SAME) - {"supervisor"}],
    *[f"link {purpose}" for purpose in LINKS if purpose not in PAGES_OF],
]
SEES_WHAT_IS_PUBLIC = {"anonymous", "participant", "facilitator"}
COUNTS = """() => ({
    h1: document.querySelectorAll("h1").length,
    filled: [...document.querySelectorAll(".btn-primary")].filter(e => e.checkVisibility()).length,
    empty: [...document.querySelectorAll("a")].filter(a => !a.getAttribute("href")).length,
})"""
#: The way to the innermost of the elements that reach beyond the window.
WIDER = """() => {
    const end = document.documentElement.clientWidth + 1, way = [];
    const out = [...document.querySelectorAll("body *")].filter(
        e => e.getBoundingClientRect().right > end && !e.closest(".h-scroll, svg"));
    for (let e = out.at(-1); e && e !== document.body; e = e.parentElement)
        way.unshift(e.tagName.toLowerCase() + "." + e.className);
    return way;
}"""
AS_IT_SHOULD_BE = {"h1": 1, "empty": 0}


def addresses(house, who):
    """Every page of the own cohort, and of no cohort, that this reader may open."""
    for route in all_routes():
        for line in rules_of(route.name):
            if "GET" in line.verbs and line.scope != "demo" and may_open(line, who):
                yield reverse(route.name, kwargs=objects_of(house, route, "own", line))


def may_open(line, who):
    if line.scope == "public":
        return who in SEES_WHAT_IS_PUBLIC
    if line.scope == "link":
        return who == f"link {line.audience}"
    return who in AUDIENCES and expected(line, who, "own", "GET") == "granted"


@pytest.fixture
def tab(chromium):
    """`tab(address, answer)`: a browser that shows this answer at its address, as Django gave it;
    `.complaints` are what the browser refused on it.
    """
    context = chromium.new_context(base_url=BASE)
    page, shown = context.new_page(), {}
    page.complaints = []
    page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))

    def serve(route):
        path = urlsplit(route.request.url).path
        if route.request.is_navigation_request():
            route.fulfill(**shown)
        elif path.startswith("/static/") and (found := finders.find(path.removeprefix("/static/"))):
            route.fulfill(path=found, content_type=mimetypes.guess_type(path)[0])
        else:
            route.fulfill(status=204)

    def open_answer(address, answer):
        shown.update(status=200, headers=dict(answer.headers), body=answer.content)
        page.complaints.clear()
        page.goto(address)
        return page

    context.route("**/*", serve)
    yield open_answer
    context.close()


def width_of(who):
    works_here = WORKS_HERE & set().union(*AUDIENCES.get(who, {}).values())
    return DESK if works_here else PHONE


def faults(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    found = page.evaluate(COUNTS)
    if found.pop("filled") > 1:
        yield "more than one filled button"
    if found != AS_IT_SHOULD_BE:
        yield found
    yield from broken_rules(page)
    yield from page.complaints
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    if wider := sideways(page):
        yield f"{wider} pixels wider than {NARROWEST}"


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_keeps_the_rules(house, tab, who):
    found, opened, client = {}, 0, house.client(who)
    for address in addresses(house, who):
        answer = client.get(address)
        if answer.status_code == 200 and is_html(answer):
            opened += 1
            if wrong := list(faults(tab(address, answer), width_of(who))):
                found[address] = wrong
    assert found == {}
    assert opened


@pytest.mark.parametrize("who", ["facilitator", "participant", "regional_lead", "state_staff"])
def test_one_long_word_does_not_widen_a_page(house, tab, who):
    """Every text that somebody can write, as one word that is longer than the page is wide."""
    with mock.patch("tests.test_planted_words.word", long_word):
        plant(house)
    Person.objects.update(name=LONG_WORD)
    ProgramSite.objects.update(name=LONG_WORD)
    found, client = {}, house.client(who)
    for address in addresses(house, who):
        answer = client.get(address)
        if answer.status_code == 200 and is_html(answer):
            page = tab(address, answer)
            widths = {width: widest(page, width) for width in (NARROWEST, DESK)}
            if any(widths.values()):
                found[address] = widths
    assert found == {}


def long_word(name):
    """In place of the word that is planted there; a phone number is 40 signs at most."""
    return LONG_WORD[:40] if name == "applicantphone" else LONG_WORD


def widest(page, width):
    """The elements that make the page wider than this, from outside in."""
    page.set_viewport_size({"width": width, "height": 700})
    return page.evaluate(WIDER)[-4:] if sideways(page) else []


def test_a_page_with_faults_is_caught(tab):
    page = (
        '<html lang="en"><title>A</title><h1>A</h1><h1>B</h1><a>C</a><img src="x" alt="">'
        '<script>1</script><button class="btn-primary" style="width:900px">D</button>'
        '<button class="btn-primary">E</button><button></button></html>'
    )
    policy = {"Content-Security-Policy": "script-src 'self'"}
    found = list(faults(tab("/a/", HttpResponse(page, headers=policy)), PHONE))
    assert found[0] == "more than one filled button"
    assert found[1] == {"h1": 2, "empty": 1}
    assert "button-name" in [rule for rule, _where in found[2:-2]]
    assert "Content Security Policy" in found[-2]
    assert found[-1].endswith("pixels wider than 320")
