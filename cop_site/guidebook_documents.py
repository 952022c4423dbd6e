"""The papers of a published guidebook: what each is called, whether this guidebook has it, and what it is made of."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lib.pdf.client import document_source
from meetings.documents import blank

from .guidebook_overview import application_sections, meetings_with_durations, parts_context, working_sentences


@dataclass(frozen=True)
class PublicDocument:
    slug: str
    name: str
    #: What is printed, of (guidebook, its planned meetings) or of (a blank meeting, all planned meetings).
    context_of: callable
    exists_for: callable = lambda about: True
    template: str = ""

    def sources(self, about, plans, language):
        package = "evaluations" if self.slug.startswith("evaluation-") else "meetings"
        template = self.template or f"{package}/print/{self.slug.replace('-', '_')}.html"
        return [document_source(template, self.context_of, about, plans, language=language)]


def overview(audience):
    def context_of(guidebook, plans):
        meetings = meetings_with_durations(guidebook)
        about = {"audience": audience, "parts": parts_context(guidebook, meetings), "ways": working_sentences(guidebook), "criteria": guidebook.criteria.all()}
        return blank.head_of(guidebook, plans) | about

    return context_of


def application(guidebook, plans):
    return blank.head_of(guidebook, plans) | {"sections": application_sections(guidebook), "criteria": guidebook.criteria.all()}


def asks_directors(guidebook):
    return guidebook.parts.filter(asks_sign_off=True).exists()


def has_activities(meeting):
    return any(segment.activity_id for segment in meeting.planned.segments.all())


DOCUMENTS = [
    PublicDocument("for-members", _("Overview for members"), overview("members"), template="cop_site/print/guidebook_overview.html"),
    PublicDocument("for-directors", _("Overview for directors"), overview("directors"), asks_directors, "cop_site/print/guidebook_overview.html"),
    PublicDocument("application", _("Application, to read or to fill in by hand"), application, template="cop_site/print/guidebook_application.html"),
    PublicDocument("agreements-poster", _("Agreements poster"), blank.agreements_poster, lambda guidebook: guidebook.proposed_agreements.exists()),
    PublicDocument("workbook", _("Workbook, blank"), blank.workbook),
    PublicDocument("principles", _("Principles of improvement"), blank.principles, lambda guidebook: guidebook.network.principles.exists()),
]
MEETING_DOCUMENTS = [
    PublicDocument("participant-agenda", _("Agenda for everybody"), blank.participant_agenda),
    PublicDocument("run-of-show", _("Run of show for facilitators"), blank.run_of_show),
    PublicDocument("activity-cards", _("Activity cards"), blank.activity_cards, has_activities),
    PublicDocument("evaluation-form", _("Evaluation on paper"), blank.evaluation_form, lambda meeting: hasattr(meeting.planned, "evaluation")),
]


def documents_of(guidebook):
    return [document for document in DOCUMENTS if document.exists_for(guidebook)]


def documents_of_meeting(meeting):
    return [document for document in MEETING_DOCUMENTS if document.exists_for(meeting)]
