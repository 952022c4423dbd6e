"""Checks of a draft before it is published: problems that prevent it, and warnings that do not."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from django.urls import reverse

from guidebooks.letter_placeholders import PLACEHOLDERS, TITLES
from guidebooks.models import (
    AcceptedText,
    ApplicationQuestion,
    BlockKind,
    Commitment,
    PlannedEvaluation,
    PlannedMeeting,
)
from lib.bilingual import text_in_language

from .draft_texts import draft_texts
from .text_questions import open_questions

CHOICE_KINDS = [ApplicationQuestion.Kind.CHOICE, ApplicationQuestion.Kind.CHOICES]


@dataclass(frozen=True)
class PublishProblem:
    """One thing to mend.

    section: slug of the editor's section; message: a sentence; url: the page that mends it.
    """

    section: str
    message: str
    url: str


class PublishChecks:
    """The checks of one draft. Reads its parts, meetings, blocks and questions once.

    Each check is a generator of (section, message, url).
    """

    def __init__(self, guidebook):
        self.guidebook = guidebook
        self.parts = list(guidebook.parts.order_by("number").prefetch_related("commitments"))
        self.meetings = list(
            PlannedMeeting.objects.in_guidebook(guidebook)
            .select_related("part__guidebook")
            .prefetch_related("segments")
        )
        plans = PlannedEvaluation.objects.filter(
            planned_meeting__in=self.meetings
        ).prefetch_related("form__placements")
        self.question_counts = {
            plan.planned_meeting_id: len(plan.form.placements.all()) for plan in plans
        }

    @cached_property
    def texts(self):
        return draft_texts(self.guidebook)

    def texts_url(self, about):
        return reverse("guidebook_editor:draft-texts", args=[self.guidebook.pk, about])

    def section_url(self, slug):
        return reverse("guidebook_editor:section-list", args=[self.guidebook.pk, slug])

    def item_url(self, slug, item):
        return reverse("guidebook_editor:item-edit", args=[self.guidebook.pk, slug, item.pk])

    def section_in_url(self, slug, parent):
        return reverse(
            "guidebook_editor:section-list-in", args=[self.guidebook.pk, parent.pk, slug]
        )

    def questions_url(self, meeting):
        return reverse("guidebook_editor:question-list", args=[self.guidebook.pk, meeting.pk])

    # --- problems ---------------------------------------------------------------------------------

    def problems(self):
        """[PublishProblem]: a draft with any of these cannot be published."""
        checks = [
            self.check_parts,
            self.check_minimums,
            self.check_any_meeting,
            self.check_meeting_order,
            self.check_minutes,
            self.check_questions,
            self.check_letters,
            self.check_texts,
            self.check_choices,
            self.check_originals,
            self.check_numbers,
        ]
        return [PublishProblem(*found) for check in checks for found in check()]

    def check_parts(self):
        if not self.parts:
            yield (
                "parts",
                "There is no part yet. People apply to a part, such as Year 1.",
                self.section_url("parts"),
            )
        for part in self.parts:
            if not any(meeting.part_id == part.pk for meeting in self.meetings):
                yield (
                    "meetings",
                    f"{part} has no meeting. Give it one, or remove the part.",
                    self.section_url("meetings"),
                )

    def check_minimums(self):
        """Nobody could complete a part that asks for more meetings than count for it."""
        for part in self.parts:
            own = [meeting for meeting in self.meetings if meeting.part_id == part.pk]
            if own and (message := too_few_meetings(part, own)):
                yield "parts", message, self.item_url("parts", part)

    def check_any_meeting(self):
        if not self.meetings:
            yield "meetings", "There is no meeting yet.", self.section_url("meetings")

    def check_meeting_order(self):
        for meeting in self.meetings[:1]:
            if meeting.weeks_after_first:
                message = (
                    f"Meeting 1 is the first, and yet {meeting.weeks_after_first} weeks after "
                    "the first. Write 0."
                )
                yield "meetings", message, self.item_url("meetings", meeting)
        for before, meeting in pairwise(self.meetings):
            for message in out_of_order(before, meeting):
                yield "meetings", message, self.item_url("meetings", meeting)

    def check_minutes(self):
        for meeting in self.meetings:
            minutes = sum(block.minutes for block in meeting.segments.all())
            if minutes != meeting.planned_minutes:
                message = (
                    f"The blocks of meeting {meeting.position} take {minutes} minutes; "
                    f"it is planned for {meeting.planned_minutes}."
                )
                yield "blocks", message, self.section_in_url("blocks", meeting)

    def check_questions(self):
        for meeting in self.meetings:
            if not self.question_counts.get(meeting.pk):
                yield (
                    "questions",
                    f"Meeting {meeting.position} has no evaluation questions.",
                    self.questions_url(meeting),
                )

    def check_letters(self):
        written = {letter.code: letter for letter in self.guidebook.letter_templates.all()}
        for code in PLACEHOLDERS:
            letter = written.get(code)
            if letter is None:
                message = f"The letter “{TITLES[code]}” is missing."
                yield "letters", message, self.section_url("letters")
            elif not all(text_in_language(text, "en") for text in (letter.subject, letter.body)):
                message = f"The letter “{TITLES[code]}” is empty."
                yield "letters", message, self.item_url("letters", letter)

    def check_texts(self):
        if not text_in_language(self.guidebook.name, "en"):
            url = reverse("guidebook_editor:draft-basics", args=[self.guidebook.pk])
            yield "basics", "The guidebook has no name.", url
        commitments = Commitment.objects.filter(part__guidebook=self.guidebook)
        for commitment in commitments.select_related("part"):
            if not text_in_language(commitment.text, "en").strip():
                message = f"A commitment of {commitment.part} is empty."
                yield "commitments", message, self.item_url("commitments", commitment)

    def check_choices(self):
        for question in self.guidebook.application_questions.filter(kind__in=CHOICE_KINDS):
            if len(question.choices) < 2:
                yield (
                    "application",
                    f"“{question.label}” offers fewer than two answers to choose from.",
                    self.item_url("application", question),
                )

    def check_originals(self):
        """Texts of a copy that are nobody's own yet."""
        found = open_questions(self.guidebook, AcceptedText.About.ORIGINAL, self.texts)
        for section, questions in groupby(found, lambda question: question.section):
            number = len(list(questions))
            says = "1 text still says" if number == 1 else f"{number} texts still say"
            url = f"{self.texts_url('original')}?section={section}"
            yield section, f"{says} what {self.guidebook.copied_from.name} says.", url

    def check_numbers(self):
        for question in open_questions(self.guidebook, AcceptedText.About.NUMBER, self.texts):
            yield (
                question.section,
                f"A text says {question.sentence} Change it, or say that it is right.",
                self.texts_url("number"),
            )

    # --- warnings ---------------------------------------------------------------------------------

    def warnings(self):
        """[PublishProblem]: unusual, but no reason not to publish."""
        checks = [
            self.warn_no_evaluation_block,
            self.warn_about_parts,
            self.warn_about_topics,
            self.warn_empty_sections,
        ]
        return [PublishProblem(*found) for check in checks for found in check()]

    def warn_no_evaluation_block(self):
        for meeting in self.meetings:
            if meeting.segments.all() and not any(
                block.kind == BlockKind.EVALUATION for block in meeting.segments.all()
            ):
                yield (
                    "blocks",
                    f"Meeting {meeting.position} leaves no time for its evaluation.",
                    self.section_in_url("blocks", meeting),
                )

    def warn_about_parts(self):
        for part in self.parts:
            if part.asks_sign_off and not any(
                c.audience == "director" for c in part.commitments.all()
            ):
                yield (
                    "commitments",
                    f"Directors sign for {part}, but commit to nothing.",
                    self.section_in_url("commitments", part),
                )

    def warn_about_topics(self):
        """A learning map needs a meeting that it can lead to."""
        if self.guidebook.has_topics and not any(meeting.topic_open for meeting in self.meetings):
            yield (
                "meetings",
                "The group chooses topics, but no meeting is open for one.",
                self.section_url("meetings"),
            )

    def warn_empty_sections(self):
        draft = self.guidebook
        asks_little = "The application asks nothing beyond name, site and director."
        for slug, items, message in [
            ("criteria", draft.criteria, "Nothing is said about who may apply."),
            ("application", draft.application_questions, asks_little),
            ("agreements", draft.proposed_agreements, "No agreements are proposed to the room."),
        ]:
            if not items.exists():
                yield slug, message, self.section_url(slug)


def too_few_meetings(part, meetings):
    """Why nobody could complete a part that has these meetings; "" where somebody could."""
    asked, mandatory = part.minimum_meetings, sum(meeting.mandatory for meeting in meetings)
    if asked > len(meetings):
        return (
            f"{part} asks for {asked} meetings and has {len(meetings)}: nobody could complete it."
        )
    if asked > mandatory:
        return (
            f"{part} asks for {asked} meetings, and {mandatory} of its {len(meetings)} are "
            f"mandatory; only these count. Ask for {mandatory}, or make more of them mandatory."
        )
    return ""


def out_of_order(before, meeting):
    """Sentences on what is wrong with the place of a meeting after the one before."""
    if meeting.weeks_after_first <= before.weeks_after_first:
        yield (
            f"Meeting {meeting.position} is not planned after meeting {before.position}: "
            "both count weeks from the first meeting."
        )
    if meeting.part.number < before.part.number:
        yield (
            f"Meeting {meeting.position} belongs to {meeting.part}, but comes after one "
            f"of {before.part}."
        )
