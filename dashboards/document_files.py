"""The files of a meeting that one reader may print: each document in each of its languages."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cohorts.access import CURRENT_MEMBERS, RUNS_IT
from community.pages.meeting_topics import topics_for
from lib.pdf.cache import page_hashes
from meetings.documents.header import load_meetings

from .document_links import documents_for
from .documents import workbook_sources


@dataclass(frozen=True)
class DocumentFile:
    """One document in one language. `html` is what it is made from."""

    slug: str
    name: str
    readers: str
    language: str
    address: str
    html: str = field(repr=False)
    holds_all_languages: bool = False
    has_two_sides: bool = False

    @property
    def fingerprint(self):
        return page_hashes([self.html])[0]


def printable_files(meeting, access, person):
    """The DocumentFiles of everything that a request can print at once, by document;
    the pack and the workbooks of all members are made by jobs.
    """
    load_meetings(meeting.cohort)
    topics = topics_for(meeting, access)
    documents = [d for d in documents_for(meeting, access) if not d.is_made_by_job]
    documents.sort(key=lambda d: (not d.is_in_pack, d.is_for_everybody))  # as the pack holds them
    files = [
        document_file(document, meeting, language, topics)
        for document in documents
        for language in reader_first(document.languages(meeting))
    ]
    return files + workbook_files(meeting.cohort, access, person)


def document_file(document, meeting, language, topics):
    place = [meeting.cohort.slug, meeting.position, document.slug]
    (source,) = document.sources(meeting, language, topics)
    return DocumentFile(
        document.slug,
        document.name,
        document.readers,
        language,
        in_language(reverse("dashboards:document-pdf", args=place), language),
        source.html(),
        document.holds_all_languages,
    )


def workbook_files(cohort, access, person):
    """A member's own workbook; for those who run the cohort a blank one."""
    is_member = access.is_one_of(*CURRENT_MEMBERS)
    if access.is_supervisor or not (is_member or access.is_one_of(*RUNS_IT)):
        return []
    address = reverse("dashboards:workbook-pdf", args=[cohort.slug])
    return [
        DocumentFile(
            "workbook",
            _("Your workbook") if is_member else _("Workbook without a name"),
            _("You") if is_member else _("Whoever comes without one"),
            language,
            in_language(address, language),
            workbook_sources(cohort, person if is_member else None, language)[0].html(),
            has_two_sides=True,
        )
        for language in reader_first(cohort.network.languages or ["en"])
    ]


def reader_first(languages):
    """The same languages, that of the page first."""
    return sorted(languages, key=lambda language: language != (get_language() or "")[:2])


def in_language(address, language):
    return f"{address}?language={language}"
