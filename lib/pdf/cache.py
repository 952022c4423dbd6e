"""Papers that anybody may ask for: pressed once, then kept, so that a stranger cannot keep the presses busy.

What is kept is found by what is printed: the fingerprint of the finished HTML and of the style sheets. So it
never goes stale, whatever changed, and needs no clearing. Making the HTML costs a few queries; only the press
is dear. Of all threads of one process at most one presses for the public, so a turn is always left for staff.
"""

import hashlib
import threading
from functools import cache

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponseNotModified
from django.shortcuts import render

from . import client

#: How long a visitor waits while somebody else's paper is in the press.
WAIT_SECONDS = 20
#: Browsers and proxies may keep it for ten minutes; then they ask whether it is still the same.
KEPT = "public, max-age=600"
one_at_a_time = threading.Lock()


def kept_response(request, sheets, *, filename, title=""):
    """The PDF, from the shelf where possible; 304 for a browser that has it; a page that says what to do (503)."""
    pages = [sheet.html() for sheet in sheets]
    mark = fingerprint(pages, title)
    if request.headers.get("If-None-Match") == f'"{mark}"':
        return marked(HttpResponseNotModified(), mark)
    try:
        paper = kept(mark) or press_and_keep(mark, pages, title)
    except client.PdfTrouble as trouble:
        return render(request, "pdf_error.html", {"trouble": trouble}, status=503)
    return marked(client.file_of(paper, filename=filename, kept=KEPT), mark)


def marked(response, mark):
    response["ETag"] = f'"{mark}"'
    response["Vary"] = "Accept-Language, Cookie"
    return response


def fingerprint(pages, title):
    inside = hashlib.sha256(style_mark().encode())
    for page in [str(title), *pages]:
        inside.update(hashlib.sha256(page.encode()).digest())
    return inside.hexdigest()


@cache
def style_mark():
    """Changes with the style sheets of paper."""
    sheets = [settings.BASE_DIR / "static" / "css" / name for name in ["tokens.css", "print.css"]]
    return hashlib.sha256(b"".join(sheet.read_bytes() for sheet in sheets)).hexdigest()


def kept(mark):
    return caches["paper"].get(mark)


def press_and_keep(mark, pages, title):
    """Press it, unless whoever was before has just done so. Raises PdfTrouble."""
    if not one_at_a_time.acquire(timeout=WAIT_SECONDS):
        raise client.trouble("busy")
    try:
        paper = kept(mark)
        if paper is None:
            paper = client.press(pages, title=title)
            caches["paper"].set(mark, paper)
        return paper
    finally:
        one_at_a_time.release()
