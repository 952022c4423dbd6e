"""Every text of a guidebook version, row by row, and which of them people would not find in Spanish."""

from dataclasses import dataclass

from django.urls import reverse
from i18nfield.fields import I18nCharField, I18nTextField

from guidebooks.actions.questions import questions_of
from guidebooks.models import (
    ApplicationQuestion,
    Commitment,
    Criterion,
    LetterTemplate,
    Part,
    PlannedDirectorSession,
    PlannedMeeting,
    PlannedSegment,
    ProposedAgreement,
)
from lib.bilingual import text_in_language

#: What only those read who run meetings; they write it in the language they work in (decision 23).
FOR_FACILITATORS = {"facilitator_text", "materials", "room", "logistics", "cqi_link", "output"}

#: Word in addresses, model, and the way from a row to its guidebook: everything an applicant, participant or director reads.
TEXTS = [
    ("parts", Part, "guidebook"),
    ("commitments", Commitment, "part__guidebook"),
    ("criteria", Criterion, "guidebook"),
    ("application", ApplicationQuestion, "guidebook"),
    ("meetings", PlannedMeeting, "part__guidebook"),
    ("blocks", PlannedSegment, "planned_meeting__part__guidebook"),
    ("agreements", ProposedAgreement, "guidebook"),
    ("sessions", PlannedDirectorSession, "part__guidebook"),
    ("letters", LetterTemplate, "guidebook"),
]


@dataclass(frozen=True)
class Gap:
    """One text that stands in English only, and the page where it is written."""

    section: str
    what: str
    words: str
    page: str


def without_spanish(guidebook):
    """Each text of this version that lacks Spanish, in the order of the sections."""
    pk = guidebook.pk
    found = gaps_of("basics", guidebook, reverse("library:draft-basics", args=[pk]), leave={"labels"})
    found += gaps_of("labels", guidebook, reverse("library:draft-labels", args=[pk]), only={"labels"})
    for word, model, up in TEXTS:
        for row in model.objects.filter(**{up: guidebook}).order_by("pk"):
            found += gaps_of(word, row, reverse("library:section-edit", args=[pk, word, row.pk]))
    for question in questions_of(guidebook):
        found += gaps_of("questions", question, reverse("library:question-edit", args=[pk, question.pk]))
    return found


def gaps_of(section, row, page, *, leave=frozenset(), only=None):
    names = [field.name for field in row._meta.concrete_fields if is_text(field) and field.name not in FOR_FACILITATORS | leave]
    return [
        Gap(section, row._meta.get_field(name).verbose_name, english, page)
        for name in names
        if only is None or name in only
        for english in english_only(getattr(row, name))
    ]


def is_text(field):
    return isinstance(field, I18nCharField | I18nTextField) or field.get_internal_type() == "JSONField"


def english_only(value):
    """The English of every text in here that has no Spanish; texts may stand in lists and under names."""
    value = getattr(value, "data", value)
    if isinstance(value, list):
        return [words for part in value for words in english_only(part)]
    if not isinstance(value, dict):
        return [value] if isinstance(value, str) and value.strip() else []
    if "en" in value or "es" in value:
        return [] if text_in_language(value, "es") or not text_in_language(value, "en") else [text_in_language(value, "en")]
    return [words for part in value.values() if not isinstance(part, str) for words in english_only(part)]
