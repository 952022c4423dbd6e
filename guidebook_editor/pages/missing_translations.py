"""The texts of a guidebook version that people would read in English because they
have no Spanish.
"""

from dataclasses import dataclass

from django.urls import reverse
from i18nfield.fields import I18nCharField, I18nTextField

from guidebooks.models import (
    ApplicationQuestion,
    Commitment,
    Criterion,
    LetterTemplate,
    Part,
    PlannedDirectorSession,
    PlannedMeeting,
    PlannedSegment,
    ProfileQuestion,
    ProposedAgreement,
    Question,
)
from lib.bilingual import text_in_language

#: Columns that only facilitators read: they need no translation, facilitators work in one language.
FACILITATOR_COLUMNS = {"facilitator_text", "materials", "room", "logistics", "cqi_link", "output"}

#: What applicants, members or directors read:
#: (slug of the section, model, lookup from a row to its guidebook).
TRANSLATED = [
    ("parts", Part, "guidebook"),
    ("commitments", Commitment, "part__guidebook"),
    ("criteria", Criterion, "guidebook"),
    ("application", ApplicationQuestion, "guidebook"),
    ("meetings", PlannedMeeting, "part__guidebook"),
    ("blocks", PlannedSegment, "planned_meeting__part__guidebook"),
    ("agreements", ProposedAgreement, "guidebook"),
    ("sessions", PlannedDirectorSession, "part__guidebook"),
    ("profile", ProfileQuestion, "guidebook"),
    ("letters", LetterTemplate, "guidebook"),
]


@dataclass(frozen=True)
class MissingTranslation:
    """One English text without Spanish.

    section: slug; column: its name to read; url: the page that edits it.
    """

    section: str
    column: str
    text: str
    url: str


def missing_translations(guidebook):
    """[MissingTranslation] of a version, in the order of the sections."""
    pk = guidebook.pk
    found = missing_in(
        guidebook, "basics", reverse("guidebook_editor:draft-basics", args=[pk]), exclude={"labels"}
    )
    found += missing_in(
        guidebook, "labels", reverse("guidebook_editor:draft-labels", args=[pk]), only={"labels"}
    )
    for slug, model, lookup in TRANSLATED:
        for row in model.objects.filter(**{lookup: guidebook}).order_by("pk"):
            found += missing_in(
                row, slug, reverse("guidebook_editor:item-edit", args=[pk, slug, row.pk])
            )
    for question in Question.objects.in_guidebook(guidebook):
        found += missing_in(
            question, "questions", reverse("guidebook_editor:question-edit", args=[pk, question.pk])
        )
    return found


def missing_in(row, section, url, *, exclude=frozenset(), only=None):
    """The missing translations of one row. exclude, only: names of columns."""
    return [
        MissingTranslation(section, field.verbose_name, text, url)
        for field in row._meta.concrete_fields
        if is_text(field)
        and field.name not in FACILITATOR_COLUMNS | exclude
        and (only is None or field.name in only)
        for text in english_only(getattr(row, field.name))
    ]


def is_text(field):
    return (
        isinstance(field, I18nCharField | I18nTextField) or field.get_internal_type() == "JSONField"
    )


def english_only(value):
    """The English texts without Spanish in the value of a column.

    value: a LazyI18nString, a plain text, {"en", "es"}, or a list or dict that holds such values. A
    plain text in a dict is no text to read, but a code.
    """
    value = getattr(value, "data", value)
    if isinstance(value, list):
        return [text for entry in value for text in english_only(entry)]
    if not isinstance(value, dict):
        return [value] if isinstance(value, str) and value.strip() else []
    if "en" in value or "es" in value:
        english = text_in_language(value, "en")
        return [english] if english and not text_in_language(value, "es") else []
    return [
        text
        for entry in value.values()
        if not isinstance(entry, str)
        for text in english_only(entry)
    ]
