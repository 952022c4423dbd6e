"""Which answers are compressed on their way: pages, but none that shows a lasting secret.

Who can make a browser ask for a page with words of their choice, and sees how long the compressed
answers are, learns what stands beside these words (BREACH). CSRF tokens are masked anew for each
answer, and Django adds random bytes; a secret that stays the same over many answers needs more.
"""

from django.middleware.gzip import GZipMiddleware

#: URL names of pages that show a lasting secret: recovery codes, the key of a second factor.
SHOWS_SECRET = {
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "demo:mail-detail",  # the links of letters
}


class CompressPages(GZipMiddleware):
    """Django's, for HTML only: not for files, which are streamed or compressed in themselves."""

    def process_response(self, request, response):
        if shows_secret(request):
            # Said in the answer, so that a proxy that compresses leaves it alone, too
            response.headers.setdefault("Content-Encoding", "identity")
        if response.streaming or not is_html(response):
            return response
        return super().process_response(request, response)


def shows_secret(request):
    match = request.resolver_match
    return match is not None and match.view_name in SHOWS_SECRET


def is_html(response):
    return response.headers.get("Content-Type", "").startswith("text/html")
