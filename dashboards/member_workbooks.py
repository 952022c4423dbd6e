"""The workbooks of all members of a cohort in one file, each with its owner's name and in her
language.
"""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cohorts.access import RUNS_IT
from lib.pdf.cache import content_hash

from .documents import Document, workbook_sources


@dataclass(frozen=True)
class MemberWorkbooks(Document):
    """In the order of the roster, so that they can be laid out as the sign-in sheet lists them."""

    template = ""

    def exists_for(self, meeting):
        return meeting.cohort.memberships.current().exists()

    def title(self, meeting, language):
        with translation.override(language):
            return f"{self.name}: {meeting.cohort}"

    def sources(self, meeting, language, topics=()):
        cohort = meeting.cohort
        return [
            source
            for person in members_in_order(cohort)
            for source in workbook_sources(cohort, person, language_of(person, cohort))
        ]

    def fingerprint(self, meeting, language, topics=()):
        """Workbooks differ by the owner's name and language only, so one blank workbook of each
        language stands for all of them.
        """
        cohort = meeting.cohort
        codes = {language_of(person, cohort) for person in members_in_order(cohort)}
        blank = {code: workbook_sources(cohort, None, code)[0].html() for code in codes}
        return self.fingerprint_from(blank, meeting, language)

    def fingerprint_from(self, blank, meeting, language):
        """blank: {language: HTML of a workbook without a name}."""
        cohort = meeting.cohort
        persons = members_in_order(cohort)
        codes = sorted({language_of(person, cohort) for person in persons})
        owners = [f"{p.pk} {language_of(p, cohort)} {p.name}" for p in persons]
        return content_hash(
            [*(blank[code] for code in codes), *owners], self.title(meeting, language)
        )

    def person_ids(self, meeting):
        return [person.pk for person in members_in_order(meeting.cohort)]


def members_in_order(cohort):
    """The persons who are members now, as the roster lists them."""
    return [
        membership.person
        for membership in cohort.memberships.current().in_name_order().select_related("person")
    ]


def language_of(person, cohort):
    """The person's language if the network has it, else the network's first."""
    languages = cohort.network.languages or ["en"]
    return person.language if person.language in languages else languages[0]


MEMBER_WORKBOOKS = MemberWorkbooks(
    "workbooks",
    _("Workbooks of all members"),
    None,
    frozenset(RUNS_IT),
    closed_to_supervisors=True,
    is_made_by_job=True,
    readers=_("Each member"),
    holds_all_languages=True,
)
