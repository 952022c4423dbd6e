from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    notes = forms.CharField(
        label=_("A note to yourselves"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
