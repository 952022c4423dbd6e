from datetime import timedelta

from crispy_forms.layout import Row
from django import forms

from lib import dates
from lib.form_fields import DayInput
from lib.form_layout import FormInPage

from ..actions.open_part import first_meeting

TOO_EARLY = "People can only hear after the last day. Choose that day or a later one."
NOBODY = "Tick whose places end, or keep them all."


class OpenPartForm(forms.Form):
    """Until when members answer and newcomers apply, and when newcomers hear."""

    helper = FormInPage(Row("apply_by", "notice_on"))

    apply_by = forms.DateField(
        label="Last day",
        widget=DayInput(),
        help_text="For members to say whether they go on, and for newcomers to apply.",
        error_messages={"required": "Choose a day.", "invalid": "Write a date such as 2027-03-05."},
    )
    notice_on = forms.DateField(
        label="Applicants hear from us",
        widget=DayInput(),
        error_messages={"required": "Choose a day.", "invalid": "Write a date such as 2027-03-05."},
    )

    def __init__(self, *args, cohort_part, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort_part = cohort_part

    def clean_apply_by(self):
        day, today = self.cleaned_data["apply_by"], self.cohort_part.cohort.today
        if day < today:
            raise forms.ValidationError("Choose a day that has not passed.")
        if day > today + timedelta(days=5 * 365):
            raise forms.ValidationError("Choose a day within the next five years.")
        return day

    def clean(self):
        cleaned = super().clean()
        apply_by, notice_on = cleaned.get("apply_by"), cleaned.get("notice_on")
        first = first_meeting(self.cohort_part)
        if apply_by and notice_on and notice_on < apply_by:
            self.add_error("notice_on", TOO_EARLY)
        if notice_on and first and notice_on >= first.on:
            self.add_error(
                "notice_on",
                f"Applicants hear before the first meeting, which is on {dates.day(first.on)}.",
            )
        return cleaned


class EndPlacesForm(forms.Form):
    """Whose places end; without anything sent, all but those whose director may still sign."""

    helper = FormInPage()

    membership = forms.MultipleChoiceField(
        label="Whose places end",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NOBODY, "invalid_choice": "Look at the list once more."},
    )

    def __init__(self, *args, rows, **kwargs):
        """rows: as from `who_does_not_go_on`."""
        ticked = [str(row.pk) for row in rows if row.state != "director"]
        super().__init__(*args, initial={"membership": ticked}, **kwargs)
        self.rows = {str(row.pk): row for row in rows}
        self.fields["membership"].choices = [
            (key, f"{row.person.name}: {str(row.word).lower()}") for key, row in self.rows.items()
        ]

    @property
    def chosen(self):
        return [self.rows[key] for key in self.cleaned_data["membership"]]
