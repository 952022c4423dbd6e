"""Turns HTML into one tagged PDF, in a child process that lib/pdf/renderer_pool.py starts.

It imports nothing of Hallway and knows none of its secrets. It reads one job (JSON: `sheets`, a
list of HTML documents, `title`, and perhaps limits of its own, `seconds` and `megabytes`) from
standard input. It writes a line of JSON for each document that is laid out, one with the answer,
and then the PDF. Whatever the HTML refers to, only files of the bundle are opened.
"""

import json
import mimetypes
import sys
from contextlib import suppress
from pathlib import Path

try:
    import resource
except ImportError:  # a system without such limits
    resource = None  # type: ignore[assignment]

#: The base URL of the documents. Names in ".invalid" never resolve, and no request is made.
BUNDLE_URL = "https://paper.invalid/"
BUNDLED_FOLDERS = {("css",), ("fonts",), ("img",)}
#: Used for every document; they and their fonts are read once, before the job arrives.
STYLE_SHEETS = ["css/tokens.css", "css/print.css"]
WARM_UP_HTML = '<html lang="en"><title>.</title><body>.'


def main(bundle, megabytes, seconds):
    """Load, wait for one job, answer it.

    bundle: the folder of static files; then the limits on memory and CPU time.
    """
    renderer, why = load(Path(bundle).resolve())
    job = sys.stdin.buffer.read()
    if not job:
        return  # the process that started this renderer has ended
    answer, pdf = {"ok": False, "why": why}, b""
    if renderer:
        work = json.loads(job)
        limit(
            megabytes=work.get("megabytes", int(megabytes)),
            seconds=work.get("seconds", int(seconds)),
        )
        answer, pdf = attempt(renderer, work)
    say(answer)
    sys.stdout.buffer.write(pdf)


def say(answer):
    """Write one line of JSON at once."""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.flush()


def load(bundle):
    """A loaded Renderer and "", or None and what is missing: without Pango the import raises
    OSError. It renders one line before the limits are set, because a font cache written under a
    limit would be broken for every program.
    """
    try:
        import weasyprint

        renderer = Renderer(weasyprint, bundle)
        renderer.print([WARM_UP_HTML], "")
    except (ImportError, OSError) as problem:
        return None, "pango" if isinstance(problem, OSError) else "weasyprint"
    return renderer, ""


def limit(*, megabytes, seconds):
    """Limit this process, where the system can; the time-out of client.py holds everywhere."""
    if resource is None:
        return
    limits = {
        "RLIMIT_AS": megabytes << 20,
        "RLIMIT_CPU": seconds,
        "RLIMIT_FSIZE": 64 << 20,
        "RLIMIT_CORE": 0,
    }
    for name, value in limits.items():
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (value, value))


def attempt(renderer, job):
    """(answer, PDF): what is written to standard output."""
    try:
        pages, pdf = renderer.print(
            job["sheets"], job["title"], lambda number: say({"laid_out": number})
        )
    except MemoryError:
        return {"ok": False, "why": "memory"}, b""
    except Exception as problem:
        return {"ok": False, "why": "drawing", "kind": type(problem).__name__}, b""
    return {"ok": True, "pages": pages}, pdf


class Renderer:
    """WeasyPrint with the style sheets and fonts of the bundle."""

    def __init__(self, weasyprint, bundle):
        self.html, self.fonts = weasyprint.HTML, weasyprint.text.fonts.FontConfiguration()
        options = {"url_fetcher": bundled_only(weasyprint.urls, bundle), "font_config": self.fonts}
        self.fetcher = options["url_fetcher"]
        self.styles = [weasyprint.CSS(url=BUNDLE_URL + name, **options) for name in STYLE_SHEETS]

    def lay_out(self, html):
        sheet = self.html(string=html, base_url=BUNDLE_URL, url_fetcher=self.fetcher)
        return sheet.render(stylesheets=self.styles, font_config=self.fonts)

    def print(self, sheets, title, on_progress=lambda number: None):
        """Lay out each document with its own page numbers and bind them into one file:
        (pages of each document, bytes).
        """
        documents = []
        for html in sheets:
            documents.append(self.lay_out(html))
            on_progress(len(documents))
        pages = [page for document in documents for page in document.pages]
        bound = documents[0] if len(documents) == 1 else documents[0].copy(pages)
        if title:
            bound.metadata.title = title
        counts = [len(document.pages) for document in documents]
        return counts, bound.write_pdf(pdf_variant="pdf/ua-1")


def bundled_only(urls, bundle):
    """A URL fetcher for this folder; the class is made here because WeasyPrint
    (its module urls) may be missing.
    """

    class BundledOnly(urls.URLFetcher):  # type: ignore[name-defined]
        """Serves data: URLs and files of the bundle; raises ValueError for everything else
        without opening it.
        """

        def fetch(self, url, headers=None):
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = bundled_path(url, bundle)
            content_type = mimetypes.guess_type(path.name)[0] or "font/woff2"
            return urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": content_type})

    return BundledOnly(allowed_protocols=["data"], allow_redirects=False)


def bundled_path(url, bundle):
    """The file of a URL of the bundle. Raises ValueError for every other URL."""
    path = (bundle / url.removeprefix(BUNDLE_URL)).resolve()
    inside = url.startswith(BUNDLE_URL) and path.is_relative_to(bundle)
    if not inside or path.relative_to(bundle).parts[:1] not in BUNDLED_FOLDERS:
        raise ValueError("This address is not part of the bundle.")
    return path


if __name__ == "__main__":
    main(*sys.argv[1:])
