"""Which answers are compressed on their way: pages, but none that shows a lasting secret.

Who can make a browser ask for a page with words of their choice, and sees how long the compressed
answers are, learns what stands beside these words (BREACH). CSRF tokens are masked anew for each
answer, and Django adds random bytes; a secret that stays the same over many answers needs more.
"""

from functools import wraps

from django.middleware.gzip import GZipMiddleware


class CompressPages(GZipMiddleware):
    """Django's, for HTML only: not for files, which are streamed or compressed in themselves."""

    def process_response(self, request, response):
        if response.streaming or not is_html(response):
            return response
        return super().process_response(request, response)


def is_html(response):
    return response.headers.get("Content-Type", "").startswith("text/html")


def shows_secret(view):
    """Leave the answers of this view as they are, and say so in them,
    so that a proxy that compresses does the same.
    """

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Content-Encoding"] = "identity"
        return response

    marked.shows_secret = True  # type: ignore[attr-defined]
    return marked
