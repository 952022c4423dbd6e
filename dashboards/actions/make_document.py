"""Making what takes long to print, in the background: the pack, the workbooks of all members, and
counting the pages of what nobody has made yet.
"""

from django.conf import settings
from django.utils import timezone

from cohorts.access import access_of
from community.pages.meeting_topics import topics_for
from guidebooks.models import TaskEvent
from lib.jobs.data_retention import keep_until
from lib.jobs.models import Job, JobOutput
from lib.jobs.queue import enqueue
from lib.jobs.registry import JobRefusedError, job
from lib.pdf.cache import page_hashes
from lib.pdf.client import render_counted
from lib.pdf.errors import PdfError
from lib.pdf.renderer_pool import MEGABYTES, RENDER_SECONDS
from meetings.models import Meeting
from people.models import Person

from ..document_files import printable_files
from ..document_links import DOCUMENTS, may_print
from ..models import PageCount
from ..print_pack import PACK

#: What one more document may take when nobody waits for the answer of a page.
SECONDS_A_DOCUMENT, MEGABYTES_A_DOCUMENT = 30, 40


def job_subject(document, meeting, language):
    """What a job that makes this document is about: the workbooks are the same for all meetings."""
    if document.holds_all_languages:
        return f"cohort-{meeting.cohort_id}"
    return f"meeting-{meeting.pk}-{language}"


def start_document(document, meeting, *, language, by):
    """Queue the making of this document; returns the job, or the one that this person has asked
    for already.
    """
    return enqueue(
        document.slug,
        subject=job_subject(document, meeting, language),
        owner=by,
        meeting=meeting.pk,
        language=language,
    )


def running_job(document, meeting, *, language, person):
    """The unfinished job of this person that makes this document, or None."""
    subject = job_subject(document, meeting, language)
    return Job.objects.about(document.slug, subject).unfinished().filter(owner_id=person.pk).first()


def kept_file(document, meeting, *, language, topics):
    """The kept JobOutput that was made from exactly what the document would be made from now,
    or None.
    """
    fingerprint = document.fingerprint(meeting, language, topics)
    return JobOutput.objects.fresh(document.slug, fingerprint)


def outdated_file(document, meeting, *, language):
    """The latest kept JobOutput of this document, whatever it was made from; or None."""
    subject = job_subject(document, meeting, language)
    found = JobOutput.objects.kept().filter(job__kind=document.slug, job__subject=subject)
    return found.defer("content").order_by("-made_at").first()


def packs_made(meetings):
    """The keys of those of these meetings whose pack has been made and is kept; in one query."""
    by_subject = {
        job_subject(PACK, meeting, language): meeting.pk
        for meeting in meetings
        for language, _name in settings.LANGUAGES
    }
    made = JobOutput.objects.kept().filter(job__kind=PACK.slug, job__subject__in=by_subject)
    return {by_subject[subject] for subject in made.values_list("job__subject", flat=True)}


def fresh_pack(meeting, access, language):
    """The kept pack that is still what it would be if it were made now, or None. It costs as much
    as writing all its pages.
    """
    topics = topics_for(meeting, access)
    with timezone.override(meeting.cohort.zone):
        return kept_file(PACK, meeting, language=language, topics=topics)


@job("pack")
def make_pack(row, *, meeting, language):
    make_document(row, DOCUMENTS["pack"], meeting, language)


@job("workbooks")
def make_workbooks(row, *, meeting, language):
    make_document(row, DOCUMENTS["workbooks"], meeting, language)


def make_document(row, document, pk, language):
    """Make the file and keep it, unless the same one is kept already. Safe to run twice."""
    meeting, access = meeting_of(row, pk)
    if not may_print(document, access):
        raise JobRefusedError("You may no longer print this document.")
    document.prepare(meeting)
    if document is PACK:
        meeting.logistics.tick(TaskEvent.PAPERS_PRINTED, by=Person.objects.get(pk=row.owner_id))
    with timezone.override(meeting.cohort.zone):
        topics = topics_for(meeting, access)
        fingerprint = document.fingerprint(meeting, language, topics)
        if JobOutput.objects.fresh(document.slug, fingerprint):
            return
        pages = [source.html() for source in document.sources(meeting, language, topics)]
        title = document.title(meeting, language)
    keep_file(row, document, meeting, fingerprint, render(row, pages, title))


def start_page_count(meeting, *, by):
    """Queue the counting of pages that are not counted yet; returns the job."""
    return enqueue("page-count", subject=f"meeting-{meeting.pk}", owner=by, meeting=meeting.pk)


@job("page-count")
def count_pages(row, *, meeting):
    """Lay out what this reader may print and nobody has counted; no file is kept."""
    found, access = meeting_of(row, meeting)
    person = Person.objects.get(pk=row.owner_id)
    with timezone.override(found.cohort.zone):
        files = printable_files(found, access, person)
    known = PageCount.objects.pages_of([file.fingerprint for file in files])
    pages = [file.html for file in files if file.fingerprint not in known]
    if pages:
        render(row, pages, "")


def meeting_of(row, pk):
    """(meeting, access of the person who asked)."""
    meeting = (
        Meeting.objects.select_related(
            "cohort__network", "cohort__region", "cohort__guidebook", "part"
        )
        .filter(pk=pk)
        .first()
    )
    person = Person.objects.filter(pk=row.owner_id).first()
    if meeting is None or person is None:
        raise JobRefusedError("The meeting is no longer there.")
    return meeting, access_of(person, meeting.cohort)


def render(row, pages, title):
    """The RenderedPdf of these documents; the job says how many are laid out."""
    row.report(done=0, total=len(pages))
    try:
        pdf = render_counted(
            pages,
            title=title,
            limits=limits_of(len(pages)),
            on_progress=lambda number: row.report(done=number),
        )
    except PdfError as error:
        raise JobRefusedError(f"{error} {error.command}".strip()) from error
    PageCount.objects.keep(page_hashes(pages), pdf.pages)
    return pdf


def limits_of(number):
    """What so many documents may take when nobody waits for a page."""
    return {
        "seconds": RENDER_SECONDS + SECONDS_A_DOCUMENT * number,
        "megabytes": MEGABYTES + MEGABYTES_A_DOCUMENT * number,
    }


def keep_file(row, document, meeting, fingerprint, pdf):
    """Keep the file in place of the earlier ones about the same."""
    name = f"{meeting.cohort.slug}-meeting-{meeting.position}-{document.slug}"
    JobOutput.objects.update_or_create(
        job=row,
        defaults={
            "fingerprint": fingerprint,
            "filename": f"{meeting.cohort.slug}-workbooks"
            if document.holds_all_languages
            else name,
            "content": pdf.content,
            "pages": sum(pdf.pages),
            "person_ids": document.person_ids(meeting),
            "made_at": timezone.now(),
            "kept_until": keep_until(),
        },
    )
    about_the_same = JobOutput.objects.filter(job__kind=row.kind, job__subject=row.subject)
    about_the_same.exclude(job=row).exclude(fingerprint=fingerprint).delete()
