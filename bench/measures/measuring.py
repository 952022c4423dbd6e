"""Measures every page at both sizes, compared with an empty view."""

from collections import Counter
from dataclasses import dataclass, field

from django.urls import reverse

from ..pages import PAGES, Subjects
from .rounds import median_ms, median_ratio, take_turns
from .visits import is_fine, send_and_capture, send_request, session_cookie


@dataclass
class Site:
    """A filled database, both handlers, and the session cookie of each reader."""

    databases: object
    name: str
    product: object
    plain: object
    subjects: Subjects = field(default_factory=Subjects)
    cookies: dict = field(default_factory=dict)

    def open(self):
        with self.databases.using(self.name):
            self.cookies = {
                who: session_cookie(person) for who, person in self.subjects.people.items()
            }
        return self

    def path(self, page):
        with self.databases.using(self.name):
            return page.path(self.subjects)

    def visit(self, page, path):
        """A call for `take_turns` that requests this page."""
        return self.call(self.product, path, page.who)

    def call(self, handler, path, who, data=None):
        def once():
            with self.databases.using(self.name):
                return send_request(handler, path, self.cookies[who], data).seconds

        return once

    def skeleton(self, route, *args, who="lead"):
        return self.call(self.plain, reverse(route, args=args), who)

    def look(self, page):
        """(Answer, SQL statements) of a second request, after a first one has filled the caches;
        None without the page.
        """
        path = self.path(page)
        if path is None:
            return None
        with self.databases.using(self.name):
            send_request(self.product, path, self.cookies[page.who])
            return send_and_capture(self.product, path, self.cookies[page.who])


class PageFailed(Exception):
    """A page answered with an error, so it cannot be measured."""


def check_page(site, page):
    found = site.look(page)
    if found and not is_fine(found[0]):
        raise PageFailed(f"{page.name} ({site.path(page)}) answered {found[0].status}")
    return found


def measure_pages(small, large, rounds, pages=PAGES):
    """A dict of results for each page, in their order; pages that do not exist are left out."""
    rows = []
    for page in pages:
        seen_small, seen_large = check_page(small, page), check_page(large, page)
        if seen_small and seen_large:
            rows.append(measure_page(page, small, large, rounds, seen_small, seen_large))
    return rows


def measure_page(page, small, large, rounds, seen_small, seen_large):
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
        "ms_small": median_ms(times["small"]),
        "ms_large": median_ms(times["large"]),
        "growth": median_ratio(times["large"], times["small"]),
        "times_empty": round(median_ratio(times["large"], times["empty"])),
        "kB": round(seen_large[0].kilobytes, 1),
        "kB_small": round(seen_small[0].kilobytes, 1),
        "repeated": most_repetitions(seen_large[1]),
    }


def most_repetitions(statements):
    """How often the most frequent statement was sent."""
    return max(Counter(statements).values(), default=0)
