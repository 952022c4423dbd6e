from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_layout import FieldInRow


class NoteForm(forms.Form):
    helper = FieldInRow()

    notes = forms.CharField(
        label=_("A note to yourselves"),
        max_length=4000,
        required=False,
        error_messages={
            "max_length": _("A note holds 4,000 letters at most. This one has %(show_value)d.")
        },
        widget=forms.Textarea(attrs={"rows": 4, "class": "mb-2"}),
    )
