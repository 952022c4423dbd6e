"""Every text of a guidebook version that its makers write, with the page that edits it."""

from dataclasses import dataclass

from django.urls import reverse
from i18nfield.fields import I18nCharField, I18nTextField

from guidebooks.models import (
    ApplicationQuestion,
    Commitment,
    Criterion,
    LetterTemplate,
    Part,
    PlannedBudgetLine,
    PlannedDirectorSession,
    PlannedDuty,
    PlannedMeeting,
    PlannedSegment,
    ProfileQuestion,
    ProposedAgreement,
    Question,
    Track,
)
from lib.bilingual import text_in_language

#: (slug of the section, model, lookup from a row to its guidebook), in the order of the sections.
ROWS = [
    ("parts", Part, "guidebook"),
    ("commitments", Commitment, "part__guidebook"),
    ("criteria", Criterion, "guidebook"),
    ("application", ApplicationQuestion, "guidebook"),
    ("meetings", PlannedMeeting, "part__guidebook"),
    ("blocks", PlannedSegment, "planned_meeting__part__guidebook"),
    ("agreements", ProposedAgreement, "guidebook"),
    ("sessions", PlannedDirectorSession, "part__guidebook"),
    ("profile", ProfileQuestion, "guidebook"),
    ("duties", PlannedDuty, "guidebook"),
    ("budget", PlannedBudgetLine, "guidebook"),
    ("letters", LetterTemplate, "guidebook"),
]
#: Only facilitators read these rows, and these columns: facilitators work in one language.
FACILITATOR_SECTIONS = {"budget"}
FACILITATOR_COLUMNS = {"facilitator_text", "materials", "room", "logistics", "cqi_link", "output"}


@dataclass(frozen=True)
class DraftText:
    """One text. section: slug; column: a model field; texts: {language: text}, without empty ones;
    url: the page that edits it.
    """

    section: str
    column: object
    texts: dict
    url: str

    @property
    def is_for_facilitators(self):
        return self.section in FACILITATOR_SECTIONS or self.column.name in FACILITATOR_COLUMNS

    @property
    def shown(self):
        return self.texts.get("en") or self.texts.get("es", "")


def draft_texts(guidebook):
    """[DraftText] of a version, in the order of the sections; a fixed number of queries."""
    pk = guidebook.pk
    basics = reverse("guidebook_editor:draft-basics", args=[pk])
    labels = reverse("guidebook_editor:draft-labels", args=[pk])
    found = texts_of_row(guidebook, "basics", basics, exclude={"labels"})
    found += texts_of_row(guidebook, "labels", labels, only={"labels"})
    for slug, model, lookup in ROWS:
        for row in model.objects.filter(**{lookup: guidebook}).order_by("pk"):
            url = reverse("guidebook_editor:item-edit", args=[pk, slug, row.pk])
            found += texts_of_row(row, slug, url)
    for question in Question.objects.in_guidebook(guidebook):
        url = reverse("guidebook_editor:question-edit", args=[pk, question.pk])
        found += texts_of_row(question, "questions", url)
    return found


def texts_of_tracks(guidebook):
    """[DraftText] of its tracks, which belong to all versions and are no text of this one: a copy
    has none of the original's, and a number in them is not held against the rows of a version.
    """
    tracks, url = [], reverse("guidebook_editor:track-list", args=[guidebook.slug])
    for track in Track.objects.of_guidebook(guidebook):
        tracks += texts_of_row(track, "tracks", url)
    return tracks


def texts_of_row(row, section, url, *, exclude=frozenset(), only=None):
    """exclude, only: names of columns."""
    return [
        DraftText(section, column, texts, url)
        for column in row._meta.concrete_fields
        if is_text(column) and column.name not in exclude and (only is None or column.name in only)
        for texts in texts_in(getattr(row, column.name))
    ]


def is_text(column):
    bilingual = isinstance(column, I18nCharField | I18nTextField)
    return bilingual or column.get_internal_type() == "JSONField"


def texts_in(value):
    """[{language: text}] in the value of a column, without empty ones.

    value: a LazyI18nString, a plain text, {"en", "es"}, or a list or dict that holds such values. A
    plain text in a dict is no text to read, but a code.
    """
    value = getattr(value, "data", value)
    if isinstance(value, list):
        return [texts for entry in value for texts in texts_in(entry)]
    if not isinstance(value, dict):
        return [{"en": value}] if isinstance(value, str) and value.strip() else []
    if "en" in value or "es" in value:
        return written_texts(value)
    return texts_in([entry for entry in value.values() if not isinstance(entry, str)])


def written_texts(value):
    """[{language: text}] without empty texts, or [] where all are. value: {"en", "es"}."""
    texts = {code: text_in_language(value, code).strip() for code in ("en", "es")}
    written = {code: text for code, text in texts.items() if text}
    return [written] if written else []
