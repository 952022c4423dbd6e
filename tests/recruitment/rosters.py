"""Reading rosters in tests: as the page does, with few words."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from lib.spreadsheets.client import read_apart
from recruitment.actions.roster_import import start_draft
from recruitment.roster_import.check_roster import check_roster
from recruitment.roster_import.draft import read_draft

from ..looks import press
from ..shown import shown


def page_of(cohort, name="roster-import", *args):
    return reverse(f"recruitment:{name}", args=[cohort.slug, *args])


def upload(client, cohort, content, name="roster.csv", **more):
    """The response to choosing this file, the redirects followed."""
    content = content.encode() if isinstance(content, str) else content
    sent = {"file": SimpleUploadedFile(name, content), **more}
    response = client.post(page_of(cohort), sent, follow=True)
    assert response.status_code == 200
    return response


def create_roster(cohort, *, by, content="Name,Email\nUma Reed,uma.reed@example.org\n"):
    """A draft of a roster, as uploading this file makes it."""
    return start_draft(cohort, read_apart(content.encode()), file_name="roster.csv", by=by)


def draft_of(cohort):
    return cohort.roster_imports.get(imported_at=None)


def look_of(client, cohort):
    return client.post(page_of(cohort, "roster-import-read-in", draft_of(cohort).pk))


def read_in(client, cohort):
    """Read the draft in; the page that follows."""
    address = page_of(cohort, "roster-import-read-in", draft_of(cohort).pk)
    return shown(press(client, client.post(address), address, follow=True))


def answer(client, cohort, *choices):
    """Answer the open questions, in their order; the page that follows."""
    names = {f"answer-{place}": choice for place, choice in enumerate(choices)}
    address = page_of(cohort, "roster-import-answer", draft_of(cohort).pk)
    return shown(client.post(address, names, follow=True))


def workbook(rows, sheets=(), change=None):
    """The bytes of a workbook. sheets: titles of further sheets; change: a function of the book."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for title in sheets:
        book.create_sheet(title)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def check_of(cohort, content, answers=None):
    """The RosterCheck of a file, without pages. answers: {(row, about): choice}."""
    content = content.encode() if isinstance(content, str) else content
    draft = read_draft(read_apart(content).as_json(), {})
    assert not draft.headings.trouble, draft.headings.trouble
    return check_roster(cohort, draft.people(), answers)


def questions_of(check):
    return [(asked.row, asked.about) for asked in check.questions]
