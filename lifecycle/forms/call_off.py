from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_fields import TOO_LONG
from lib.form_layout import FormInPage


class CallOffForm(forms.Form):
    """Why a meeting does not take place, and whether another day is looked for."""

    helper = FormInPage()

    reason = forms.CharField(
        label=_("The reason, in a few words"),
        help_text=_("Members and directors read it, such as: The school is closed for smoke."),
        max_length=300,
        error_messages={
            "required": _("Write the reason in a few words"),
            "max_length": TOO_LONG,
        },
    )
    postponed = forms.BooleanField(
        label=_("Another day is looked for: it is postponed"),
        required=False,
    )
