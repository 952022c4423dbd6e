from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_fields import AddressField, NameField
from lib.form_layout import FormInPage


class ForwardForm(forms.Form):
    helper = FormInPage()

    name = NameField(
        label=_("Name of the person who should sign"),
        says=_("Write the name of the person who should sign."),
    )
    email = AddressField(
        label=_("Their email"), says=_("Write their email, such as name@agency.org.")
    )
