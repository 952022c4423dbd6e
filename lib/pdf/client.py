"""Every PDF of Hallway is made here: a template, its context and a language give the bytes.

The template is rendered in this process; the drawing happens in a press, a child process with limits on
time and memory and no way to the network (lib/pdf/renderer.py). One press draws one file and ends; the next is
started at once and waits, warm, so that an agenda takes well under two seconds.
"""

import json
import os
import re
import subprocess
import sys
import threading
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

#: How long a reader waits for a turn and for the drawing; then what a press may use.
TURN_SECONDS, SECONDS = 40, 60
CPU_SECONDS, MEGABYTES = 60, 1024
AT_ONCE = 2
#: More HTML than any honest document has; the press is not even asked.
MOST_HTML = 8_000_000
#: A run of letters without a break that no line holds, outside tags and never through an entity.
TAG, ENDLESS = re.compile(r"(<[^>]*>)"), re.compile(r"[^\s&;]{80}")
BREAK = "\u200b"
#: What a press may know of its surroundings: where programs and fonts are, and nothing secret.
ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "DYLD_FALLBACK_LIBRARY_PATH", "LD_LIBRARY_PATH")
PANGO = {
    "darwin": "brew install pango",
    "win32": "pacman -S mingw-w64-x86_64-pango",
    "linux": "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
}


class PdfTrouble(Exception):
    """No PDF came out; the message is a sentence for the reader, `command` a line to type, if one helps."""

    def __init__(self, message, command=""):
        super().__init__(message)
        self.command = command


@dataclass(frozen=True)
class Sheet:
    """One document to draw. Several make a pack, each with its own page numbers."""

    template: str
    context: dict = field(repr=False)
    language: str = "en"

    def html(self):
        with translation.override(self.language):
            return breakable(render_to_string(self.template, {**self.context, "language": self.language}))


def sheet(template, context_of, *about, language):
    """A Sheet whose context is made, as it will be drawn, in this language."""
    with translation.override(language):
        return Sheet(template, context_of(*about), language)


def breakable(html):
    """Let a line end inside an endless word: looking for such a place letter by letter takes the press minutes."""
    pieces = TAG.split(html)
    pieces[::2] = [ENDLESS.sub(lambda run: run[0] + BREAK, text) for text in pieces[::2]]
    return "".join(pieces)


def pdf_bytes(template, context, *, language):
    """The PDF of one document: tagged (PDF/UA), with language and title. Raises PdfTrouble."""
    return pack_bytes([Sheet(template, context, language)])


def pack_bytes(sheets, *, title=""):
    """Several documents bound into one PDF. Raises PdfTrouble."""
    return press([sheet.html() for sheet in sheets], title=title)


def press(pages, *, title=""):
    """The PDF of pages of HTML. Raises PdfTrouble."""
    if sum(map(len, pages)) > MOST_HTML:
        raise PdfTrouble(_("This document is too long to print. Shorten the longest text and try again."))
    return draw({"sheets": pages, "title": str(title)})


def pdf_response(request, sheets, *, filename, title=""):
    """The PDF for a browser to open, or a page that says what to do instead (503). `sheets`: a callable that makes them."""
    try:
        pdf = pack_bytes(sheets(), title=title)
    except PdfTrouble as trouble:
        return render(request, "pdf_error.html", {"trouble": trouble}, status=503)
    return file_of(pdf, filename=filename)


def file_of(pdf, *, filename, kept="private, no-store"):
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=safe_name(filename))
    response["Cache-Control"] = kept
    return response


def safe_name(name):
    """A file name that every system takes, without anybody's words in it beyond letters and digits."""
    return f"{slugify(name)[:120] or 'document'}.pdf"


def draw(job):
    """One job through one press. A full room that prints at once waits its turn rather than starving everybody."""
    if not presses.turns.acquire(timeout=TURN_SECONDS):
        raise trouble("busy")
    try:
        return draw_now(job)
    finally:
        presses.turns.release()


def draw_now(job):
    press = presses.take()
    try:
        out, _errors = press.communicate(json.dumps(job).encode(), timeout=SECONDS)
    except subprocess.TimeoutExpired:
        press.kill()
        press.communicate()
        raise trouble("time") from None
    finally:
        presses.keep_one_ready()
    answer, _newline, pdf = out.partition(b"\n")
    said = json.loads(answer) if answer.startswith(b"{") else {"ok": False, "why": "broke"}
    if not said["ok"]:
        raise trouble(said["why"])
    return pdf


def trouble(why):
    if why == "pango":
        return PdfTrouble(_("PDF files need the text library Pango, and this computer does not have it. Whoever runs Hallway types:"), pango_command())
    if why == "weasyprint":
        return PdfTrouble(_("PDF files need the package WeasyPrint. Whoever runs Hallway types:"), "python3 manage.py up")
    if why == "busy":
        return PdfTrouble(_("Many people are printing right now. Wait a minute, then open the document again."))
    if why in ("time", "memory"):
        return PdfTrouble(_("This document is too long to print. Shorten the longest text and try again."))
    return PdfTrouble(_("This document could not be drawn. Shorten its longest text, or tell whoever runs Hallway which document it was."))


def pango_command():
    system = "linux" if sys.platform.startswith("linux") else sys.platform
    return PANGO.get(system, PANGO["linux"])


class Presses:
    """At most one warm press waits for each process that prints, and at most two draw at once."""

    def __init__(self):
        self.turns = threading.BoundedSemaphore(AT_ONCE)
        self._lock, self._waiting, self._owner = threading.Lock(), None, None

    def take(self):
        with self._lock:
            press, self._waiting = self._waiting, None
        if press and self._owner == os.getpid() and press.poll() is None:
            return press
        return self.start()

    def keep_one_ready(self):
        with self._lock:
            if self._waiting is None:
                self._waiting, self._owner = self.start(), os.getpid()

    def start(self):
        """A session of its own: Ctrl-C in the terminal ends the web server, and then the press reads an end."""
        here = Path(__file__).with_name("renderer.py")
        command = [sys.executable, "-I", str(here), str(settings.BASE_DIR / "static"), str(MEGABYTES), str(CPU_SECONDS)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        known = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
        return subprocess.Popen(command, env=known, start_new_session=True, **pipes)


presses = Presses()
