"""The papers of a meeting: every document that the reader may print, the pack first."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from cohorts.access import CURRENT_MEMBERS, STAFF
from lib.jobs.models import JobOutput
from lib.pdf.cache import content_hash

from ..actions.make_document import kept_file, outdated_file, running_job
from ..document_files import in_language, printable_files
from ..document_links import may_print
from ..member_workbooks import MEMBER_WORKBOOKS, language_of, members_in_order
from ..models import PageCount
from ..print_pack import PACK
from .job_page import waiting_address


@dataclass(frozen=True)
class PrintRow:
    """One document of the table. files: [{"language", "address", "pages"}], pages None if nobody
    has counted them yet.
    """

    name: str
    readers: str
    files: list
    holds_all_languages: bool
    has_two_sides: bool

    @property
    def is_counted(self):
        return all(file["pages"] for file in self.files)

    @property
    def pages(self):
        """The number, if every language is counted and has the same; else 0."""
        numbers = {file["pages"] for file in self.counted}
        return numbers.pop() if len(numbers) == 1 and self.is_counted else 0

    @property
    def counted(self):
        return [file for file in self.files if file["pages"]]


@dataclass(frozen=True)
class MadeByJob:
    """A document that a job makes, as it is now for one reader.

    file: the kept JobOutput, or None; old_file: one that something has changed since; job: the
    reader's unfinished job, or None. holds: what it is made of, in order; pages: of what is not
    made yet, if all are counted.
    """

    document: object
    address: str
    make: str
    file: object
    old_file: object
    job: object
    holds: list
    pages: int | None

    @property
    def job_address(self):
        return waiting_address(self.job)


def papers(meeting, access, *, person, language, topics):
    """The template context of the page."""
    files = printable_files(meeting, access, person)
    counts = PageCount.objects.pages_of([file.fingerprint for file in files])
    rows = print_rows(files, counts)
    reader = {"person": person, "language": language, "topics": topics}
    current = meeting.cohort.memberships.current()
    return {
        "meeting": meeting,
        "cohort": meeting.cohort,
        "rows": rows,
        "is_staff": access.is_one_of(*STAFF),
        "is_member": access.is_one_of(*CURRENT_MEMBERS) and not access.is_one_of(*STAFF),
        "spanish_readers": current.filter(person__language="es").count(),
        "is_counted": all(row.is_counted for row in rows),
        "pack": pack(meeting, access, files, counts, **reader),
        "workbooks": workbooks(meeting, access, files, counts, **reader),
    }


def print_rows(files, counts):
    by_document = groupby(files, key=lambda file: file.slug)
    return [row_of_document(list(same), counts) for _slug, same in by_document]


def row_of_document(files, counts):
    """The PrintRow of one document. files: its languages."""
    first = files[0]
    found = [
        {"language": f.language, "address": f.address, "pages": counts.get(f.fingerprint)}
        for f in files
    ]
    return PrintRow(
        first.name, first.readers, found, first.holds_all_languages, first.has_two_sides
    )


def pack(meeting, access, files, counts, *, person, language, topics):
    if not may_print(PACK, access) or not PACK.exists_for(meeting):
        return None
    held = PACK.holds(meeting, language)
    by_language = {(file.slug, file.language): file for file in files}
    parts = [by_language[document.slug, code] for document, code in held]
    pages = [counts.get(part.fingerprint) for part in parts]
    title = PACK.title(meeting, language)
    return made_by_job(
        PACK,
        meeting,
        JobOutput.objects.fresh(PACK.slug, content_hash([part.html for part in parts], title)),
        person=person,
        language=language,
        holds=list(dict.fromkeys(document.name for document, _code in held)),
        pages=None if None in pages else sum(pages),
    )


def workbooks(meeting, access, files, counts, *, person, language, topics):
    """The workbooks of all members; None for who may not print them, or before anybody is one."""
    if not may_print(MEMBER_WORKBOOKS, access) or not MEMBER_WORKBOOKS.exists_for(meeting):
        return None
    language, pages = MEMBER_WORKBOOKS.languages(meeting)[0], None
    owners = members_in_order(meeting.cohort)
    if access.is_one_of(*CURRENT_MEMBERS):  # whose own workbook is not a blank one
        file = kept_file(MEMBER_WORKBOOKS, meeting, language=language, topics=topics)
    else:
        blank = {file.language: file.html for file in files if file.slug == "workbook"}
        fingerprint = MEMBER_WORKBOOKS.fingerprint_from(blank, meeting, language)
        file = JobOutput.objects.fresh(MEMBER_WORKBOOKS.slug, fingerprint)
        pages = pages_of_workbooks(meeting.cohort, owners, files, counts)
    return made_by_job(
        MEMBER_WORKBOOKS,
        meeting,
        file,
        person=person,
        language=language,
        holds=owners,
        pages=pages,
    )


def pages_of_workbooks(cohort, owners, files, counts):
    """As many for each member as the blank workbook in their language has; None if not counted."""
    blank = {f.language: counts.get(f.fingerprint) for f in files if f.slug == "workbook"}
    pages = [blank.get(language_of(person, cohort)) for person in owners]
    return None if None in pages else sum(pages)


def made_by_job(document, meeting, file, *, person, language, holds, pages=None):
    place = [meeting.cohort.slug, meeting.position, document.slug]
    return MadeByJob(
        document,
        in_language(reverse("dashboards:document-pdf", args=place), language),
        in_language(reverse("dashboards:document-make", args=place), language),
        file,
        None if file else outdated_file(document, meeting, language=language),
        None if file else running_job(document, meeting, language=language, person=person),
        holds,
        file.pages if file else pages,
    )
