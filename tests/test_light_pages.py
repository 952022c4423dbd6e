"""Every page of whoever does not work here is light: at most 60 kB on first load, all in all,
and without Bootstrap.
"""

import re
from functools import cache

import pytest
from django.urls import reverse

from cop_site.permission_table import rules_of
from cop_site.routes import all_routes
from lib.compression import is_html

from .house import AUDIENCES, LINKS
from .objects import objects_of
from .page_weight import FIRST_LOAD_BYTES, files_of, first_load, source_of, text_of
from .source_tree import ROOT
from .test_permissions import expected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

WORKS_HERE = {"facilitator", "lead", "state staff", "evaluator"}
#: Participants, graduates, who left, greeters, applicants, directors, and whoever just looks.
READERS = [
    who
    for who, places in AUDIENCES.items()
    if not WORKS_HERE & set().union(*places.values()) and not who.startswith("walled")
]
#: The link of a letter that opens pages of another purpose.
PAGES_OF = {"confirm": "application"}
#: Pages that show everybody the same are opened by two of them.
PASSERS_BY = ["anonymous", "participant"]


# --- the pages ------------------------------------------------------------------------------------


def readers_of(line):
    """Those of the readers who may open the page of this line."""
    if line.scope == "public":
        return PASSERS_BY
    if line.scope == "link":
        return [
            f"link {purpose}"
            for purpose in LINKS
            if PAGES_OF.get(purpose, purpose) == line.audience
        ]
    return [who for who in READERS if expected(line, who, "own", "GET") == "granted"]


OPENED = [
    (route, line, who)
    for route in all_routes()
    for line in rules_of(route.name)
    if "GET" in line.verbs and line.scope != "demo"
    for who in readers_of(line)
]


@pytest.mark.parametrize(
    "route, line, who", OPENED, ids=[f"{line}-{who}" for route, line, who in OPENED]
)
def test_every_page(house, route, line, who):
    address = reverse(route.name, kwargs=objects_of(house, route, "own", line))
    answer = house.client(who).get(address, HTTP_ACCEPT_ENCODING="gzip")
    if answer.status_code != 200 or not is_html(answer):
        return
    html = text_of(answer)
    assert "css/bootstrap.min.css" not in files_of(html)
    assert unstyled(html) == set()
    assert 25_000 < first_load(answer) <= FIRST_LOAD_BYTES


def test_all_of_them_are_opened():
    assert {who for route, line, who in OPENED} == {
        "anonymous",
        *READERS,
        *[f"link {purpose}" for purpose in LINKS],
    }
    assert {"participant", "greeter", "applicant", "supervisor", "graduate"} <= set(READERS)


@pytest.mark.parametrize("who", ["facilitator", "regional_lead", "state_staff", "evaluator"])
def test_whoever_works_here_has_bootstrap(house, who):
    page = house.client(who).get(reverse("dashboards:cohort-list")).content.decode()
    assert "css/bootstrap.min.css" in page and "css/participant.css" not in page


# --- classes of Bootstrap -------------------------------------------------------------------------


@cache
def classes_in(name):
    return set(re.findall(r"\.([a-z][\w-]*)", source_of(f"css/{name}").decode()))


#: They only name what the element is; Bootstrap changes nothing here.
NAMES = {"form-check-label"}


def unstyled(html):
    """Classes of Bootstrap on a page that has sheets of its own for them, but not for these."""
    used = {word for words in re.findall(r'class="([^"]*)"', html) for word in words.split()}
    sheets = [path.name for path in (ROOT / "static" / "css").glob("*.css")]
    own = set().union(
        *[classes_in(name) for name in sheets if name not in {"staff.css", "print.css"}]
    )
    return (used & classes_in("bootstrap.min.css")) - own - NAMES


def test_a_planted_class_is_found():
    assert unstyled('<p class="h-quiet mb-2 text-danger">') == {"text-danger"}
