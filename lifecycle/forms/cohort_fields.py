from django import forms

from lib.form_fields import AddressField, NameField, PhoneField
from lib.text import clean_line

SEATS_ERRORS = {
    "required": "Write how many seats there are.",
    "invalid": "Write a number, such as 30.",
    "min_value": "A cohort has at least one seat.",
    "max_value": "Write at most 200 seats.",
}


class CohortFieldsForm(forms.Form):
    """Name, place and contact of a cohort: asked when it is opened, and changed later."""

    #: {field: help text} that the forms word differently.
    help_texts: dict = {}

    name = NameField(max_length=200, says="Write a name.", may_be_number=True)
    name_es = NameField(
        label="Name in Spanish",
        max_length=200,
        says="Write a name.",
        required=False,
        help_text="Empty: the same name on Spanish pages.",
    )
    place_name = forms.CharField(label="Place", max_length=200, required=False)
    place_address = forms.CharField(label="Address", max_length=300, required=False)
    contact_name = NameField(label="Contact", says="Write a name.", required=False)
    contact_email = AddressField(
        label="Email of the contact",
        says="Write an address such as name@agency.org.",
        required=False,
    )
    contact_phone = PhoneField(label="Phone of the contact")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, text in self.help_texts.items():
            self.fields[name].help_text = text

    def clean_place_name(self):
        return clean_line(self.cleaned_data["place_name"])

    def clean_place_address(self):
        return clean_line(self.cleaned_data["place_address"])
