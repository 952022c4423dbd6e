"""Every PDF is made here: templates, their contexts and a language in, the bytes of a PDF out.

Templates are rendered to HTML in this process. HTML becomes PDF in a child process
(lib/pdf/renderer_pool.py).
"""

import re
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from .errors import PdfError, error_for
from .renderer_pool import run_renderer

#: Characters of HTML; longer documents are refused without starting a renderer.
MAX_HTML_LENGTH = 8_000_000
#: 80 characters without a place to break the line, outside tags and never across an entity
#: such as &amp;.
TAG, LONG_WORD = re.compile(r"(<[^>]*>)"), re.compile(r"[^\s&;]{80}")
ZERO_WIDTH_SPACE = "\u200b"


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
        raise error_for("length")
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
