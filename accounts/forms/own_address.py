from django import forms
from django.core.exceptions import ValidationError

from lib.form_fields import AddressField
from lib.form_layout import FormInPage
from lib.text import normalize_email


class OwnAddressForm(forms.Form):
    """The password is asked for, so that an open browser is not enough to take an account."""

    helper = FormInPage()

    email = AddressField(
        label="New address", says="Write an email address, such as name@agency.org."
    )
    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Write your password."},
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        if not person.has_usable_password():
            del self.fields["password"]

    def clean_email(self):
        email = self.cleaned_data["email"]
        if normalize_email(email) == self.person.email_key:
            raise ValidationError("This is your address already.")
        return email

    def clean_password(self):
        password = self.cleaned_data["password"]
        if not self.person.check_password(password):
            raise ValidationError("This is not your password.")
        return password
