import re
from decimal import Decimal

from django import forms

from guidebooks.models.budget import Purpose, Source

LARGEST = Decimal("9999999.99")
#: Thousands in groups of three by comma, point or space; cents after a point or a comma.
AMOUNT = re.compile(r"(?P<whole>\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:[.,](?P<cents>\d{1,2}))?", re.ASCII)
WRITE_AN_AMOUNT = "Write an amount such as 120 or 120.50."


class AmountField(forms.CharField):
    """An amount of money as people write it: 1200, 1,200.50 or 1.200,50, with a dollar sign or without."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40, required=False, error_messages={"max_length": WRITE_AN_AMOUNT}, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def prepare_value(self, value):
        return f"{value:.2f}" if isinstance(value, Decimal) else value

    def clean(self, value):
        return amount_in(super().clean(value))


def amount_in(words):
    """The amount these words say, None for no words. Raises ValidationError with what to write instead."""
    words = words.replace("$", "").strip()
    if not words:
        return None
    if words.startswith(("-", "−")):
        raise forms.ValidationError("Write an amount of 0 or more.")
    found = AMOUNT.fullmatch(words)
    if not found:
        raise forms.ValidationError(WRITE_AN_AMOUNT)
    amount = Decimal(re.sub(r"\D", "", found["whole"]) + "." + (found["cents"] or "0"))
    if amount > LARGEST:
        raise forms.ValidationError("Write an amount below 10,000,000.")
    return amount


class BudgetForm(forms.Form):
    """One thing that is bought from a fund, or given by somebody."""

    what = forms.CharField(
        label="What it is for", max_length=200,
        error_messages={"required": "Write what it is for, such as door prizes.", "max_length": "Write it in 200 letters or fewer."},
    )  # fmt: skip
    purpose = forms.ChoiceField(
        label="Purpose", choices=Purpose.choices, error_messages={name: "Choose a purpose." for name in ("required", "invalid_choice")}
    )
    meeting = forms.ChoiceField(label="Meeting", required=False, error_messages={"invalid_choice": "Choose a meeting of this cohort."})
    source = forms.ChoiceField(
        label="Where it comes from", choices=Source.choices, widget=forms.RadioSelect,
        error_messages={name: "Choose the budget or a donation." for name in ("required", "invalid_choice")},
    )  # fmt: skip
    fund = forms.CharField(
        label="Fund or giver", help_text="Which fund pays, or who gives it.", max_length=200, required=False,
        error_messages={"max_length": "Write it in 200 letters or fewer."},
    )  # fmt: skip
    planned = AmountField(label="Planned", help_text="In dollars. May stay empty.")
    actual = AmountField(label="Spent, or what the gift is worth", help_text="In dollars, once it is known.")

    def __init__(self, data=None, *, cohort, line=None):
        self.meetings = list(cohort.meetings.in_order())
        super().__init__(data, initial=said_in(line) if line else {"source": Source.BUDGET})
        self.fields["meeting"].choices = [("", "The whole cycle"), *[(str(m.pk), f"{m.position}. {m.title}") for m in self.meetings]]

    def clean_meeting(self):
        chosen = self.cleaned_data["meeting"]
        return next((meeting for meeting in self.meetings if str(meeting.pk) == chosen), None)

    def clean(self):
        said = super().clean()
        if said.get("source") == Source.DONATION and said.get("actual") is not None and not said.get("fund"):
            self.add_error("fund", "Say who gave it: a gift with a worth has a giver.")
        return said


def said_in(line):
    return {name: getattr(line, name) for name in ["what", "purpose", "source", "fund", "planned", "actual"]} | {"meeting": line.meeting_id or ""}
