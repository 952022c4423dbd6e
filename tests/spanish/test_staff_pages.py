"""What staff see in Spanish: a page is Spanish as a whole, or English as a whole."""

import pytest
from django.db import transaction
from django.urls import reverse

from cop_site.english_pages import ENGLISH_PAGES, is_english_page
from cop_site.permission_table import rules_of
from cop_site.routes import all_routes

from ..objects import objects_of
from .marks import OPEN, marked_spanish

pytestmark = pytest.mark.django_db

STAFF = ["facilitator", "regional_lead", "state_staff"]
OF_STAFF = [
    (route, rule)
    for route in all_routes()
    for rule in rules_of(route.name)
    if rule.scope not in {"public", "link", "demo"} and "GET" in rule.verbs
]


def page_of(house, route, rule):
    """The page in the browser of somebody who reads Spanish; None if it is a file."""
    for who in STAFF:
        with transaction.atomic():
            client = house.client(who, headers={"accept-language": "es"})
            arguments = objects_of(house, route, "own", rule)
            answer = client.get(reverse(route.name, kwargs=arguments))
            transaction.set_rollback(True)
        if answer.status_code == 200:
            is_page = answer.headers.get("Content-Type", "").startswith("text/html")
            return answer if is_page else None
    return None


#: Shows the letter in both languages, side by side.
SHOWS_BOTH = {"guidebook_editor:letter-preview"}


def test_pages_without_spanish_are_english_as_a_whole(house):
    """Their frame too; texts of rows follow the language of the page. No switch is offered."""
    seen = set()
    with marked_spanish():
        for route, rule in OF_STAFF:
            if is_english_page(route.name) and (page := page_of(house, route, rule)):
                text = page.content.decode()
                assert page.headers["Content-Language"] == "en", route.name
                assert '<html lang="en">' in text, route.name
                assert OPEN not in text or route.name in SHOWS_BOTH, route.name
                assert ">Español</button>" not in text, route.name
                seen.add(route.name)
    assert {name.partition(":")[0] for name in seen} == {
        beginning.partition(":")[0] for beginning in ENGLISH_PAGES if ":" in beginning
    }


@pytest.mark.parametrize(
    "address",
    ["/find/?q=meeting", "/cohorts/own-cohort/meetings/1/tasks/", "/cohorts/own-cohort/results/"],
)
def test_other_pages_are_spanish_and_offer_english(house, address):
    page = house.client("facilitator", headers={"accept-language": "es"}).get(address)
    assert page.headers["Content-Language"] == "es"
    assert (
        '<html lang="es">' in page.content.decode() and ">English</button>" in page.content.decode()
    )
