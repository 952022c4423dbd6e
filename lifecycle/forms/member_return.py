from django import forms

from lib import dates
from lib.form_fields import DayInput
from lib.form_layout import FormInPage


class ReturnForm(forms.Form):
    helper = FormInPage()

    on = forms.DateField(
        label="Back from this day on",
        widget=DayInput(),
        error_messages={
            "required": "Choose the day of the return.",
            "invalid": "Write the day of the return as a date, such as 2027-03-03.",
        },
    )
    reason = forms.CharField(
        label="The reason, in a few words",
        max_length=200,
        error_messages={"required": "Write the reason in a few words."},
    )

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, initial={"on": membership.cohort.today}, **kwargs)
        self.membership = membership

    def clean_on(self):
        day, left = self.cleaned_data["on"], self.membership.left_on
        if day > self.membership.cohort.today:
            raise forms.ValidationError("This day is ahead. Choose today or an earlier day.")
        if day <= left:
            raise forms.ValidationError(
                f"{self.membership.person} left on {dates.day(left)}. Choose a later day."
            )
        return day
