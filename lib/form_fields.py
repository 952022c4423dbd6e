"""Form fields for names, email addresses and phone numbers in public forms."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .text import PHONE, clean_line, validate_name

TOO_LONG = _("Write at most %(limit_value)d characters; this has %(show_value)d.")


class NameField(forms.CharField):
    """The name of a person, a site or an agency. says: the error message when it is empty."""

    def __init__(self, *, says, max_length=120, **kwargs):
        super().__init__(
            max_length=max_length,
            error_messages={"required": says, "max_length": TOO_LONG},
            **kwargs,
        )

    def to_python(self, value):
        return clean_line(super().to_python(value))

    def run_validators(self, value):
        super().run_validators(value)
        if value:
            validate_name(value)


class AddressField(forms.EmailField):
    """An email address. says: the error message when it is empty or no address."""

    def __init__(self, *, says, **kwargs):
        super().__init__(
            max_length=254, error_messages={"required": says, "invalid": says}, **kwargs
        )
        self.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class PhoneField(forms.CharField):
    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
        super().__init__(max_length=40, required=False, widget=widget, **kwargs)

    def to_python(self, value):
        return clean_line(super().to_python(value))

    def run_validators(self, value):
        super().run_validators(value)
        if value and not PHONE.fullmatch(value):
            raise ValidationError(_("Write the phone number in digits, such as 555-555-0123."))
