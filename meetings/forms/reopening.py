from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_fields import TOO_LONG
from lib.form_layout import FormInPage


class ReopeningForm(forms.Form):
    """Why attendance that was closed is opened again."""

    helper = FormInPage()

    reason = forms.CharField(
        label=_("The reason, in a few words"),
        help_text=_("It stands beside every number that comes of this attendance."),
        max_length=200,
        error_messages={
            "required": _("Write the reason in a few words"),
            "max_length": TOO_LONG,
        },
    )
