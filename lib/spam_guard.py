"""Spam protection of public forms: a field that only programs fill in,
and the time between opening and sending.
"""

import time

from crispy_forms.layout import Div
from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from .form_layout import Unmarked

SALT = "form-opened"
#: The field that only programs fill in, for layouts: no reader is told of it.
SPAM_TRAP = Div(Unmarked("second_homepage"), css_class="visually-hidden", aria_hidden="true")


class SpamTrapForm(forms.Form):
    """A public form with the field that only programs fill in."""

    second_homepage = forms.CharField(
        label=_("Leave this line empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_second_homepage(self):
        if self.cleaned_data["second_homepage"]:
            raise forms.ValidationError(
                _("Leave the last line of the form empty. It is there to catch programs.")
            )
        return ""


class SpamGuardForm(SpamTrapForm):
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["opened"] = signing.dumps(int(time.time()), salt=SALT)

    @property
    def was_open_long_enough(self):
        """Whether the form was open long enough for a person."""
        try:
            opened = signing.loads(self.cleaned_data["opened"], salt=SALT)
        except signing.BadSignature:
            return False
        return takes_a_person(time.time() - opened)


def takes_a_person(seconds):
    """Whether it took at least APPLICATION_SECONDS_AT_LEAST; people need longer than programs."""
    return seconds >= getattr(settings, "APPLICATION_SECONDS_AT_LEAST", 2)
