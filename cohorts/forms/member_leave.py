from django import forms

from lib.form_layout import FormInPage


class LeaveForm(forms.Form):
    helper = FormInPage()

    reason = forms.CharField(
        label="The reason, in a few words",
        max_length=200,
        error_messages={"required": "Write the reason in a few words."},
    )
