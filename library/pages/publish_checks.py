"""What keeps a draft from being published, and what is only odd about it: sentences, each with the page that mends it."""

from dataclasses import dataclass
from itertools import pairwise

from django.urls import reverse

from guidebooks.actions.planned_meetings import meetings_of
from guidebooks.models import ApplicationQuestion, BlockKind, Commitment, PlannedEvaluation
from guidebooks.placeholders import NAMES, TITLES
from lib.bilingual import text_in_language

ASKS_TO_CHOOSE = [ApplicationQuestion.Kind.CHOICE, ApplicationQuestion.Kind.CHOICES]


@dataclass(frozen=True)
class Finding:
    section: str
    words: str
    page: str


class Draft:
    """One draft with everything that is looked at more than once."""

    def __init__(self, guidebook):
        self.guidebook = guidebook
        self.parts = list(guidebook.parts.order_by("number").prefetch_related("commitments"))
        self.meetings = list(meetings_of(guidebook).select_related("part__guidebook").prefetch_related("segments"))
        plans = PlannedEvaluation.objects.filter(planned_meeting__in=self.meetings).prefetch_related("form__placements")
        self.asked = {plan.planned_meeting_id: len(plan.form.placements.all()) for plan in plans}

    def section(self, word):
        return reverse("library:section-list", args=[self.guidebook.pk, word])

    def row(self, word, row):
        return reverse("library:section-edit", args=[self.guidebook.pk, word, row.pk])

    def within(self, word, row):
        return reverse("library:section-list-in", args=[self.guidebook.pk, row.pk, word])

    def questions(self, meeting):
        return reverse("library:question-list", args=[self.guidebook.pk, meeting.pk])

    # --- what must be mended ------------------------------------------------------------------------

    def must_mend(self):
        checks = [self.parts_missing, self.meetings_missing, self.meetings_disorder, self.minutes_wrong, self.nothing_asked, self.letters_missing, self.texts_empty, self.nothing_to_choose]
        return [Finding(*found) for check in checks for found in check()]

    def parts_missing(self):
        if not self.parts:
            yield "parts", "There is no part yet. People apply to a part, such as Year 1.", self.section("parts")
        for part in self.parts:
            if not any(meeting.part_id == part.pk for meeting in self.meetings):
                yield "meetings", f"{part} has no meeting. Give it one, or remove the part.", self.section("meetings")

    def meetings_missing(self):
        if not self.meetings:
            yield "meetings", "There is no meeting yet.", self.section("meetings")

    def meetings_disorder(self):
        for meeting in self.meetings[:1]:
            if meeting.weeks_after_first:
                words = f"Meeting 1 is the first, and yet {meeting.weeks_after_first} weeks after the first. Write 0."
                yield "meetings", words, self.row("meetings", meeting)
        for before, meeting in pairwise(self.meetings):
            if meeting.weeks_after_first <= before.weeks_after_first:
                words = f"Meeting {meeting.position} is not planned after meeting {before.position}: both count weeks from the first meeting."
                yield "meetings", words, self.row("meetings", meeting)
            if meeting.part.number < before.part.number:
                words = f"Meeting {meeting.position} belongs to {meeting.part}, but comes after one of {before.part}."
                yield "meetings", words, self.row("meetings", meeting)

    def minutes_wrong(self):
        for meeting in self.meetings:
            filled = sum(segment.minutes for segment in meeting.segments.all())
            if filled != meeting.planned_minutes:
                words = f"The blocks of meeting {meeting.position} take {filled} minutes; it is planned for {meeting.planned_minutes}."
                yield "blocks", words, self.within("blocks", meeting)

    def nothing_asked(self):
        for meeting in self.meetings:
            if not self.asked.get(meeting.pk):
                yield "questions", f"Meeting {meeting.position} has no evaluation questions.", self.questions(meeting)

    def letters_missing(self):
        written = {letter.code: letter for letter in self.guidebook.letter_templates.all()}
        for code in NAMES:
            letter = written.get(code)
            if letter is None:
                yield "letters", f"The letter “{TITLES[code]}” is missing.", self.section("letters")
            elif not text_in_language(letter.subject, "en") or not text_in_language(letter.body, "en"):
                yield "letters", f"The letter “{TITLES[code]}” is empty.", self.row("letters", letter)

    def texts_empty(self):
        if not text_in_language(self.guidebook.name, "en"):
            yield "basics", "The guidebook has no name.", reverse("library:draft-basics", args=[self.guidebook.pk])
        for commitment in Commitment.objects.filter(part__guidebook=self.guidebook).select_related("part"):
            if not text_in_language(commitment.text, "en").strip():
                yield "commitments", f"A commitment of {commitment.part} is empty.", self.row("commitments", commitment)

    def nothing_to_choose(self):
        for question in self.guidebook.application_questions.filter(kind__in=ASKS_TO_CHOOSE):
            if len(question.choices) < 2:
                yield "application", f"“{question.label}” offers fewer than two answers to choose from.", self.row("application", question)

    # --- what is odd --------------------------------------------------------------------------------

    def is_odd(self):
        checks = [self.no_evaluation_block, self.parts_odd, self.nothing_said]
        return [Finding(*found) for check in checks for found in check()]

    def no_evaluation_block(self):
        for meeting in self.meetings:
            if meeting.segments.all() and not any(segment.kind == BlockKind.EVALUATION for segment in meeting.segments.all()):
                yield "blocks", f"Meeting {meeting.position} leaves no time for its evaluation.", self.within("blocks", meeting)

    def parts_odd(self):
        for part in self.parts:
            number = sum(meeting.part_id == part.pk for meeting in self.meetings)
            if part.minimum_meetings > number:
                yield "parts", f"{part} asks for {part.minimum_meetings} meetings and has {number}.", self.row("parts", part)
            if part.asks_sign_off and not any(c.audience == "director" for c in part.commitments.all()):
                yield "commitments", f"Directors sign for {part}, but commit to nothing.", self.within("commitments", part)

    def nothing_said(self):
        for word, rows, what in [
            ("criteria", self.guidebook.criteria, "Nothing is said about who may apply."),
            ("application", self.guidebook.application_questions, "The application asks nothing beyond name, site and director."),
            ("agreements", self.guidebook.proposed_agreements, "No agreements are proposed to the room."),
        ]:
            if not rows.exists():
                yield word, what, self.section(word)
