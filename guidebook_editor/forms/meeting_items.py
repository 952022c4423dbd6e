"""The forms of the items that say what happens in the meetings."""

from django import forms

from cohorts.models import lead_title_in
from guidebooks.models import (
    Activity,
    BlockLead,
    PlannedBudgetLine,
    PlannedDuty,
    PlannedMeeting,
    PlannedSegment,
    ProposedAgreement,
    TaskEvent,
)
from lib.amounts import AmountField
from lib.form_layout import FieldInRow, FormInPage
from meetings.forms.agenda import MINUTES, minutes_field

from .base import DraftForm
from .translation_fields import ONE_A_LINE


class MeetingForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = PlannedMeeting
        fields = [
            "title",
            "part",
            "weeks_after_first",
            "mandatory",
            "minutes",
            "setting",
            "topic_open",
            "purpose",
            "outcomes",
            "before_work",
            "between_task",
            "handouts",
            "room",
            "logistics",
            "setup_minutes",
            "packdown_minutes",
        ]
        labels = {
            "weeks_after_first": "Weeks after the first meeting",
            "mandatory": "Everybody is expected",
            "minutes": "Minutes, if other than the guidebook's",
            "setting": "Where it takes place",
            "topic_open": "The group chooses what it is about",
            "outcomes": "What people leave with",
            "before_work": "To do before",
            "between_task": "To try afterwards",
            "room": "What the room needs",
            "logistics": "What is to be arranged",
            "setup_minutes": "Minutes to set up",
            "packdown_minutes": "Minutes to pack up",
        }
        help_texts = {
            "outcomes": ONE_A_LINE,
            "handouts": ONE_A_LINE,
            "room": ONE_A_LINE,
            "logistics": (
                "One a line, beginning with the days before the meeting: “14: Describe parking. "
                "[room]”. In brackets: room, for a task that an online meeting does not have, and "
                f"what ticks it by itself: {', '.join(TaskEvent.values)}."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].queryset = self.draft.parts.order_by("number")
        self.fields["part"].empty_label = None


class BlockForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = PlannedSegment
        fields = [
            "title",
            "minutes",
            "kind",
            "lead",
            "activity",
            "participant_text",
            "opt_out",
            "output",
            "facilitator_text",
            "materials",
            "cqi_link",
        ]
        labels = {
            "activity": "Activity from the library",
            "opt_out": "Another way to take part",
            "output": "Comes out",
            "materials": "Bring",
            "cqi_link": "How it serves improvement",
        }
        help_texts = {
            "materials": (
                "One thing a line, such as “marker: 2 per team”. Per person, team or room."
            ),
            "facilitator_text": "Only facilitators read this.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        of_network = Activity.objects.filter(network=self.draft.network_id)
        chosen_before = Activity.objects.filter(pk=self.instance.activity_id)
        self.fields["activity"].queryset = of_network | chosen_before
        self.fields["activity"].empty_label = "None"
        leads = BlockLead.choices_with(lead_title_in(self.draft.network))
        self.fields["lead"].choices = [("", "---------"), *leads]


class BlockCopyForm(forms.Form):
    """Which meeting of a draft gets a copy of a block."""

    helper = FormInPage()

    meeting = forms.ModelChoiceField(
        PlannedMeeting.objects.none(),
        label="Copy it to the end of",
        empty_label=None,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Choose the meeting that gets the copy."
        ),
    )

    def __init__(self, *args, draft, **kwargs):
        super().__init__(*args, auto_id="copy_%s", **kwargs)
        self.fields["meeting"].queryset = PlannedMeeting.objects.in_guidebook(draft)


class BlockMinutesForm(forms.Form):
    """The minutes of all blocks of one planned meeting, sent together with their order.

    blocks: in order.
    """

    helper = FieldInRow()

    def __init__(self, *args, blocks, **kwargs):
        super().__init__(
            *args, initial={MINUTES.format(block.pk): block.minutes for block in blocks}, **kwargs
        )
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
        error_messages=dict.fromkeys(
            ["max_length", "invalid", "negative", "too_large"],
            "Write an amount such as 120 or 49.50.",
        ),
    )
    meeting_position = forms.TypedChoiceField(
        label="For which meeting", coerce=int, empty_value=None, required=False
    )

    class Meta(DraftForm.Meta):
        model = PlannedBudgetLine
        fields = ["what", "purpose", "source", "fund", "amount", "meeting_position"]
        labels = {"fund": "Which fund pays, or who may give"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        meetings = [
            (meeting.position, f"Meeting {meeting.position}")
            for meeting in PlannedMeeting.objects.in_guidebook(self.draft)
        ]
        self.fields["meeting_position"].choices = [("", "The whole cycle"), *meetings]
