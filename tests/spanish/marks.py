"""Spanish in which everything that was translated stands between marks:
what stands outside was not.

Only the words of a translation are marked, never the names it fills, so that English put into
a Spanish sentence is found, too. What people typed begins with `zq` in the tests that use
this; it is in no language.
"""

import re
from contextlib import ExitStack, contextmanager
from html.parser import HTMLParser
from unittest import mock

from django.utils.translation import trans_real
from i18nfield.strings import LazyI18nString

OPEN, SHUT = "⟦", "⟧"
#: Names that a text fills, tags and entities stay as they are.
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]*>|&#?\w+;|\n)")
LETTER = re.compile(r"[^\W\d_]")
#: A date, a time of day: numbers with the little words between them.
DATE = re.compile(
    r"\b\d{1,2} de\b(?:\s+de \d{4}\b)?|(?:\bde )?\b\d{1,2}:\d\d\sa\.\sm\.(?: "
    r"a(?= \d))?|(?:\bde )?\b\d{1,2}:\d\d\sp\.\sm\.(?: a(?= \d))?"
)
MARKED = re.compile(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}")
#: What somebody typed, addresses, and names that are the same in every language.
TYPED = re.compile(
    r"\bzq[\w.@+-]*|https?://\S+|\b\d[\d.:]+/\S+|\b[\w.+-]+@[\w.-]+|\{link\}|\b(?:Hallway|PDF|min)\b",
    re.IGNORECASE,
)
SPOKEN = {
    "title",
    "alt",
    "aria-label",
    "aria-description",
    "placeholder",
    "label",
    "content",
    "data-label",
}


def marked(text):
    pieces = KEPT.split(text)
    pieces[::2] = [
        f"{OPEN}{piece}{SHUT}" if LETTER.search(piece) else piece for piece in pieces[::2]
    ]
    return "".join(pieces)


@contextmanager
def marked_spanish():
    """Inside, gettext and the texts of rows answer in marked Spanish; English is as it was."""
    catalog = trans_real.translation("es")._catalog
    words = [
        {key: marked(text) if key else text for key, text in held.items()}
        for held in catalog._catalogs
    ]
    localize = LazyI18nString.localize

    def row_in(text, language):
        said = localize(text, language)
        has_it = isinstance(text.data, dict) and text.data.get("es")
        return marked(said) if language.startswith("es") and has_it else said

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(catalog, "_catalogs", words))
        stack.enter_context(mock.patch.object(LazyI18nString, "localize", row_in))
        yield


class Spoken(HTMLParser):
    """Everything a reader sees or hears of a page: (where, text)."""

    SILENT = {"style", "script"}
    OTHER_LANGUAGE = {("button", "en"), ("button", "es")}

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.said, self.silent, self.language = [], 0, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang")
        self.silent += tag in self.SILENT or (tag, given.get("lang")) in self.OTHER_LANGUAGE
        spoken = {
            name: given[name] for name in SPOKEN & given.keys() if given.get("name") != "viewport"
        }
        if tag == "input" and given.get("type") in {"submit", "button", "reset"}:
            spoken["value"] = given.get("value")
        self.said += [(f"<{tag} {name}>", text) for name, text in spoken.items() if text]

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if self.silent and tag in {*self.SILENT, "button"}:
            self.silent -= 1

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.said.append(("text", " ".join(data.split())))


def left_over(text):
    """What of a text is neither translated nor somebody's own, nor a number or a date."""
    text = " ".join(text.split())
    while MARKED.search(text):
        text = MARKED.sub(" ", text)
    # A text that was cut has lost its last mark
    text = " ".join(re.sub(f"{OPEN}.*$", "", text).split())
    text = TYPED.sub(" ", DATE.sub(" ", text))
    return text if LETTER.search(text) else ""


def untranslated(html, known=()):
    """[(where, text)] of a page that is English still.

    `known`: names that the page may say as they are.
    """
    return [(where, text) for where, text in Spoken(html).said if left_over(without(text, known))]


def without(text, known):
    for name in known:
        text = text.replace(name, "")
    return text
