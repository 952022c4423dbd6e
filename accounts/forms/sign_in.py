from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_layout import FormInPage

SAYS = _("Write your email address, such as name@agency.org.")


class SharedDeviceForm(forms.Form):
    helper = FormInPage()

    shared_device = forms.BooleanField(
        label=_("Other people use this device: sign me out when the browser closes"),
        required=False,
    )


class AddressForm(forms.Form):
    helper = FormInPage()

    email = forms.EmailField(
        label=_("Your email address"),
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            "required": SAYS,
            "invalid": SAYS,
            "max_length": _("That is longer than an address can be."),
        },
    )
