"""The press: turns HTML into one tagged PDF, alone in a child process (pdf.py starts it and feeds it).

It knows nothing of Hallway and holds none of its secrets. It reads one job from standard input and
writes one line of JSON and then the PDF. Whatever the HTML asks for, it opens bundled files only.
"""

import json
import mimetypes
import sys
from pathlib import Path

#: Where paper believes its files come from. ".invalid" never resolves, and nobody tries.
ADDRESS = "https://paper.invalid/"
FOLDERS = {("css",), ("fonts",), ("img",)}
#: Every sheet is printed with these; they and their fonts are read once, before the job comes.
STYLES = ["css/tokens.css", "css/print.css"]
WARM = '<html lang="en"><title>.</title><body>.'


def main(bundle, megabytes, seconds):
    press, why = load(Path(bundle).resolve())
    job = sys.stdin.buffer.read()
    if not job:
        return  # the process that kept this press ready has ended
    answer, pdf = {"ok": False, "why": why}, b""
    if press:
        limit(megabytes=int(megabytes), seconds=int(seconds))
        answer, pdf = attempt(press, json.loads(job))
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + pdf)


def load(bundle):
    """A warm press and "", or None and what is missing. Without Pango the import is an OSError.

    It draws one line before the limits, because a font cache that is written under a limit would be
    wrong for every program.
    """
    try:
        press = Press(bundle)
        press.print([WARM], "")
    except (ImportError, OSError) as problem:
        return None, "pango" if isinstance(problem, OSError) else "weasyprint"
    return press, ""


def limit(*, megabytes, seconds):
    try:
        import resource
    except ImportError:  # no such limits on this system: the clock of pdf.py still holds
        return
    for kind, most in [("RLIMIT_AS", megabytes << 20), ("RLIMIT_CPU", seconds), ("RLIMIT_FSIZE", 64 << 20), ("RLIMIT_CORE", 0)]:
        try:
            resource.setrlimit(getattr(resource, kind), (most, most))
        except (AttributeError, ValueError, OSError):
            pass


def attempt(press, job):
    try:
        pages, pdf = press.print(job["sheets"], job["title"])
    except MemoryError:
        return {"ok": False, "why": "memory"}, b""
    except Exception as problem:
        return {"ok": False, "why": "drawing", "kind": type(problem).__name__}, b""
    return {"ok": True, "pages": pages}, pdf


class Press:
    """WeasyPrint with our styles and fonts in it."""

    def __init__(self, bundle):
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration

        self.html, self.fonts, self.fetcher = HTML, FontConfiguration(), bundled_only(bundle)
        self.styles = [CSS(url=ADDRESS + name, url_fetcher=self.fetcher, font_config=self.fonts) for name in STYLES]

    def lay_out(self, html):
        sheet = self.html(string=html, base_url=ADDRESS, url_fetcher=self.fetcher)
        return sheet.render(stylesheets=self.styles, font_config=self.fonts)

    def print(self, sheets, title):
        """Lay out each sheet with its own page numbers, then bind them into one file: (pages, PDF)."""
        drawn = [self.lay_out(html) for html in sheets]
        pages = [page for document in drawn for page in document.pages]
        bound = drawn[0] if len(drawn) == 1 else drawn[0].copy(pages)
        if title:
            bound.metadata.title = title
        return len(pages), bound.write_pdf(pdf_variant="pdf/ua-1")


def bundled_only(bundle):
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class BundledOnly(URLFetcher):
        """Serves data: addresses and files of the bundle; refuses everything else without looking."""

        def fetch(self, url, headers=None):
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = bundled_path(url, bundle)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": mimetypes.guess_type(path.name)[0] or "font/woff2"})

    return BundledOnly(allowed_protocols=["data"], allow_redirects=False)


def bundled_path(url, bundle):
    """The file behind an address of the bundle; ValueError for every other address."""
    path = (bundle / url.removeprefix(ADDRESS)).resolve()
    inside = url.startswith(ADDRESS) and path.is_relative_to(bundle)
    if not inside or path.relative_to(bundle).parts[:1] not in FOLDERS:
        raise ValueError("This address is not part of the bundle.")
    return path


if __name__ == "__main__":
    main(*sys.argv[1:])
