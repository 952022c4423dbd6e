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
WARM = '<html lang="en"><title>.</title><link rel="stylesheet" href="css/print.css"><body style="font-family: Atkinson Hyperlegible">.'
FOLDERS = {("css",), ("fonts",), ("img",)}


def main(bundle, megabytes, seconds):
    bundle = Path(bundle).resolve()
    loaded = load(bundle)
    job = sys.stdin.buffer.read()
    if not job:
        return  # the process that kept this press ready has ended
    answer, pdf = loaded, b""
    if loaded["ok"]:
        limit(megabytes=int(megabytes), seconds=int(seconds))
        answer, pdf = attempt(json.loads(job), bundle)
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + pdf)


def load(bundle):
    """Draw one line now, so that a waiting press is warm. Without Pango the import is an OSError.

    Before the limits, because a font cache that is written under a limit would be wrong for every program.
    """
    try:
        press([WARM], "", bundle)
    except (ImportError, OSError) as problem:
        return {"ok": False, "why": "pango" if isinstance(problem, OSError) else "weasyprint"}
    return {"ok": True}


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


def attempt(job, bundle):
    try:
        pages, pdf = press(job["sheets"], job["title"], bundle)
    except MemoryError:
        return {"ok": False, "why": "memory"}, b""
    except Exception as problem:
        return {"ok": False, "why": "drawing", "kind": type(problem).__name__}, b""
    return {"ok": True, "pages": pages}, pdf


def press(sheets, title, bundle):
    """Lay out each sheet with its own page numbers, then bind them into one file."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts, fetcher = FontConfiguration(), bundled_only(bundle)
    drawn = [HTML(string=html, base_url=ADDRESS, url_fetcher=fetcher).render(font_config=fonts) for html in sheets]
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
