from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_layout import FormInPage

SAYS = _("Write your email address, such as name@agency.org.")


class SignInForm(forms.Form):
    """people: whom the link signs in; where they are several, one is chosen."""

    helper = FormInPage()

    who = forms.TypedChoiceField(
        label=_("Who are you?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who you are."),
            "invalid_choice": _("Choose who you are."),
        },
    )
    shared_device = forms.BooleanField(
        label=_("Other people use this device: sign me out when the browser closes"),
        required=False,
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["who"].choices = [(person.pk, person.name) for person in people]
        if self.only_person:
            del self.fields["who"]

    @property
    def only_person(self):
        return self.people[0] if len(self.people) == 1 else None

    @property
    def person(self):
        """Who was chosen, of a valid form."""
        chosen = self.cleaned_data.get("who")
        return self.only_person or next(row for row in self.people if row.pk == chosen)


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
