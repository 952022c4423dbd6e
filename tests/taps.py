"""How many taps lie between pages, on a phone: the links of each page, and the shortest way.

A link or the button of a form that reads is one tap. What stands in a closed part of the page
costs one more, to open it. What a phone does not show is no way, nor is what one would have to
type.
"""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from lib.compression import is_html

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
VOID |= {"track", "wbr"}
#: Classes of what only a wide screen shows (static/css/frame.css). On the day itself the strip of
#: meetings is folded, too.
WIDE_ONLY = {"is-wide", "h-panel--beside"}
ON_THE_DAY, STRIP = "h-top--day", "h-doors"
FILES = (".pdf", ".csv", ".xlsx", ".json", ".ics")


class LinkReader(HTMLParser):
    """`found`: {address as written: taps} of a page."""

    def __init__(self, html):
        super().__init__()
        #: (tag, classes, whether it is hidden, whether it is closed) of what stands around.
        self.around, self.found = [], {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        is_hidden = self.is_hidden(given, classes)
        target = given.get("href") if tag == "a" else form_target(tag, given)
        if target and not is_hidden and not any(hidden for *_rest, hidden, _c in self.around):
            taps = 1 + self.closed_around()
            self.found[target] = min(taps, self.found.get(target, taps))
        if tag not in VOID:
            is_closed = tag == "details" and "open" not in given
            self.around.append((tag, classes, is_hidden, is_closed))

    def handle_endtag(self, tag):
        if tag in (opened for opened, *_rest in self.around):
            while self.around.pop()[0] != tag:
                pass

    def is_hidden(self, given, classes):
        on_the_day = any(ON_THE_DAY in outer for _tag, outer, *_rest in self.around)
        return "hidden" in given or bool(classes & WIDE_ONLY) or (on_the_day and STRIP in classes)

    def closed_around(self):
        """How many closed parts this stands in; the summary of one is always there."""
        tags = [tag for tag, *_rest in self.around]
        closed = [number for number, (*_rest, closed) in enumerate(self.around) if closed]
        return sum("summary" not in tags[number + 1 :] for number in closed)


def form_target(tag, given):
    reads = tag == "form" and given.get("method", "get").lower() == "get"
    return given.get("action") if reads else None


def links_of(html, address):
    """{path: taps} of the pages and files of this site that the page at this address leads to."""
    found = {}
    for target, taps in LinkReader(html).found.items():
        parts = urlsplit(urljoin(address, target))
        if not parts.scheme and not parts.netloc and parts.path != address:
            found[parts.path] = min(taps, found.get(parts.path, taps))
    return found


class TapGraph:
    """The pages that were read, and their links. An address that forwards is its target."""

    def __init__(self, links, forwards=None, refused=None):
        self.links, self.forwards, self.refused = links, forwards or {}, refused or {}

    @classmethod
    def read(cls, client, addresses):
        """Reads every one of these pages as this browser; files are ends and are not read."""
        links, forwards, refused = {}, {}, {}
        for address in addresses:
            answer = client.get(address, follow=True)
            path = answer.request["PATH_INFO"]
            if answer.status_code != 200:
                refused[address] = answer.status_code
            elif is_html(answer):
                links[path] = links_of(answer.content.decode(), path)
            if path != address:
                forwards[address] = path
        return cls(links, forwards, refused)

    def pages_with(self, link):
        return [page for page, links in self.links.items() if link in links]

    def end_of(self, address):
        return self.forwards.get(address, address)

    def taps_from(self, start, most):
        """{address: taps} of all that is at most so many taps away."""
        reached = {self.end_of(start): 0}
        for level in range(most):
            for page in [page for page, taps in reached.items() if taps == level]:
                for link, cost in self.links.get(page, {}).items():
                    end = self.end_of(link)
                    reached[end] = min(level + cost, reached.get(end, most + 1))
        return {page: taps for page, taps in reached.items() if taps <= most}

    def too_far(self, starts, targets, most):
        """[(start, target)] that are more taps apart."""
        far = []
        for start in starts:
            near = self.taps_from(start, most)
            far += [(start, target) for target in targets if self.end_of(target) not in near]
        return far
