"""What a browser fetches with a page that it opens for the first time, and how much that is."""

import gzip
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

FIRST_LOAD_BYTES = 60_000


@cache
def source_of(name):
    return Path(finders.find(name)).read_bytes()


@cache
def size_of(name):
    """As it is transferred: typefaces are compressed in themselves."""
    source = source_of(name)
    return len(source) if name.endswith(".woff2") else len(gzip.compress(source, 9))


@cache
def faces():
    """(file, italic, ranges of characters) of each @font-face."""
    found = []
    for face in re.findall(r"@font-face \{(.+?)\}", source_of("css/fonts.css").decode()):
        ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face) or [("0", "10FFFF")]
        found.append(
            (
                "fonts/" + re.search(r"fonts/([\w-]+\.woff2)", face)[1],
                "italic" in face,
                [(int(first, 16), int(last or first, 16)) for first, last in ranges],
            )
        )
    return found


def typefaces(html):
    """The files of those faces that have a character of the page."""
    characters = {ord(character) for character in html}
    is_italic = re.search(r"<(em|i|cite|dfn)\b|fst-italic", html)
    return {
        file
        for file, italic, ranges in faces()
        if (is_italic or not italic)
        and any(first <= c <= last for c in characters for first, last in ranges)
    }


def files_of(html):
    """The static files that a browser fetches with this page."""
    return set(re.findall(r'(?:href|src)="/static/([^"?#]+)"', html)) | typefaces(html)


def text_of(answer):
    is_compressed = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(answer.content) if is_compressed else answer.content).decode()


def first_load(answer):
    """The bytes of this answer, to a request that accepts gzip, and of its files."""
    return len(answer.content) + sum(map(size_of, files_of(text_of(answer))))
