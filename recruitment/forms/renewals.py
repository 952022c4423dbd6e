from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_fields import AddressField, PersonNameField
from lib.form_layout import FormInPage


class RenewalForm(forms.Form):
    """Whom to ask for a signature; without fields where the part asks for none."""

    helper = FormInPage()

    director_name = PersonNameField(label=_("Your director"), says=_("Write your director's name."))
    director_email = AddressField(
        label=_("Your director's email"),
        says=_("Write your director's email, such as name@agency.org."),
    )

    def __init__(self, *args, asks_sign_off, director=("", ""), **kwargs):
        """director: (name, address) as they are known."""
        initial = {"director_name": director[0], "director_email": director[1]}
        super().__init__(*args, initial=initial, **kwargs)
        if not asks_sign_off:
            del self.fields["director_name"], self.fields["director_email"]
