"""Every PDF is made here: templates, their contexts and a language in, the bytes of a PDF out.

Templates are rendered to HTML in this process. HTML becomes PDF in a renderer, a child process with
limits on time and memory and without access to the network (lib/pdf/renderer.py). A renderer makes
one file and ends; the next one is started at once and waits with its fonts loaded, so that an
agenda takes well under two seconds.
"""

import json
import os
import re
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

#: How long a reader waits for a free renderer and for the PDF; then what one renderer may use.
QUEUE_SECONDS, RENDER_SECONDS = 40, 60
CPU_SECONDS, MEGABYTES = 60, 1024
MAX_RENDERERS = 2
#: Characters of HTML; longer documents are refused without starting a renderer.
MAX_HTML_LENGTH = 8_000_000
#: 80 characters without a place to break the line, outside tags and never across an entity
#: such as &amp;.
TAG, LONG_WORD = re.compile(r"(<[^>]*>)"), re.compile(r"[^\s&;]{80}")
ZERO_WIDTH_SPACE = "\u200b"
#: Environment variables that a renderer gets: where programs and fonts are, and no secrets.
ENVIRONMENT_VARIABLES = (
    "PATH",
    "LANG",
    "LC_ALL",
    "HOME",
    "TMPDIR",
    "XDG_CACHE_HOME",
    "FONTCONFIG_FILE",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "LD_LIBRARY_PATH",
)
INSTALL_PANGO = {
    "darwin": "brew install pango",
    "win32": "pacman -S mingw-w64-x86_64-pango",
    "linux": "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
}


class PdfError(Exception):
    """No PDF could be made.

    The message is a sentence for the reader; `command` a line to type in a shell, or "".
    """

    def __init__(self, message, command=""):
        super().__init__(message)
        self.command = command


@dataclass(frozen=True)
class RenderedPdf:
    """A PDF, and how many pages each of the documents bound into it has."""

    content: bytes = field(repr=False)
    pages: tuple = ()


@dataclass(frozen=True)
class DocumentSource:
    """One document to render. Several can be bound into one PDF, each with its own page numbers."""

    template: str
    context: dict = field(repr=False)
    language: str = "en"

    def html(self):
        with translation.override(self.language):
            return soften_long_words(
                render_to_string(self.template, {**self.context, "language": self.language})
            )


def document_source(template, context_of, *about, language):
    """A DocumentSource whose context is `context_of(*about)`, called with this language active."""
    with translation.override(language):
        return DocumentSource(template, context_of(*about), language)


def soften_long_words(html):
    """Put zero-width spaces into words of 80 characters and more, whose line breaking takes
    the renderer minutes.
    """
    pieces = TAG.split(html)
    pieces[::2] = [
        LONG_WORD.sub(lambda run: run[0] + ZERO_WIDTH_SPACE, text) for text in pieces[::2]
    ]
    return "".join(pieces)


def render_documents(sources, *, title=""):
    """Bind DocumentSources into one PDF: tagged (PDF/UA), with language and title.

    Raises PdfError.
    """
    return render_pdf([source.html() for source in sources], title=title)


def render_pdf(pages, *, title=""):
    """Bind several HTML documents into one PDF, returned as bytes. Raises PdfError."""
    return render_counted(pages, title=title).content


def render_counted(pages, *, title="", limits=None, on_progress=None):
    """Bind several HTML documents into one RenderedPdf. Raises PdfError.

    limits: {"seconds": …, "megabytes": …} in place of the usual ones; on_progress: called with the
    number of documents that are laid out so far.
    """
    if sum(map(len, pages)) > MAX_HTML_LENGTH:
        raise PdfError(
            _("This document is too long to print. Shorten the longest text and try again.")
        )
    return run_renderer({"sheets": pages, "title": str(title)} | (limits or {}), on_progress)


def pdf_response(request, make_sources, *, filename, title="", keep=None):
    """The PDF for a browser to open, or a page that says what to do instead (503).

    make_sources: a function without arguments that returns the DocumentSources. keep: called with
    the HTML of each document and the RenderedPdf.
    """
    try:
        pages = [source.html() for source in make_sources()]
        pdf = render_counted(pages, title=title)
    except PdfError as error:
        return render(request, "pdf_error.html", {"trouble": error}, status=503)
    if keep:
        keep(pages, pdf)
    return pdf_file_response(pdf.content, filename=filename)


def pdf_file_response(pdf, *, filename, cache_control="private, no-store"):
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = str(
        content_disposition_header(as_attachment=False, filename=safe_name(filename))
    )
    response["Cache-Control"] = cache_control
    return response


def safe_name(name):
    """A file name that is valid on every system: letters, digits and hyphens."""
    return f"{slugify(name)[:120] or 'document'}.pdf"


def run_renderer(job, on_progress=None):
    """The RenderedPdf of one job. At most MAX_RENDERERS work at once; the others wait.

    Raises PdfError.
    """
    if not renderers.turns.acquire(timeout=QUEUE_SECONDS):
        raise error_for("busy")
    try:
        return run_renderer_now(job, on_progress)
    finally:
        renderers.turns.release()


def run_renderer_now(job, on_progress=None):
    process = renderers.take()
    limit = Deadline(process, job.get("seconds", RENDER_SECONDS))
    try:
        with limit:
            write_job(process, job)
            answer = read_answer(process, on_progress)
            pdf = process.stdout.read()
            process.wait()
    finally:
        end_process(process)
        renderers.keep_one_ready()
    if limit.is_over:
        raise error_for("time")
    if not answer["ok"]:
        raise error_for(answer["why"])
    return RenderedPdf(pdf, tuple(answer["pages"]))


def write_job(process, job):
    """A renderer that has ended meanwhile does not read; its missing answer says so."""
    with suppress(BrokenPipeError):
        process.stdin.write(json.dumps(job).encode())
    with suppress(BrokenPipeError):
        process.stdin.close()


def read_answer(process, on_progress):
    """The line with the answer; before it come lines that say how many documents are laid out."""
    for line in process.stdout:
        said = json.loads(line) if line.startswith(b"{") else {}
        if "ok" in said:
            return said
        if "laid_out" in said and on_progress:
            on_progress(said["laid_out"])
    return {"ok": False, "why": "broke"}


def end_process(process):
    if process.poll() is None:
        process.kill()
    process.stdout.close()
    process.wait()


class Deadline:
    """A context manager that kills a process which works longer than so many seconds."""

    def __init__(self, process, seconds):
        self.process, self.is_over = process, False
        self.timer = threading.Timer(seconds, self.end)

    def end(self):
        self.is_over = True
        self.process.kill()

    def __enter__(self):
        self.timer.start()
        return self

    def __exit__(self, *exc):
        self.timer.cancel()


def error_for(why):
    """A PdfError for the reason that a renderer gave."""
    if why == "pango":
        return PdfError(
            _(
                "PDF files need the text library Pango, and this computer does not have it. "
                "Whoever runs Hallway types:"
            ),
            pango_command(),
        )
    if why == "weasyprint":
        return PdfError(
            _("PDF files need the package WeasyPrint. Whoever runs Hallway types:"),
            "python3 manage.py up",
        )
    if why == "busy":
        return PdfError(
            _("Many people are printing right now. Wait a minute, then open the document again.")
        )
    if why in ("time", "memory"):
        return PdfError(
            _("This document is too long to print. Shorten the longest text and try again.")
        )
    return PdfError(
        _(
            "This document could not be drawn. Shorten its longest text, or tell whoever runs "
            "Hallway which document it was."
        )
    )


def pango_command():
    system = "linux" if sys.platform.startswith("linux") else sys.platform
    return INSTALL_PANGO.get(system, INSTALL_PANGO["linux"])


class RendererPool:
    """The renderers of one process: at most one waits with its fonts loaded,
    and at most MAX_RENDERERS work at once.
    """

    def __init__(self):
        self.turns = threading.BoundedSemaphore(MAX_RENDERERS)
        self._lock, self._waiting, self._owner = threading.Lock(), None, None

    def take(self):
        """The waiting renderer (a Popen), if it is alive and not inherited by a fork;
        else a new one.
        """
        with self._lock:
            process, self._waiting = self._waiting, None
        if process and self._owner == os.getpid() and process.poll() is None:
            return process
        return self.start()

    def keep_one_ready(self):
        with self._lock:
            if self._waiting is None:
                self._waiting, self._owner = self.start(), os.getpid()

    def start(self):
        """Start a renderer in a session of its own, so that Ctrl-C in the terminal reaches the web
        server only.

        When the web server ends, the renderer reads the end of its input and ends too.
        """
        program = Path(__file__).with_name("renderer.py")
        static = settings.BASE_DIR / "static"
        command = [
            sys.executable,
            "-I",
            str(program),
            str(static),
            str(MEGABYTES),
            str(CPU_SECONDS),
        ]
        return subprocess.Popen(
            command,
            env={name: os.environ[name] for name in ENVIRONMENT_VARIABLES if name in os.environ},
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )


renderers = RendererPool()
