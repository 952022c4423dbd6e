from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cohorts.models import Cohort
from lib.pdf.client import render_documents
from lib.pdf.errors import PdfError

from ...documents import available_documents, workbook_sources
from ...print_pack import PACK


class Command(BaseCommand):
    help = "Write each document of a meeting as a PDF, and print their names."

    def add_arguments(self, parser):
        parser.add_argument("cohort", help="the cohort's slug, as in its address")
        parser.add_argument("meeting", help="the meeting's position, such as 2")
        parser.add_argument(
            "--out", required=True, help="the folder to write into; it is made if it is not there"
        )

    def handle(self, *, cohort, meeting, out, **options):
        found = find_meeting(find_cohort(cohort), meeting)
        folder = make_folder(out)
        for name, make_sources, title in documents_of(found):
            self.write(folder / f"{name}.pdf", make_sources, title)

    def write(self, path, make_sources, title):
        try:
            path.write_bytes(render_documents(make_sources(), title=title))
        except PdfError as error:
            raise CommandError(f"{path.name}: {error} {error.command}".strip()) from None
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
        self.stdout.write(path.name)


def documents_of(meeting):
    """(file name, function that returns the sources, title) of each document.

    The first language of the network has no suffix. Documents for everybody and the workbook come
    in each language.
    """
    first, *others = meeting.cohort.network.languages or ["en"]
    for document in [*available_documents(meeting), *([PACK] if PACK.exists_for(meeting) else [])]:
        yield (
            document.slug,
            partial(document.sources, meeting, first),
            document.title(meeting, first),
        )
        for code in others if document.is_for_everybody else []:
            yield f"{document.slug}-{code}", partial(document.sources, meeting, code), ""
    for code in [first, *others]:
        name = "workbook" if code == first else f"workbook-{code}"
        yield name, partial(workbook_sources, meeting.cohort, None, code), ""


def find_cohort(slug):
    cohort = (
        Cohort.objects.select_related("network", "region", "guidebook").filter(slug=slug).first()
    )
    if cohort is None:
        known = (
            ", ".join(Cohort.objects.order_by("slug").values_list("slug", flat=True)[:20])
            or "none yet"
        )
        raise CommandError(f"There is no cohort “{slug}”. Cohorts: {known}.")
    timezone.activate(cohort.zone)
    return cohort


def find_meeting(cohort, position):
    """position: as typed."""
    known = {
        str(meeting.position): meeting
        for meeting in cohort.meetings.in_order().select_related("planned", "part")
    }
    if position not in known:
        raise CommandError(
            f"{cohort.slug} has no meeting “{position}”. Meetings: {', '.join(known) or 'none'}."
        )
    return known[position]


def make_folder(out):
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{out} cannot be used as a folder: {error.strerror}.") from None
    return folder
