"""The papers of a published guidebook: what each is called, whether this guidebook has it, and what it is made of."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lib.pdf.client import document_source
from meetings.documents import blank

from .guidebook_overview import asked_when_applying, meetings_of, parts_of, ways_of


@dataclass(frozen=True)
class Paper:
    slug: str
    name: str
    #: What is printed, of (guidebook, its planned meetings) or of (a blank meeting, all planned meetings).
    context_of: callable
    exists_for: callable = lambda about: True
    template: str = ""

    def sheets(self, about, plans, language):
        package = "evaluations" if self.slug.startswith("evaluation-") else "meetings"
        template = self.template or f"{package}/print/{self.slug.replace('-', '_')}.html"
        return [document_source(template, self.context_of, about, plans, language=language)]


def overview(audience):
    def context_of(guidebook, plans):
        meetings = meetings_of(guidebook)
        about = {"audience": audience, "parts": parts_of(guidebook, meetings), "ways": ways_of(guidebook), "criteria": guidebook.criteria.all()}
        return blank.head_of(guidebook, plans) | about

    return context_of


def application(guidebook, plans):
    return blank.head_of(guidebook, plans) | {"sections": asked_when_applying(guidebook), "criteria": guidebook.criteria.all()}


def asks_directors(guidebook):
    return guidebook.parts.filter(asks_sign_off=True).exists()


def has_activities(meeting):
    return any(segment.activity_id for segment in meeting.planned.segments.all())


PAPERS = [
    Paper("for-members", _("Overview for members"), overview("members"), template="cop_site/print/guidebook_overview.html"),
    Paper("for-directors", _("Overview for directors"), overview("directors"), asks_directors, "cop_site/print/guidebook_overview.html"),
    Paper("application", _("Application, to read or to fill in by hand"), application, template="cop_site/print/guidebook_application.html"),
    Paper("agreements-poster", _("Agreements poster"), blank.agreements_poster, lambda guidebook: guidebook.proposed_agreements.exists()),
    Paper("workbook", _("Workbook, blank"), blank.workbook),
    Paper("principles", _("Principles of improvement"), blank.principles, lambda guidebook: guidebook.network.principles.exists()),
]
PAPERS_OF_MEETING = [
    Paper("participant-agenda", _("Agenda for everybody"), blank.participant_agenda),
    Paper("run-of-show", _("Run of show for facilitators"), blank.run_of_show),
    Paper("activity-cards", _("Activity cards"), blank.activity_cards, has_activities),
    Paper("evaluation-form", _("Evaluation on paper"), blank.evaluation_form, lambda meeting: hasattr(meeting.planned, "evaluation")),
]


def papers_of(guidebook):
    return [paper for paper in PAPERS if paper.exists_for(guidebook)]


def papers_of_meeting(meeting):
    return [paper for paper in PAPERS_OF_MEETING if paper.exists_for(meeting)]
