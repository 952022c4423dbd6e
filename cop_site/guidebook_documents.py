"""The documents of a published guidebook that anybody may print, and those of one
of its meetings.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lib.pdf.client import document_source
from meetings.documents import blank

from .guidebook_overview import (
    application_sections,
    meetings_with_durations,
    parts_context,
    working_sentences,
)


@dataclass(frozen=True)
class PublicDocument:
    """One document. Its subject is a guidebook, or a SampleMeeting for a document of one meeting.

    slug: its path component. context_of: (subject, planned meetings of the guidebook) -> context of
    the template. exists_for: whether this subject has the document. template: "" for the one named
    after the slug in the package that prints the same document for a real meeting.
    """

    slug: str
    name: str
    context_of: Callable
    exists_for: Callable = lambda subject: True
    template: str = ""

    def sources(self, subject, plans, language):
        """What `lib.pdf` renders, in this language."""
        package = "evaluations" if self.slug.startswith("evaluation-") else "meetings"
        template = self.template or f"{package}/print/{self.slug.replace('-', '_')}.html"
        return [document_source(template, self.context_of, subject, plans, language=language)]


def overview(audience):
    """The context function of the overview for "members" or "directors"."""

    def context_of(guidebook, plans):
        context = {
            "audience": audience,
            "parts": parts_context(guidebook, meetings_with_durations(guidebook)),
            "ways": working_sentences(guidebook),
            "criteria": guidebook.criteria.all(),
        }
        return blank.header_context(guidebook, plans) | context

    return context_of


def application(guidebook, plans):
    context = {"sections": application_sections(guidebook), "criteria": guidebook.criteria.all()}
    return blank.header_context(guidebook, plans) | context


def asks_directors(guidebook):
    return guidebook.parts.filter(asks_sign_off=True).exists()


def has_activities(meeting):
    return any(block.activity_id for block in meeting.planned.segments.all())


DOCUMENTS = [
    PublicDocument(
        "for-members",
        _("Overview for members"),
        overview("members"),
        template="cop_site/print/guidebook_overview.html",
    ),
    PublicDocument(
        "for-directors",
        _("Overview for directors"),
        overview("directors"),
        exists_for=asks_directors,
        template="cop_site/print/guidebook_overview.html",
    ),
    PublicDocument(
        "application",
        _("Application, to read or to fill in by hand"),
        application,
        template="cop_site/print/guidebook_application.html",
    ),
    PublicDocument(
        "agreements-poster",
        _("Agreements poster"),
        blank.agreements_poster,
        exists_for=lambda guidebook: guidebook.proposed_agreements.exists(),
    ),
    PublicDocument("workbook", _("Workbook, blank"), blank.workbook),
    PublicDocument(
        "principles",
        _("Principles of improvement"),
        blank.principles,
        exists_for=lambda guidebook: guidebook.network.principles.exists(),
    ),
]
MEETING_DOCUMENTS = [
    PublicDocument("participant-agenda", _("Agenda for everybody"), blank.participant_agenda),
    PublicDocument("run-of-show", _("Run of show for facilitators"), blank.run_of_show),
    PublicDocument(
        "activity-cards", _("Activity cards"), blank.activity_cards, exists_for=has_activities
    ),
    PublicDocument(
        "evaluation-form",
        _("Evaluation on paper"),
        blank.evaluation_form,
        exists_for=lambda meeting: hasattr(meeting.planned, "evaluation"),
    ),
]


def documents_of(guidebook):
    return [document for document in DOCUMENTS if document.exists_for(guidebook)]


def documents_of_meeting(meeting):
    """meeting: a SampleMeeting."""
    return [document for document in MEETING_DOCUMENTS if document.exists_for(meeting)]
