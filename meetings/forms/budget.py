from crispy_forms.bootstrap import InlineRadios
from django import forms

from guidebooks.models.budget import Purpose, Source
from lib.amounts import AmountField
from lib.form_layout import FormInPage, Unmarked


class BudgetForm(forms.Form):
    """One line of the budget: an expense paid from a fund, or a donation."""

    helper = FormInPage(
        "what",
        "purpose",
        Unmarked("meeting"),
        InlineRadios("source"),
        "fund",
        "planned",
        "actual",
    )

    what = forms.CharField(
        label="What it is for",
        max_length=200,
        error_messages={
            "required": "Write what it is for, such as door prizes.",
            "max_length": "Write it in 200 letters or fewer.",
        },
    )
    purpose = forms.ChoiceField(
        label="Purpose",
        choices=Purpose.choices,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose a purpose."),
    )
    meeting = forms.ChoiceField(
        label="Meeting",
        required=False,
        error_messages={"invalid_choice": "Choose a meeting of this cohort."},
    )
    source = forms.ChoiceField(
        label="Where it comes from",
        choices=Source.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Choose the budget or a donation."
        ),
    )
    fund = forms.CharField(
        label="Fund or giver",
        help_text="Which fund pays, or who gives it.",
        max_length=200,
        required=False,
        error_messages={"max_length": "Write it in 200 letters or fewer."},
    )
    planned = AmountField(label="Planned", help_text="In dollars. May stay empty.")
    actual = AmountField(
        label="Spent, or what the gift is worth", help_text="In dollars, once it is known."
    )

    def __init__(self, data=None, *, cohort, line=None):
        self.meetings = list(cohort.meetings.in_order())
        super().__init__(data, initial=initial_values(line) if line else {"source": Source.BUDGET})
        self.fields["meeting"].choices = [
            ("", "The whole cycle"),
            *[(str(m.pk), f"{m.position}. {m.title}") for m in self.meetings],
        ]

    def clean_meeting(self):
        chosen = self.cleaned_data["meeting"]
        return next((meeting for meeting in self.meetings if str(meeting.pk) == chosen), None)

    def clean(self):
        cleaned = super().clean()
        is_valued_gift = (
            cleaned.get("source") == Source.DONATION and cleaned.get("actual") is not None
        )
        if is_valued_gift and not cleaned.get("fund"):
            self.add_error("fund", "Say who gave it: a gift with a worth has a giver.")
        return cleaned


def initial_values(line):
    names = ["what", "purpose", "source", "fund", "planned", "actual"]
    return {name: getattr(line, name) for name in names} | {"meeting": line.meeting_id or ""}
