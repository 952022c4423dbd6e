"""What several tests of the dashboards share."""

import pytest

from lib.pdf import client
from lib.pdf.renderer_pool import RenderedPdf


@pytest.fixture
def drawn(monkeypatch):
    """A list of what the renderer got; each document has as many pages as its text says h1."""
    jobs = []

    def draw(job, on_progress=None):
        jobs.append(job)
        for number in range(1, len(job["sheets"]) + 1):
            if on_progress:
                on_progress(number)
        pages = tuple(max(html.count("<h1"), 1) for html in job["sheets"])
        return RenderedPdf(b"%PDF-" + "\f".join(job["sheets"]).encode(), pages)

    monkeypatch.setattr(client, "run_renderer", draw)
    return jobs
