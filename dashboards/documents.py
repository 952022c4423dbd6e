"""The registry of the documents of a meeting: which there are, who may print each,
and what each is made of.

All of them in one file: print_pack.py; the workbooks of all members: member_workbooks.py. Which of
them one reader may print: document_links.py.
"""

from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_lazy as _

from cohorts.access import CURRENT_MEMBERS, GREETER, RUNS_IT, STAFF
from evaluations.documents.card_and_form import evaluation_card, evaluation_form
from evaluations.documents.evaluation_qr import evaluation_code
from lib.pdf.cache import content_hash
from lib.pdf.client import document_source
from meetings.actions.sign_in_numbers import fix_numbers
from meetings.documents import agendas, handouts, sign_in_sheet
from meetings.documents.workbook import workbook
from recruitment.models import Application


@dataclass(frozen=True)
class Document:
    """One document of a meeting."""

    slug: str
    name: str
    #: A function of the meeting and `topics` (those that the reader may see) that returns
    #: the template context.
    context_of: callable
    audiences: frozenset
    #: Not for anybody who supervises a member of the cohort or signed for one.
    closed_to_supervisors: bool = False
    #: Handed out to everybody, so the pack has it in each language of the network.
    is_for_everybody: bool = False
    is_in_pack: bool = True
    #: Who uses it, in words.
    readers: str = ""
    #: One file holds all languages of the network side by side.
    holds_all_languages: bool = False
    #: On paper in a room: an online meeting has none of it.
    needs_room: bool = False
    #: It has the numbers of the sign-in sheet, which are fixed when it is printed.
    has_sign_in_numbers: bool = False
    #: It takes long, so a job makes it and the file is kept.
    is_made_by_job: bool = False

    @property
    def template(self):
        package = "evaluations" if self.slug.startswith("evaluation-") else "meetings"
        return f"{package}/print/{self.slug.replace('-', '_')}.html"

    def exists_for(self, meeting):
        if self.needs_room and not meeting.has_room:
            return False
        if self.slug == "activity-cards":
            return meeting.segments.exclude(activity=None).exists()
        if self.slug.startswith("evaluation-"):
            return hasattr(meeting, "evaluation")
        return True

    def languages(self, meeting):
        """The codes of the languages of which each has a file of its own."""
        languages = meeting.cohort.network.languages or ["en"]
        return languages[:1] if self.holds_all_languages else languages

    def title(self, meeting, language):
        """The title of the PDF; empty if it is the <title> of its only source."""
        return ""

    def fingerprint(self, meeting, language, topics=()):
        """A hash of everything that decides what the file looks like."""
        pages = [source.html() for source in self.sources(meeting, language, topics)]
        return content_hash(pages, self.title(meeting, language))

    def prepare(self, meeting):
        """Called before it is printed, and not where it is only looked at."""
        if self.has_sign_in_numbers:
            fix_numbers(meeting)

    def sources(self, meeting, language, topics=()):
        """DocumentSources to render one after the other into one PDF."""
        return [
            document_source(
                self.template, partial(self.context_of, topics=topics), meeting, language=language
            )
        ]


def participant_agenda(meeting, *, topics=()):
    return agendas.participant_agenda(meeting, code=evaluation_code(meeting), topics=topics)


def sign_in_sheet_with_sites(meeting, *, topics=()):
    return sign_in_sheet.sign_in_sheet(
        meeting, sites_in_applications=sites_in_applications, topics=topics
    )


def sites_in_applications(meeting):
    """{membership id: (site, agency)} as members wrote them in their applications."""
    applications = Application.objects.filter(membership__cohort=meeting.cohort_id)
    rows = applications.values_list("membership", "site_name", "agency_name")
    return {pk: (site, agency) for pk, site, agency in rows}


STAFF_OF_COHORT, STAFF_AND_MEMBERS = frozenset(STAFF), frozenset(STAFF | CURRENT_MEMBERS)
CHECKS_IN = frozenset(RUNS_IT | {GREETER})
MEETING_DOCUMENTS = [
    Document(
        "run-of-show",
        _("Run of show"),
        agendas.run_of_show,
        frozenset(RUNS_IT),
        closed_to_supervisors=True,
        readers=_("Facilitators only"),
    ),
    Document(
        "participant-agenda",
        _("Agenda"),
        participant_agenda,
        STAFF_AND_MEMBERS,
        is_for_everybody=True,
        readers=_("Everyone"),
    ),
    Document(
        "sign-in",
        _("Sign-in sheet"),
        sign_in_sheet_with_sites,
        CHECKS_IN,
        readers=_("The door"),
        needs_room=True,
        has_sign_in_numbers=True,
    ),
    Document(
        "activity-cards",
        _("Activity cards"),
        handouts.activity_cards,
        STAFF_OF_COHORT,
        readers=_("Whoever leads the activity"),
        needs_room=True,
    ),
    Document(
        "evaluation-card",
        _("Evaluation card for tables"),
        evaluation_card,
        CHECKS_IN,
        readers=_("The tables"),
        needs_room=True,
        holds_all_languages=True,
    ),
    Document(
        "evaluation-form",
        _("Evaluation on paper"),
        evaluation_form,
        CHECKS_IN,
        is_for_everybody=True,
        readers=_("Whoever wants paper"),
        needs_room=True,
    ),
    Document(
        "agreements-poster",
        _("Agreements poster"),
        handouts.agreements_poster,
        STAFF_AND_MEMBERS,
        closed_to_supervisors=True,
        is_in_pack=False,
        readers=_("The wall"),
    ),
]


def available_documents(meeting):
    """The documents that exist for this meeting, without the pack."""
    return [document for document in MEETING_DOCUMENTS if document.exists_for(meeting)]


def workbook_sources(cohort, person, language):
    """The DocumentSource of a workbook, as a list. person: its owner, None for a blank one."""
    context_of = partial(workbook, code_of=evaluation_code)
    return [
        document_source(
            "meetings/print/workbook.html", context_of, cohort, person, language=language
        )
    ]
