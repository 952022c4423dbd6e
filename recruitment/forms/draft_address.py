from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_fields import AddressField
from lib.form_layout import FormInPage


class DraftAddressForm(forms.Form):
    """Opens a draft that was begun in this browser twelve hours ago or more."""

    helper = FormInPage("address")

    address = AddressField(
        label=_("The email address that stands in the form"),
        says=_("Write the email address that stands in the form."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, draft, may_try=True, **kwargs):
        """may_try: whether one more address may be tried now."""
        super().__init__(*args, **kwargs)
        self.draft, self.may_try = draft, may_try

    def clean_address(self):
        if not self.may_try:
            raise forms.ValidationError(
                _("That was tried too often. Wait an hour, or delete it and begin again.")
            )
        if not self.draft.is_opened_by(self.cleaned_data["address"]):
            raise forms.ValidationError(
                _("This is not the address in the form. Write it as it was written there.")
            )
        return self.cleaned_data["address"]
