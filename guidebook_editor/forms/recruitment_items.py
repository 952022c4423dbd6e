"""The forms of the items that say who joins, on what terms, and what people are written."""

from django import forms

from guidebooks.letter_placeholders import COMMON, PLACEHOLDERS, REQUIRE_LINK, unknown_placeholders
from guidebooks.models import (
    NEEDS_LENGTH,
    ApplicationQuestion,
    Commitment,
    Criterion,
    LetterTemplate,
    Part,
    PlannedDirectorSession,
    PlannedMeeting,
    ProfileQuestion,
)
from lib.bilingual import text_in_language

from .base import DraftForm
from .translation_fields import ONE_A_LINE

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH_CHOICES = [("", "Any month"), *enumerate(MONTHS, 1)]


class PartForm(DraftForm):
    first_month = forms.TypedChoiceField(
        label="First month of its season",
        choices=MONTH_CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
    )
    last_month = forms.TypedChoiceField(
        label="Last month of its season",
        choices=MONTH_CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
    )

    class Meta(DraftForm.Meta):
        model = Part
        fields = [
            "name",
            "entry",
            "asks_sign_off",
            "capacity",
            "minimum_meetings",
            "first_month",
            "last_month",
            "attendance_rule",
            "graduation_rule",
        ]
        labels = {
            "entry": "Who may join later",
            "capacity": "Seats, if other than the guidebook's",
            "minimum_meetings": "Meetings one must come to",
            "asks_sign_off": "A director signs before somebody gets a seat",
        }
        # The help of asks_sign_off in the model says what its label says.
        help_texts = {"name": "Such as Year 1, or October to April.", "asks_sign_off": ""}

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("first_month")) != bool(cleaned.get("last_month")):
            self.add_error(
                "last_month", "A season has a first and a last month. Choose both, or neither."
            )
        return cleaned


class CommitmentForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = Commitment
        fields = ["audience", "text"]
        labels = {"audience": "Who commits to it", "text": "The sentence"}


class DirectorSessionForm(DraftForm):
    after_meeting = forms.TypedChoiceField(
        label="When", coerce=int, empty_value=None, required=False
    )

    class Meta(DraftForm.Meta):
        model = PlannedDirectorSession
        fields = ["kind", "title", "minutes", "after_meeting"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [
            (meeting.position, f"After meeting {meeting.position}")
            for meeting in PlannedMeeting.objects.in_guidebook(self.draft)
        ]
        self.fields["after_meeting"].choices = [("", "Before the first meeting"), *choices]


class CriterionForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = Criterion
        fields = ["text", "help"]
        labels = {"text": "The condition", "help": "What it means"}


class ApplicationQuestionForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = ApplicationQuestion
        fields = [
            "label",
            "help",
            "step",
            "kind",
            "choices",
            "required",
            "sensitive",
            "needs",
            "max_length",
        ]
        labels = {
            "label": "The question",
            "help": "A word of help",
            "step": "On which page of the application",
            "kind": "How it is answered",
            "choices": "Answers to choose from",
            "required": "It must be answered",
            "max_length": "Longest answer, in characters",
            "sensitive": "Staff read it only once somebody has a seat",
            "needs": "What it says about the room",
        }
        help_texts = {
            "choices": ONE_A_LINE,
            "needs": "From the seat on it is counted for each meeting, for who runs it to see.",
        }

    def clean(self):
        cleaned = super().clean()
        chooses = cleaned.get("kind") in (
            ApplicationQuestion.Kind.CHOICE,
            ApplicationQuestion.Kind.CHOICES,
        )
        if chooses and "choices" not in self.errors and len(cleaned.get("choices") or []) < 2:
            self.add_error("choices", "Write at least two answers, one a line.")
        if cleaned.get("needs"):
            self.check_needs(cleaned)
        return cleaned

    def check_needs(self, cleaned):
        """What is counted for the room is text that stays hidden until somebody has a seat."""
        kinds = ApplicationQuestion.Kind
        if cleaned.get("kind") not in (kinds.TEXT, kinds.LONG_TEXT):
            self.add_error("kind", "What is counted for the room is answered in own words.")
        if not cleaned.get("sensitive"):
            self.add_error("sensitive", "What is counted for the room is read only after the seat.")
        if (cleaned.get("max_length") or 0) > NEEDS_LENGTH:
            message = f"What is counted for the room has at most {NEEDS_LENGTH} characters."
            self.add_error("max_length", message)


class ProfileQuestionForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = ProfileQuestion
        fields = ["text", "help", "heading"]
        labels = {
            "text": "The question",
            "help": "A word of help",
            "heading": "What stands above the answer",
        }
        help_texts = {"heading": "Such as Strengths. Empty: the question itself."}


class LetterForm(DraftForm):
    """The wording of a letter; only placeholders that this letter can fill in are accepted."""

    class Meta(DraftForm.Meta):
        model = LetterTemplate
        fields = ["subject", "body"]
        labels = {"body": "The letter"}

    def clean(self):
        cleaned = super().clean()
        for name in ("subject", "body"):
            if name in cleaned:
                self.check_placeholders(name, cleaned[name])
        if "body" not in self.errors and self.instance.code in REQUIRE_LINK:
            self.check_link(cleaned["body"])
        return cleaned

    def check_link(self, body):
        """Each language that is written needs the link."""
        texts = [text for language in ("en", "es") if (text := text_in_language(body, language))]
        if not all("{link}" in text for text in texts):
            self.add_error(
                "body", "This letter asks for something, so it needs {link} in each language."
            )

    def check_placeholders(self, name, text):
        for language in ("en", "es"):
            if mistake := self.mistake_in(text_in_language(text, language)):
                self.add_error(name, mistake)
                return

    def mistake_in(self, text):
        """What is wrong with the placeholders of a text, in a sentence; "" if nothing is."""
        try:
            unknown = unknown_placeholders(self.instance.code, text)
        except ValueError:
            return (
                "The braces do not match. Write a name in braces, such as {person_name}, "
                "and no other brace."
            )
        if not unknown:
            return ""
        known = ", ".join(self.placeholders)
        return f"This letter cannot fill {{{unknown[0][:40]}}}. It knows: {known}."

    @property
    def placeholders(self):
        """What this letter can fill in, in braces."""
        return [f"{{{name}}}" for name in sorted(PLACEHOLDERS.get(self.instance.code, COMMON))]
