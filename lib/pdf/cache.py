"""PDFs that anybody may request are cached, so that anonymous requests cannot exhaust the renderer.

The cache key is a hash of the finished HTML and of the style sheets, so an entry is never
stale and nothing has to be cleared. Making the HTML costs a few queries; only the rendering
is expensive. Of all threads of one process at most one renders for the public, so a renderer
is always left for staff.
"""

import hashlib
import threading
from functools import cache

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponseNotModified
from django.shortcuts import render

from . import client
from .errors import PdfError, error_for

#: How long a visitor waits, in seconds, while another public document is rendered.
WAIT_SECONDS = 20
#: Browsers and proxies may keep a document for ten minutes before they ask again.
CACHE_CONTROL = "public, max-age=600"
one_at_a_time = threading.Lock()


def cached_pdf_response(request, sources, *, filename, title=""):
    """The PDF of these DocumentSources, from the cache where possible. Answers 304 to a browser
    that has it already, and a page that says what to do (503) if it cannot be rendered.
    """
    pages = [source.html() for source in sources]
    key = content_hash(pages, title)
    if request.headers.get("If-None-Match") == f'"{key}"':
        return with_etag(HttpResponseNotModified(), key)
    try:
        pdf = get_cached(key) or render_and_cache(key, pages, title)
    except PdfError as error:
        return render(request, "pdf_error.html", {"trouble": error}, status=503)
    response = client.pdf_file_response(pdf, filename=filename, cache_control=CACHE_CONTROL)
    return with_etag(response, key)


def with_etag(response, key):
    response["ETag"] = f'"{key}"'
    response["Vary"] = "Accept-Language, Cookie"
    return response


def content_hash(pages, title):
    """SHA-256 (hexadecimal) of everything that decides what the PDF looks like."""
    result = hashlib.sha256(style_hash().encode())
    for page in [str(title), *pages]:
        result.update(hashlib.sha256(page.encode()).digest())
    return result.hexdigest()


def page_hashes(pages):
    """The hash of each document by itself."""
    return [content_hash([page], "") for page in pages]


@cache
def style_hash():
    """SHA-256 of the style sheets used in print."""
    sheets = [settings.BASE_DIR / "static" / "css" / name for name in ["tokens.css", "print.css"]]
    return hashlib.sha256(b"".join(sheet.read_bytes() for sheet in sheets)).hexdigest()


def get_cached(key):
    return caches["paper"].get(key)


def render_and_cache(key, pages, title):
    """Render the pages, unless the thread waited for has just cached the same. Raises PdfError."""
    if not one_at_a_time.acquire(timeout=WAIT_SECONDS):
        raise error_for("busy")
    try:
        pdf = get_cached(key)
        if pdf is None:
            pdf = client.render_pdf(pages, title=title)
            caches["paper"].set(key, pdf)
        return pdf
    finally:
        one_at_a_time.release()
