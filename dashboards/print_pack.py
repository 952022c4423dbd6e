"""The pack of a meeting: all its documents in one file."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cohorts.access import RUNS_IT
from meetings.documents.header import document_title, load_meetings

from .documents import Document, available_documents


@dataclass(frozen=True)
class Pack(Document):
    """The documents that facilitators print before a meeting, in one PDF:
    theirs first, then those for everybody.
    """

    template = ""

    def title(self, meeting, language):
        with translation.override(language):
            return f"{self.name}: {document_title(meeting)}"

    def holds(self, meeting, language):
        """[(document, language)] in the order of the pack."""
        languages = meeting.cohort.network.languages or [language]
        documents = [document for document in available_documents(meeting) if document.is_in_pack]
        of_facilitators = [
            (document, document.languages(meeting)[0] if document.holds_all_languages else language)
            for document in documents
            if not document.is_for_everybody
        ]
        of_everybody = [(d, code) for d in documents if d.is_for_everybody for code in languages]
        return of_facilitators + of_everybody

    def sources(self, meeting, language, topics=()):
        load_meetings(meeting.cohort)
        return [
            source
            for document, code in self.holds(meeting, language)
            for source in document.sources(meeting, code, topics)
        ]

    def person_ids(self, meeting):
        """Whom the file names: everybody on the sign-in sheet and in the agenda."""
        staff = meeting.cohort.staff_roles.values_list("person", flat=True)
        return sorted({*meeting.roster().values_list("person", flat=True), *staff})


PACK = Pack(
    "pack",
    _("Pack for the morning"),
    None,
    frozenset(RUNS_IT),
    closed_to_supervisors=True,
    is_made_by_job=True,
    readers=_("You"),
    needs_room=True,
    has_sign_in_numbers=True,
)
