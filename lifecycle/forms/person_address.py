from django import forms

from lib.form_fields import AddressField
from lib.form_layout import FormInPage
from lib.text import normalize_email


class PersonAddressForm(forms.Form):
    helper = FormInPage()

    email = AddressField(
        label="New address", says="Write an email address, such as name@agency.org."
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self):
        email = self.cleaned_data["email"]
        if normalize_email(email) == self.person.email_key:
            raise forms.ValidationError("This is the address already.")
        return email
