"""Every page at both sizes beside the empty view and the skeletons."""

from collections import Counter
from dataclasses import dataclass, field

from django.urls import reverse

from ..pages import PAGES, Place
from .rounds import ms, ratio, take_turns
from .visits import ask, is_fine, queries_of, session_of


@dataclass
class Site:
    """One filled database with a session for everybody who reads a page."""

    databases: object
    name: str
    product: object
    plain: object
    place: Place = field(default_factory=Place)
    cookies: dict = field(default_factory=dict)

    def open(self):
        with self.databases.using(self.name):
            self.cookies = {who: session_of(person) for who, person in self.place.people.items()}
        return self

    def path(self, page):
        with self.databases.using(self.name):
            return page.path(self.place)

    def visit(self, page, path):
        """A call that asks for this page; returns the seconds."""
        return self.call(self.product, path, page.who)

    def call(self, handler, path, who, data=None):
        def once():
            with self.databases.using(self.name):
                return ask(handler, path, self.cookies[who], data).seconds

        return once

    def skeleton(self, route, *args, who="lead"):
        return self.call(self.plain, reverse(route, args=args), who)

    def look(self, page):
        """(answer, statements) of one request, asked twice so that nothing is done for the first time."""
        path = self.path(page)
        if path is None:
            return None
        with self.databases.using(self.name):
            ask(self.product, path, self.cookies[page.who])
            return queries_of(self.product, path, self.cookies[page.who])


class PageFailed(Exception):
    """A page did not answer, so nothing about it can be measured."""


def look_at(site, page):
    found = site.look(page)
    if found and not is_fine(found[0]):
        raise PageFailed(f"{page.name} ({site.path(page)}) answered {found[0].status}")
    return found


def measure_pages(small, large, rounds, pages=PAGES):
    """One row a page, in the order of the list; pages that do not exist are left out."""
    rows = []
    for page in pages:
        seen_small, seen_large = look_at(small, page), look_at(large, page)
        if seen_small and seen_large:
            rows.append(measure(page, small, large, rounds, seen_small, seen_large))
    return rows


def measure(page, small, large, rounds, seen_small, seen_large):
    calls = {
        "small": small.visit(page, small.path(page)),
        "large": large.visit(page, large.path(page)),
        "empty": large.skeleton("bench-empty", who="nobody"),
    }
    times = take_turns(calls, rounds)
    return {
        "name": page.name,
        "kind": page.kind,
        "queries_small": len(seen_small[1]),
        "queries_large": len(seen_large[1]),
        "ms_small": ms(times["small"]),
        "ms_large": ms(times["large"]),
        "growth": ratio(times["large"], times["small"]),
        "times_empty": round(ratio(times["large"], times["empty"])),
        "kB": round(seen_large[0].kilobytes, 1),
        "kB_small": round(seen_small[0].kilobytes, 1),
        "repeated": most_repeated(seen_large[1]),
    }


def most_repeated(statements):
    """How often the same statement is sent for one page."""
    return max(Counter(statements).values(), default=0)
