"""The sentence with which a proposed draft is returned."""

from django import forms

from lib.form_layout import FormInPage


class ReturnForm(forms.Form):
    helper = FormInPage()

    sentence = forms.CharField(
        label="Why it is returned",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever proposed it reads this beside the draft.",
        error_messages={
            "required": "Say in a sentence what is to be changed.",
            "max_length": "Write at most %(limit_value)d characters; this has %(show_value)d.",
        },
    )
