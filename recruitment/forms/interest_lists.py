from django.utils.translation import gettext_lazy as _

from lib.form_fields import AddressField, AddressInput, PersonNameField, PersonNameInput
from lib.form_layout import FormInPage
from lib.spam_guard import SPAM_TRAP, SpamGuardForm


class InterestForm(SpamGuardForm):
    """Somebody wants to hear when a track opens."""

    helper = FormInPage("opened", "name", "email", SPAM_TRAP)

    name = PersonNameField(
        label=_("Your name"),
        says=_("Write your name."),
        widget=PersonNameInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField(
        label=_("Your email"),
        help_text=_("We write here once to ask whether it was you, and once when it opens."),
        says=_("Write your email, such as name@agency.org."),
        widget=AddressInput(attrs={"autocomplete": "email"}),
    )

    field_order = ["name", "email"]
