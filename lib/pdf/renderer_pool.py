"""Renderers: child processes that turn HTML into a PDF (lib/pdf/renderer.py), with limits on time
and memory and without access to the network.

A renderer makes one file and ends; the next one is started at once and waits with its fonts
loaded, so that an agenda takes well under two seconds.
"""

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from .errors import error_for

#: How long a reader waits for a free renderer and for the PDF; then what one renderer may use.
QUEUE_SECONDS, RENDER_SECONDS = 40, 60
CPU_SECONDS, MEGABYTES = 60, 1024
MAX_RENDERERS = 2
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


@dataclass(frozen=True)
class RenderedPdf:
    """A PDF, and how many pages each of the documents bound into it has."""

    content: bytes = field(repr=False)
    pages: tuple = ()


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
