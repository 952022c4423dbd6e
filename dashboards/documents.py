"""The registry of a meeting's documents: which there are, who may print each, and what each is made of."""

from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cohorts.access import GREETER, IN_THE_ROOM, RUNS_IT, STAFF
from evaluations.documents.card_and_form import evaluation_card, evaluation_form
from evaluations.documents.evaluation_qr import evaluation_code
from lib.pdf.client import document_source
from meetings.documents import agendas, handouts
from meetings.documents.header import where as head_where
from meetings.documents.workbook import workbook
from recruitment.models import Application


@dataclass(frozen=True)
class Document:
    """One thing to print about a meeting. `closed_to_supervisors`: not for whoever supervises or signed for a member."""

    slug: str
    name: str
    #: A function of the meeting, and `topics` that the reader may see, to the context of the template.
    context_of: callable
    audiences: frozenset
    closed_to_supervisors: bool = False
    #: A page that everybody in the room gets, in their language; the others are for who runs the day.
    is_for_everybody: bool = False
    is_in_pack: bool = True

    @property
    def template(self):
        package = "evaluations" if self.slug.startswith("evaluation-") else "meetings"
        return f"{package}/print/{self.slug.replace('-', '_')}.html"

    def exists_for(self, meeting):
        if self.slug == "activity-cards":
            return meeting.segments.exclude(activity=None).exists()
        if self.slug.startswith("evaluation-"):
            return hasattr(meeting, "evaluation")
        return True

    def title(self, meeting, language):
        """Empty: the document's own <title> says it."""
        return ""

    def sheets(self, meeting, language, topics=()):
        return [document_source(self.template, partial(self.context_of, topics=topics), meeting, language=language)]


@dataclass(frozen=True)
class Pack(Document):
    """What a facilitator prints in the morning, in one file: facilitators' papers, then one original a language."""

    template = ""

    def title(self, meeting, language):
        with translation.override(language):
            return f"{self.name}: {head_where(meeting)}"

    def sheets(self, meeting, language, topics=()):
        papers = [paper for paper in papers_of(meeting) if paper.is_in_pack]
        once = [paper.sheets(meeting, language, topics) for paper in papers if not paper.is_for_everybody]
        languages = meeting.cohort.network.languages or [language]
        each = [paper.sheets(meeting, code, topics) for paper in papers if paper.is_for_everybody for code in languages]
        return [page for sheets in once + each for page in sheets]


def participant_agenda(meeting, *, topics=()):
    return agendas.participant_agenda(meeting, code=evaluation_code(meeting), topics=topics)


def sign_in(meeting, *, topics=()):
    return handouts.sign_in(meeting, said_when_applying=said_when_applying, topics=topics)


def said_when_applying(meeting):
    """{membership id: (site, agency)} as members wrote them in their applications."""
    applications = Application.objects.filter(membership__cohort=meeting.cohort_id)
    return {pk: (site, agency) for pk, site, agency in applications.values_list("membership", "site_name", "agency_name")}


AT_THE_DOOR = frozenset(RUNS_IT | {GREETER})
PAPERS = [
    Document("run-of-show", _("Run of show"), agendas.run_of_show, frozenset(STAFF), closed_to_supervisors=True),
    Document("participant-agenda", _("Agenda"), participant_agenda, frozenset(STAFF | IN_THE_ROOM), is_for_everybody=True),
    Document("sign-in", _("Sign-in sheet"), sign_in, AT_THE_DOOR),
    Document("activity-cards", _("Activity cards"), handouts.activity_cards, frozenset(STAFF)),
    Document("evaluation-card", _("Evaluation card for tables"), evaluation_card, AT_THE_DOOR),
    Document("evaluation-form", _("Evaluation on paper"), evaluation_form, AT_THE_DOOR, is_for_everybody=True),
    Document("agreements-poster", _("Agreements poster"), handouts.agreements_poster, frozenset(STAFF | IN_THE_ROOM), closed_to_supervisors=True, is_in_pack=False),
]
PACK = Pack("pack", _("Pack for the morning"), None, frozenset(RUNS_IT), closed_to_supervisors=True)
DOCUMENTS = {document.slug: document for document in [*PAPERS, PACK]}


def papers_of(meeting):
    return [paper for paper in PAPERS if paper.exists_for(meeting)]


def documents_for(meeting, access):
    """What this reader may print of a meeting, the pack first."""
    may = [d for d in [PACK, *papers_of(meeting)] if access.is_one_of(*d.audiences)]
    return [d for d in may if not (d.closed_to_supervisors and access.is_supervisor)]


def workbook_sheets(cohort, person, language):
    return [document_source("meetings/print/workbook.html", partial(workbook, code_of=evaluation_code), cohort, person, language=language)]


def document_links(meeting, access):
    """[{"slug", "name", "address"}] of what this reader may print of a meeting, the pack first."""
    place = [meeting.cohort.slug, meeting.position]
    return [
        {"slug": d.slug, "name": d.name, "address": reverse("dashboards:document-pdf", args=[*place, d.slug])}
        for d in documents_for(meeting, access)
    ]
