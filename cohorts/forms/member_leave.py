from django import forms


class LeaveForm(forms.Form):
    reason = forms.CharField(
        label="Why does this person leave?",
        max_length=200,
        error_messages={"required": "Write the reason in a few words."},
    )
