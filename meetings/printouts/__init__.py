"""Which documents a meeting has, who may print each, and what each is made of."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cohorts.standing import GREETER, IN_THE_ROOM, RUNS_IT, STAFF
from cop_site.lib.pdf import Sheet

from . import agendas, room
from .heads import where as head_where
from .workbook import workbook


@dataclass(frozen=True)
class Document:
    """One thing to print about a meeting. `words`: it shows words of the room, so the director wall stands."""

    slug: str
    name: str
    context_of: callable
    audiences: frozenset
    words: bool = False
    #: A page that everybody in the room gets, in their language; the others are for who runs the day.
    is_for_everybody: bool = False
    is_in_pack: bool = True

    @property
    def template(self):
        return f"meetings/print/{self.slug.replace('-', '_')}.html"

    def exists_for(self, meeting):
        if self.slug == "activity-cards":
            return meeting.segments.exclude(activity=None).exists()
        if self.slug.startswith("evaluation-"):
            return hasattr(meeting, "evaluation")
        return True

    def title(self, meeting, language):
        """Empty: the document's own <title> says it."""
        return ""

    def sheets(self, meeting, language):
        return [sheet(self.template, self.context_of, meeting, language=language)]


@dataclass(frozen=True)
class Pack(Document):
    """What a facilitator prints in the morning, in one file: facilitators' papers, then one original a language."""

    template = ""

    def title(self, meeting, language):
        with translation.override(language):
            return f"{self.name}: {head_where(meeting)}"

    def sheets(self, meeting, language):
        papers = [paper for paper in papers_of(meeting) if paper.is_in_pack]
        once = [paper.sheets(meeting, language) for paper in papers if not paper.is_for_everybody]
        languages = meeting.cohort.network.languages or [language]
        each = [paper.sheets(meeting, code) for paper in papers if paper.is_for_everybody for code in languages]
        return [page for sheets in once + each for page in sheets]


def sheet(template, context_of, *about, language):
    with translation.override(language):
        return Sheet(template, context_of(*about), language)


AT_THE_DOOR = frozenset(RUNS_IT | {GREETER})
PAPERS = [
    Document("run-of-show", _("Run of show"), agendas.run_of_show, frozenset(STAFF), words=True),
    Document("participant-agenda", _("Agenda"), agendas.participant_agenda, frozenset(STAFF | IN_THE_ROOM), is_for_everybody=True),
    Document("sign-in", _("Sign-in sheet"), room.sign_in, AT_THE_DOOR),
    Document("activity-cards", _("Activity cards"), room.activity_cards, frozenset(STAFF)),
    Document("evaluation-card", _("Evaluation card for tables"), room.evaluation_card, AT_THE_DOOR),
    Document("evaluation-form", _("Evaluation on paper"), room.evaluation_form, AT_THE_DOOR, is_for_everybody=True),
    Document("agreements-poster", _("Agreements poster"), room.agreements_poster, frozenset(STAFF | IN_THE_ROOM), words=True, is_in_pack=False),
]
PACK = Pack("pack", _("Pack for the morning"), None, frozenset(RUNS_IT), words=True)
DOCUMENTS = {document.slug: document for document in [*PAPERS, PACK]}


def papers_of(meeting):
    return [paper for paper in PAPERS if paper.exists_for(meeting)]


def documents_for(meeting, standing):
    """What this reader may print of a meeting, the pack first."""
    may = [d for d in [PACK, *papers_of(meeting)] if standing.is_one_of(*d.audiences)]
    return [d for d in may if not (d.words and standing.is_walled)]


def workbook_sheets(cohort, person, language):
    return [sheet("meetings/print/workbook.html", workbook, cohort, person, language=language)]
