from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cohorts.models import Cohort
from lib.pdf.client import PdfError, render_documents

from ...documents import PACK, papers_of, workbook_sheets


class Command(BaseCommand):
    help = "Write each document of a meeting as a PDF, and print their names."

    def add_arguments(self, parser):
        parser.add_argument("cohort", help="the cohort's slug, as in its address")
        parser.add_argument("meeting", help="the meeting's position, such as 2")
        parser.add_argument("--out", required=True, help="the folder to write into; it is made if it is not there")

    def handle(self, *, cohort, meeting, out, **options):
        found = meeting_of(cohort_of(cohort), meeting)
        folder = folder_at(out)
        for name, sheets, title in documents_of(found):
            self.write(folder / f"{name}.pdf", sheets, title)

    def write(self, path, sheets, title):
        try:
            path.write_bytes(render_documents(sheets(), title=title))
        except PdfError as trouble:
            raise CommandError(f"{path.name}: {trouble} {trouble.command}".strip()) from None
        except OSError as problem:
            raise CommandError(f"{path} cannot be written: {problem.strerror}.") from None
        self.stdout.write(path.name)


def documents_of(meeting):
    """(name, what makes its sheets, title) of each document; what everybody gets, in each language of the network."""
    first, *others = meeting.cohort.network.languages or ["en"]
    for document in [*papers_of(meeting), PACK]:
        yield document.slug, lambda document=document: document.sheets(meeting, first), document.title(meeting, first)
        for code in others if document.is_for_everybody else []:
            yield f"{document.slug}-{code}", lambda document=document, code=code: document.sheets(meeting, code), ""
    for code in [first, *others]:
        name = "workbook" if code == first else f"workbook-{code}"
        yield name, lambda code=code: workbook_sheets(meeting.cohort, None, code), ""


def cohort_of(slug):
    cohort = Cohort.objects.select_related("network", "region", "guidebook").filter(slug=slug).first()
    if cohort is None:
        known = ", ".join(Cohort.objects.order_by("slug").values_list("slug", flat=True)[:20]) or "none yet"
        raise CommandError(f"There is no cohort “{slug}”. Cohorts: {known}.")
    timezone.activate(cohort.zone)
    return cohort


def meeting_of(cohort, position):
    known = {str(m.position): m for m in cohort.meetings.in_order().select_related("planned", "part")}
    if position not in known:
        raise CommandError(f"{cohort.slug} has no meeting “{position}”. Meetings: {', '.join(known) or 'none'}.")
    meeting = known[position]
    meeting.cohort = cohort
    return meeting


def folder_at(out):
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CommandError(f"{out} cannot be used as a folder: {problem.strerror}.") from None
    return folder
