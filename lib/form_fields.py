"""Form fields for names, email addresses, phone numbers and days."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .address_typos import probable_address
from .odd_names import odd_sentences
from .text import PHONE, clean_line, kind_of_no_name, validate_name

TOO_LONG = _("Write at most %(limit_value)d characters; this has %(show_value)d.")


NO_NAME = {
    "date": _("This is a date. Write a name."),
    "number": _("This is a number. Write a name."),
    "code": _("This is a code. Write a name."),
}
SLIP = _("“%(address)s” looks like a slip. Is %(probable)s meant? Correct it, or send it as it is.")
IS_IT_RIGHT = _("Correct it, or tick that it is written so.")
IS_AS_WRITTEN = _("This is how the name is written: %(name)s")
#: The box below such a name: its name, id and value, " checked" or "", its id, and its label.
BOX = (
    '<span class="form-check"><input type="checkbox" class="form-check-input" name="{}"'
    ' id="{}" value="{}"{}><label class="form-check-label" for="{}">{}</label></span>'
)
#: The end of the name of a field: which address was asked about, or which name is ticked.
AS_WRITTEN = "_as_written"


class DayInput(forms.DateInput):
    """The browser's own field for a date; it takes its value in ISO form only."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class NameField(forms.CharField):
    """The name of a person, a site or an agency. says: the error message when it is empty.

    may_be_number: for the names of other things.
    """

    def __init__(self, *, says, max_length=120, may_be_number=False, **kwargs):
        self.may_be_number = may_be_number
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
            kind = "" if self.may_be_number else kind_of_no_name(value)
            if kind:
                raise ValidationError(NO_NAME[kind])


class SentName(str):
    """What was sent for a name, with the name that was ticked as written so."""

    ticked = ""


class PersonNameInput(forms.TextInput):
    """Below a name that is probably a slip stands a box: whoever ticks it means this name."""

    def value_from_datadict(self, data, files, name):
        sent = super().value_from_datadict(data, files, name)
        if sent is None:
            return None
        sent = SentName(sent)
        sent.ticked = clean_line(data.get(name + AS_WRITTEN, ""))
        return sent

    def render(self, name, value, attrs=None, renderer=None):
        drawn = super().render(name, value, attrs, renderer)
        written = clean_line(value) if isinstance(value, SentName) else ""
        if not written or not odd_sentences(written):
            return drawn
        box = f"{(attrs or {}).get('id', name)}{AS_WRITTEN}"
        checked = " checked" if value.ticked == written else ""
        label = IS_AS_WRITTEN % {"name": written}
        return drawn + format_html(BOX, name + AS_WRITTEN, box, written, checked, box, label)


class PersonNameField(NameField):
    """The name of a person; one that is probably a slip is asked about, until its box is ticked.

    The name that a form began with is not asked about: it is on the record.
    """

    widget = PersonNameInput
    on_record = ""

    def get_bound_field(self, form, field_name):
        self.on_record = clean_line(form.get_initial_for_field(self, field_name))
        return super().get_bound_field(form, field_name)

    def clean(self, value):
        name = super().clean(value)
        is_meant = not isinstance(value, SentName) or name in (value.ticked, self.on_record)
        if name and not is_meant and (slips := odd_sentences(name)):
            raise ValidationError(f"{slips[0]} {IS_IT_RIGHT}")
        return name


class SentAddress(str):
    """What was sent for an address, with the address that the page had asked about."""

    asked_about = ""


class AddressInput(forms.EmailInput):
    """Beside an address that is probably a slip stands a hidden field: it was asked about, so the
    same address sent again is meant.
    """

    def value_from_datadict(self, data, files, name):
        sent = super().value_from_datadict(data, files, name)
        if sent is None:
            return None
        sent = SentAddress(sent)
        sent.asked_about = str(data.get(name + AS_WRITTEN, "")).strip()
        return sent

    def render(self, name, value, attrs=None, renderer=None):
        drawn = super().render(name, value, attrs, renderer)
        if not value or not probable_address(str(value).strip()):
            return drawn
        hidden = '<input type="hidden" name="{}" value="{}">'
        return drawn + format_html(hidden, name + AS_WRITTEN, str(value).strip())


class AddressField(forms.EmailField):
    """An email address; one that is probably a slip is asked about, once, where its widget is an
    AddressInput. says: the error message when it is empty or no address.
    """

    widget = AddressInput

    def __init__(self, *, says, **kwargs):
        super().__init__(
            max_length=254, error_messages={"required": says, "invalid": says}, **kwargs
        )
        self.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean(self, value):
        address = super().clean(value)
        was_asked = not isinstance(value, SentAddress) or value.asked_about == address
        if address and not was_asked and (probable := probable_address(address)):
            raise ValidationError(SLIP, params={"address": address, "probable": probable})
        return address


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
