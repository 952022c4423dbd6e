"""Which documents a meeting has, who may print each, and what each is made of."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cohorts.standing import GREETER, IN_THE_ROOM, RUNS_IT, STAFF
from cop_site.lib.pdf import Sheet

from . import agendas, room
from .workbook import workbook


@dataclass(frozen=True)
class Document:
    """One thing to print about a meeting. `words`: it shows words of the room, so the director wall stands."""

    slug: str
    name: str
    context_of: callable
    audiences: frozenset
    words: bool = False

    @property
    def template(self):
        return f"meetings/print/{self.slug.replace('-', '_')}.html"

    def exists_for(self, meeting):
        if self.slug == "activity-cards":
            return meeting.segments.exclude(activity=None).exists()
        if self.slug.startswith("evaluation-"):
            return hasattr(meeting, "evaluation")
        return True

    def sheets(self, meeting, language):
        return [sheet(self.template, self.context_of, meeting, language=language)]


@dataclass(frozen=True)
class Pack(Document):
    """What a facilitator prints in the morning, in one file: facilitators' papers, then one original a language."""

    template = ""

    def sheets(self, meeting, language):
        once = [document.sheets(meeting, language) for document in papers_of(meeting) if document.slug in FOR_FACILITATORS]
        each = [d.sheets(meeting, code) for d in papers_of(meeting) if d.slug in FOR_EVERYBODY for code in meeting.cohort.network.languages]
        return [page for sheets in once + each for page in sheets]


def sheet(template, context_of, *about, language):
    with translation.override(language):
        return Sheet(template, context_of(*about), language)


AT_THE_DOOR = frozenset(RUNS_IT | {GREETER})
PAPERS = [
    Document("run-of-show", _("Run of show"), agendas.run_of_show, frozenset(STAFF), words=True),
    Document("participant-agenda", _("Agenda"), agendas.participant_agenda, frozenset(STAFF | IN_THE_ROOM)),
    Document("sign-in", _("Sign-in sheet"), room.sign_in, AT_THE_DOOR),
    Document("activity-cards", _("Activity cards"), room.activity_cards, frozenset(STAFF)),
    Document("evaluation-card", _("Evaluation card for tables"), room.evaluation_card, AT_THE_DOOR),
    Document("evaluation-form", _("Evaluation on paper"), room.evaluation_form, AT_THE_DOOR),
    Document("agreements-poster", _("Agreements poster"), room.agreements_poster, frozenset(STAFF | IN_THE_ROOM), words=True),
]
PACK = Pack("pack", _("Pack for the morning"), None, frozenset(RUNS_IT), words=True)
FOR_FACILITATORS = {"run-of-show", "sign-in", "activity-cards", "evaluation-card"}
FOR_EVERYBODY = {"participant-agenda", "evaluation-form"}
DOCUMENTS = {document.slug: document for document in [*PAPERS, PACK]}


def papers_of(meeting):
    return [paper for paper in PAPERS if paper.exists_for(meeting)]


def documents_for(meeting, standing):
    """What this reader may print of a meeting, the pack first."""
    may = [d for d in [PACK, *papers_of(meeting)] if standing.is_one_of(*d.audiences)]
    return [d for d in may if not (d.words and standing.is_walled)]


def workbook_sheets(cohort, person, language):
    return [sheet("meetings/print/workbook.html", workbook, cohort, person, language=language)]
