"""What is asked of every cohort that opens, also of one like another."""

import uuid

from django import forms

from .opening_dates import check_day

FORM_KEY_LOST = "Part of this page was lost. Check what you typed and send it once more."


class OpeningFields(forms.Form):
    """A form with these also has `first_meeting_on`."""

    cycle = forms.RegexField(
        r"^\d{4}[-–]\d{2}$",
        help_text="The years it runs, such as 2027-29. Results are pooled within one cycle.",
        error_messages={"invalid": "Write the years like 2027-29."},
    )
    #: Made when the form is shown, so that sending it twice opens one cohort.
    form_key = forms.UUIDField(
        initial=uuid.uuid4,
        widget=forms.HiddenInput(),
        error_messages=dict.fromkeys(["required", "invalid"], FORM_KEY_LOST),
    )

    def clean_cycle(self):
        """Always with a hyphen, because results are pooled by the spelling of the cycle."""
        return self.cleaned_data["cycle"].replace("–", "-")

    def clean_first_meeting_on(self):
        return check_day(
            self.cleaned_data["first_meeting_on"],
            "The first meeting cannot be in the past. Choose a later day.",
        )
