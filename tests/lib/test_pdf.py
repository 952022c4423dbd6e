"""The one PDF function: what comes out, what it refuses to open, and where it stops."""

import http.server
import json
import re
import shutil
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory

from lib.pdf import client, errors, renderer, renderer_pool

BUNDLE = Path(client.__file__).resolve().parents[2] / "static"
needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="needs pdftotext of poppler-utils"
)


REAL_POPEN = subprocess.Popen


def drawn(body, language="en", title="A sheet"):
    html = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"</head><body>{body}</body></html>"
    )
    return client.render_pdf([client.soften_long_words(html)])


def inside(data):
    """The file with its packed objects unpacked, to look for names of the format."""
    streams = re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL)
    return data + b"".join(unpacked(stream) for stream in streams)


def unpacked(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def text_of(data):
    return subprocess.run(
        ["pdftotext", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()


@pytest.fixture
def presses(monkeypatch):
    """Presses of this test alone: none is warm with other limits."""
    own = renderer_pool.RendererPool()
    monkeypatch.setattr(renderer_pool, "renderers", own)
    yield own
    last = own.take()
    last.kill()
    last.communicate()


@pytest.fixture
def listener():
    """A server on this machine that counts who asks."""
    hits = []

    class Counting(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.hits, server.address = hits, f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()


# --- what comes out -------------------------------------------------------------------------------


def test_tagged_with_language_and_title():
    data = inside(drawn("<h1>Hola</h1>", language="es", title="Una hoja"))
    assert data.startswith(b"%PDF-")
    assert b"/MarkInfo" in data and b"/StructTreeRoot" in data
    assert b"/Lang (es)" in data
    assert b"/Title (Una hoja)" in data
    assert b"pdfuaid" in data


@needs_poppler
def test_words_can_be_read_back_in_any_script():
    names = "Ñandú Łukasz Nguyễn Thị Ήρα Вера שלום العربية 中文 Ntxhi 😀"
    text = text_of(drawn(f"<p>{names}</p>"))
    for word in ["Ñandú", "Łukasz", "Nguyễn", "Ntxhi", "😀", "中文"]:
        assert word in text


def test_several_sheets_make_one_pack():
    sheets = [
        f'<html lang="{code}"><title>{code}</title><body>{code}</body></html>'
        for code in ["en", "es"]
    ]
    data = inside(client.render_pdf(sheets, title="The pack"))
    assert b"/Title (The pack)" in data
    assert b"/Count 2" in data


def test_template_context_and_language(monkeypatch):
    monkeypatch.setattr(
        client,
        "render_to_string",
        lambda name, context: (
            f"<html lang='{context['language']}'><title>{name}</title>{context['word']}</html>"
        ),
    )
    assert b"/Lang (es)" in inside(
        client.render_documents([client.DocumentSource("one.html", {"word": "Hola"}, "es")])
    )


# --- what it refuses ------------------------------------------------------------------------------

HOSTILE = """
<link rel="attachment" href="{a}/attachment">
<link rel="stylesheet" href="{a}/style.css">
<img src="{a}/image.png">
<style>@import url("{a}/import.css"); p {{ background: url("{a}/background.png") }}
@font-face {{ font-family: x; src: url("{a}/font.woff2") }}</style>
<svg><image href="{a}/svg.png"/><use href="{a}/use.svg#x"/></svg>
<object data="{a}/object.svg"></object><embed src="{a}/embed.svg">
<a rel="attachment" href="file:///etc/passwd">x</a>
<link rel="attachment" href="file:///etc/hostname">
<img src="file:///etc/hostname">
<iframe src="{a}/frame"></iframe>
<meta http-equiv="refresh" content="0; url={a}/refresh">
<base href="{a}/"><p style="font-family: x">Still here</p>
"""


def test_nothing_outside_the_bundle_is_opened(listener):
    data = inside(drawn(HOSTILE.format(a=listener.address)))
    assert data.startswith(b"%PDF-")
    assert listener.hits == []
    assert b"/EmbeddedFile" not in data and b"/Filespec" not in data


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/css/print.css",
        "https://paper.invalid/../manage.py",
        "https://paper.invalid/css/../../manage.py",
        "https://paper.invalid/js/agenda.js",
        "https://paper.invalid//etc/passwd",
        "https://paper.invalid/",
        "https://paper.invalid.example.org/css/print.css",
        "ftp://example.org/css/print.css",
    ],
)
def test_an_address_outside_the_bundle_is_refused(url):
    with pytest.raises(ValueError):
        renderer.bundled_path(url, BUNDLE)


def test_an_address_of_the_bundle_is_a_file():
    assert renderer.bundled_path("https://paper.invalid/css/print.css", BUNDLE).is_file()


@pytest.mark.alone
def test_the_press_knows_no_secret(monkeypatch, presses):
    monkeypatch.setenv("HALLWAY_LINK_KEY", "planted")
    seen = {}

    def started(command, **options):
        seen.update(options)
        return REAL_POPEN([sys.executable, "-c", ""], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    monkeypatch.setattr(renderer_pool.subprocess, "Popen", started)
    presses.start()
    assert "HALLWAY_LINK_KEY" not in seen["env"] and "DATABASE_URL" not in seen["env"]


# --- where it stops -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<p>" + "word " * 40_000 + "</p>", marks=pytest.mark.audit),
        pytest.param("<p>" + "x" * 200_000 + "</p>", marks=pytest.mark.audit),
        "<p>" + "x" * 20_000 + "</p>",
        "<table><tr><td>" + "x" * 5_000 + "<td>y</table>",
        "&lt;script&gt;alert(1)&lt;/script&gt;" * 100,
        "<p>" + "שלום العربية ‮abc" * 500 + "</p>",
        "<p>" + "😀🏽‍👩‍👩‍👧" * 500 + "\u0000\ufffe</p>",
    ],
    ids=[
        "long",
        "one endless word",
        "one long word",
        "long word in a cell",
        "html",
        "right to left",
        "emoji",
    ],
)
def test_odd_texts_are_drawn(body):
    assert drawn(body).startswith(b"%PDF-")


@pytest.mark.alone
def test_too_slow_is_a_sentence(monkeypatch, presses):
    monkeypatch.setattr(renderer_pool, "RENDER_SECONDS", 0.05)
    with pytest.raises(errors.PdfError, match="too long to print"):
        drawn("<p>x</p>")


@pytest.mark.alone
def test_too_much_memory_is_a_sentence(monkeypatch, presses):
    monkeypatch.setattr(renderer_pool, "MEGABYTES", 60)
    with pytest.raises(errors.PdfError, match="Shorten"):
        drawn("<table>" + "<tr><td>x<td>y" * 600 + "</table>")


def test_too_much_html_never_reaches_a_press(monkeypatch):
    monkeypatch.setattr(client, "MAX_HTML_LENGTH", 10)
    monkeypatch.setattr(client, "render_to_string", lambda name, context: "x" * 11)
    with pytest.raises(errors.PdfError, match="too long"):
        client.render_documents([client.DocumentSource("one.html", {})])


@pytest.mark.alone
def test_the_next_document_prints_after_a_failed_one(monkeypatch, presses):
    with monkeypatch.context() as slow:
        slow.setattr(renderer_pool, "RENDER_SECONDS", 0.05)
        with pytest.raises(errors.PdfError):
            drawn("<p>x</p>")
    assert drawn("<p>y</p>").startswith(b"%PDF-")


@pytest.mark.alone
def test_a_full_room_waits_its_turn(monkeypatch, presses):
    taken, most, lock = [], [], threading.Lock()

    def slow(job, on_progress):
        with lock:
            taken.append(job)
            most.append(len(taken))
        time.sleep(0.05)
        with lock:
            taken.pop()

    monkeypatch.setattr(renderer_pool, "run_renderer_now", slow)
    readers = [threading.Thread(target=renderer_pool.run_renderer, args=[{}]) for _ in range(8)]
    [reader.start() for reader in readers]
    [reader.join() for reader in readers]
    assert len(most) == 8 and max(most) == renderer_pool.MAX_RENDERERS


@pytest.mark.alone
def test_nobody_waits_for_ever(monkeypatch, presses):
    monkeypatch.setattr(renderer_pool, "QUEUE_SECONDS", 0.01)
    presses.turns.acquire()
    presses.turns.acquire()
    with pytest.raises(errors.PdfError, match="Many people are printing"):
        renderer_pool.run_renderer({})


@pytest.mark.parametrize(
    "problem, why",
    [
        (OSError("cannot load library 'pango-1.0'"), "pango"),
        (ImportError("No module"), "weasyprint"),
    ],
)
def test_the_press_knows_what_is_missing(monkeypatch, problem, why):
    def fails(weasyprint, bundle):
        raise problem

    monkeypatch.setattr(renderer, "Renderer", fails)
    assert renderer.load(BUNDLE) == (None, why)


def answering(said):
    code = f"import sys; sys.stdin.read(); print({json.dumps(said)!r})"
    return lambda: subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


@pytest.mark.parametrize(
    "system, command",
    [("linux", "apt-get install"), ("darwin", "brew install pango"), ("freebsd", "apt-get")],
)
def test_without_pango_it_says_what_to_type(monkeypatch, presses, system, command):
    monkeypatch.setattr(presses, "start", answering({"ok": False, "why": "pango"}))
    monkeypatch.setattr(errors.sys, "platform", system)
    with pytest.raises(errors.PdfError, match="Pango") as trouble:
        drawn("<p>x</p>")
    assert command in trouble.value.command


@pytest.mark.alone
def test_a_press_that_dies_without_a_word(monkeypatch, presses):
    monkeypatch.setattr(
        presses,
        "start",
        lambda: subprocess.Popen(
            [sys.executable, "-c", "import os; os.abort()"], stdin=-1, stdout=-1, stderr=-3
        ),
    )
    with pytest.raises(errors.PdfError):
        drawn("<p>x</p>")


# --- for a browser --------------------------------------------------------------------------------


def sheets_of(text):
    return lambda: [
        client.DocumentSource(
            engines["django"].from_string(f"<html lang='en'><title>t</title>{text}</html>"), {}
        )
    ]


def test_response_is_private_with_a_safe_name(monkeypatch):
    monkeypatch.setattr(
        client.DocumentSource, "html", lambda sheet: "<html lang='en'><title>t</title></html>"
    )
    response = client.pdf_response(
        RequestFactory().get("/"), sheets_of(""), filename='Zoë "../../x"\r\nSet-Cookie: a=b '
    )
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="zoe-x-set-cookie-ab.pdf"'
    assert response["Cache-Control"] == "private, no-store"


def test_trouble_is_a_page(monkeypatch):
    def no_pango(job, on_progress):
        raise errors.error_for("pango")

    monkeypatch.setattr(client, "run_renderer", no_pango)
    monkeypatch.setattr(client.DocumentSource, "html", lambda sheet: "")
    monkeypatch.setattr(
        client, "render", lambda request, name, context, status: (name, context["trouble"], status)
    )
    name, trouble, status = client.pdf_response(
        RequestFactory().get("/"), sheets_of(""), filename="x"
    )
    assert (name, status) == ("pdf_error.html", 503)
    assert "Pango" in str(trouble)
