"""Pages whose templates are left out: drawing takes most of the time of a page, and says nothing
about who may open it, its headers, or what its view writes.
"""

from unittest import mock

from lib.pdf.renderer_pool import RenderedPdf


def undrawn():
    """While it lasts, every template is empty."""
    return mock.patch("django.template.backends.django.Template.render", return_value="")


def paper_as_text(job, on_progress=None):
    """In place of `run_renderer`: the words that would be drawn."""
    return RenderedPdf(b"%PDF-" + "".join(job["sheets"]).encode())
