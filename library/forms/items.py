"""The form of each kind of item in a draft: its columns and their labels."""

from django import forms

from guidebooks.models import (
    Activity,
    ApplicationQuestion,
    Commitment,
    Criterion,
    Guidebook,
    LetterTemplate,
    Part,
    PlannedBudgetLine,
    PlannedDirectorSession,
    PlannedDuty,
    PlannedMeeting,
    PlannedSegment,
    ProposedAgreement,
    Question,
)
from guidebooks.placeholders import COMMON, PLACEHOLDERS, REQUIRE_LINK, unknown_placeholders
from lib.amounts import AmountField
from lib.bilingual import text_in_language
from meetings.forms.agenda import MINUTES, minutes_field

from .base import DraftForm

MONTHS = [(n, name) for n, name in enumerate("January February March April May June July August September October November December".split(), 1)]
ONE_A_LINE = "One a line. A line of the Spanish says the same line of the English."


class BasicsForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = Guidebook
        fields = [
            "name", "summary", "domain", "community", "practice", "members_word", "minutes_per_meeting", "hours_between_meetings",
            "capacity", "notice_days_minimum", "topics", "community_presenters_first", "learning_map", "member_profile",
            "co_facilitators_minimum",
        ]  # fmt: skip
        labels = {
            "members_word": "Whom it is for, in the plural", "minutes_per_meeting": "Minutes of a meeting", "capacity": "Seats",
            "hours_between_meetings": "Hours of work between meetings, at most", "notice_days_minimum": "Days of notice before the first meeting",
            "topics": "Who chooses the topics", "community_presenters_first": "Members present before guests are invited",
            "learning_map": "Members keep a learning map", "member_profile": "Members tell each other about themselves",
            "co_facilitators_minimum": "Co-facilitators, at least",
        }  # fmt: skip


class PartForm(DraftForm):
    first_month = forms.TypedChoiceField(label="First month of its season", choices=[("", "Any month"), *MONTHS], coerce=int, empty_value=None, required=False)
    last_month = forms.TypedChoiceField(label="Last month of its season", choices=[("", "Any month"), *MONTHS], coerce=int, empty_value=None, required=False)

    class Meta(DraftForm.Meta):
        model = Part
        fields = ["name", "entry", "asks_sign_off", "capacity", "minimum_meetings", "first_month", "last_month", "attendance_rule", "graduation_rule"]
        labels = {
            "entry": "Who may join later", "capacity": "Seats, if other than the guidebook's", "minimum_meetings": "Meetings one must come to",
            "asks_sign_off": "A director signs before somebody gets a seat",
        }  # fmt: skip
        help_texts = {"name": "Such as Year 1, or October to April."}

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("first_month")) != bool(cleaned.get("last_month")):
            self.add_error("last_month", "A season has a first and a last month. Choose both, or neither.")
        return cleaned


class CommitmentForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = Commitment
        fields = ["audience", "text"]
        labels = {"audience": "Who commits to it", "text": "The sentence"}


class DirectorSessionForm(DraftForm):
    after_meeting = forms.TypedChoiceField(label="When", coerce=int, empty_value=None, required=False)

    class Meta(DraftForm.Meta):
        model = PlannedDirectorSession
        fields = ["kind", "title", "minutes", "after_meeting"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(meeting.position, f"After meeting {meeting.position}") for meeting in PlannedMeeting.objects.in_guidebook(self.draft)]
        self.fields["after_meeting"].choices = [("", "Before the first meeting"), *choices]


class CriterionForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = Criterion
        fields = ["text", "help"]
        labels = {"text": "The condition", "help": "What it means"}


class ApplicationQuestionForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = ApplicationQuestion
        fields = ["label", "help", "step", "kind", "choices", "required", "sensitive", "max_length"]
        labels = {
            "label": "The question", "help": "A word of help", "step": "On which page of the application", "kind": "How it is answered",
            "choices": "Answers to choose from", "required": "It must be answered", "max_length": "Longest answer, in characters",
            "sensitive": "Staff read it only once somebody has a seat",
        }  # fmt: skip
        help_texts = {"choices": ONE_A_LINE}

    def clean(self):
        cleaned = super().clean()
        chooses = cleaned.get("kind") in (ApplicationQuestion.Kind.CHOICE, ApplicationQuestion.Kind.CHOICES)
        if chooses and "choices" not in self.errors and len(cleaned.get("choices") or []) < 2:
            self.add_error("choices", "Write at least two answers, one a line.")
        return cleaned


class MeetingForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = PlannedMeeting
        fields = [
            "title", "part", "weeks_after_first", "mandatory", "minutes", "setting", "topic_open", "purpose", "outcomes", "before_work",
            "between_task", "handouts", "room", "logistics", "setup_minutes", "packdown_minutes",
        ]  # fmt: skip
        labels = {
            "weeks_after_first": "Weeks after the first meeting", "mandatory": "Everybody is expected", "minutes": "Minutes, if other than the guidebook's",
            "setting": "Where it takes place", "topic_open": "The group chooses what it is about", "outcomes": "What people leave with",
            "before_work": "To do before", "between_task": "To try afterwards", "room": "What the room needs",
            "logistics": "What is to be arranged", "setup_minutes": "Minutes to set up", "packdown_minutes": "Minutes to pack up",
        }  # fmt: skip
        help_texts = {
            "outcomes": ONE_A_LINE, "handouts": ONE_A_LINE, "room": ONE_A_LINE,
            "logistics": "One a line, beginning with the days before the meeting: “14: Describe parking.”",
        }  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].queryset = self.draft.parts.order_by("number")
        self.fields["part"].empty_label = None


class BlockForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = PlannedSegment
        fields = ["title", "minutes", "kind", "lead", "activity", "participant_text", "opt_out", "output", "facilitator_text", "materials", "cqi_link"]
        labels = {
            "activity": "Activity from the library", "opt_out": "Another way to take part", "output": "Comes out", "materials": "Bring",
            "cqi_link": "How it serves improvement",
        }  # fmt: skip
        help_texts = {"materials": "One thing a line, such as “marker: 2 per team”. Per person, team or room.",
                      "facilitator_text": "Only facilitators read this."}  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        of_network = Activity.objects.filter(network=self.draft.network_id)
        chosen_before = Activity.objects.filter(pk=self.instance.activity_id)
        self.fields["activity"].queryset = of_network | chosen_before
        self.fields["activity"].empty_label = "None"


class AgreementForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = ProposedAgreement
        fields = ["title", "text"]
        labels = {"text": "What we agree on"}


class DutyForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = PlannedDuty
        fields = ["text"]
        labels = {"text": "What somebody takes on"}


class BudgetLineForm(DraftForm):
    amount = AmountField(
        label="Dollars",
        widget=forms.TextInput(attrs={"size": 8}),
        error_messages=dict.fromkeys(["max_length", "invalid", "negative", "too_large"], "Write an amount such as 120 or 49.50."),
    )
    meeting_position = forms.TypedChoiceField(label="For which meeting", coerce=int, empty_value=None, required=False)

    class Meta(DraftForm.Meta):
        model = PlannedBudgetLine
        fields = ["what", "purpose", "source", "fund", "amount", "meeting_position"]
        labels = {"fund": "Which fund pays, or who may give"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        meetings = [(meeting.position, f"Meeting {meeting.position}") for meeting in PlannedMeeting.objects.in_guidebook(self.draft)]
        self.fields["meeting_position"].choices = [("", "The whole cycle"), *meetings]


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
            self.add_error("body", "This letter asks for something, so it needs {link} in each language.")

    def check_placeholders(self, name, text):
        for language in ("en", "es"):
            try:
                unknown = unknown_placeholders(self.instance.code, text_in_language(text, language))
            except ValueError:
                message = "The braces do not match. Write a name in braces, such as {person_name}, and no other brace."
                self.add_error(name, message)
                return
            if unknown:
                known = ", ".join(self.placeholders)
                self.add_error(name, f"This letter cannot fill {{{unknown[0][:40]}}}. It knows: {known}.")
                return

    @property
    def placeholders(self):
        """What this letter can fill in, in braces."""
        return [f"{{{name}}}" for name in sorted(PLACEHOLDERS.get(self.instance.code, COMMON))]


class QuestionTextForm(DraftForm):
    """Another wording of an evaluation question that a draft asks already."""

    class Meta(DraftForm.Meta):
        model = Question
        fields = ["text", "help"]
        labels = {"text": "The question", "help": "A word of help"}


class NewQuestionForm(DraftForm):
    construct = forms.SlugField(
        label="What it measures, in a word", max_length=50, error_messages=dict.fromkeys(["required", "invalid"], "Write a word such as belonging, in letters, digits and hyphens."),
        help_text="Such as belonging. Questions that measure the same share the word.",
    )  # fmt: skip

    class Meta(DraftForm.Meta):
        model = Question
        fields = ["kind", "text", "help", "construct"]
        labels = {"text": "The question", "help": "A word of help", "kind": "How it is answered"}


class BlockMinutesForm(forms.Form):
    """The minutes of all blocks of one planned meeting, sent together with their order. blocks: in order."""

    def __init__(self, *args, blocks, **kwargs):
        super().__init__(*args, initial={MINUTES.format(block.pk): block.minutes for block in blocks}, **kwargs)
        self.blocks = blocks
        for block in blocks:
            self.fields[MINUTES.format(block.pk)] = minutes_field(block)

    def minutes_of(self, block):
        """The bound field of this block."""
        return self[MINUTES.format(block.pk)]

    def minutes(self):
        """{primary key: minutes} of the blocks whose field is filled in."""
        sent = {block.pk: self.cleaned_data.get(MINUTES.format(block.pk)) for block in self.blocks}
        return {pk: minutes for pk, minutes in sent.items() if minutes}
