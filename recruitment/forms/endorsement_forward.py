from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_fields import AddressField, PersonNameField
from lib.form_layout import FormInPage


class ForwardForm(forms.Form):
    """waiting: the sign-offs that may be passed on. Whoever has only one does not choose.

    asks_whom: whether the reader chooses among them.
    """

    helper = FormInPage()

    who = forms.MultipleChoiceField(
        label=_("Whom should they sign for?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one person."),
            "invalid_choice": _("Somebody in the list has an answer by now. Choose again."),
        },
    )
    name = PersonNameField(
        label=_("Name of the person who should sign"),
        says=_("Write the name of the person who should sign."),
    )
    email = AddressField(
        label=_("Email of that person"),
        says=_("Write the email of that person, such as name@agency.org."),
    )

    def __init__(self, *args, waiting, asks_whom=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.waiting = list(waiting)
        if len(self.waiting) == 1 or not asks_whom:
            del self.fields["who"]
            return
        who = self.fields["who"]
        who.choices = [(str(e.pk), named(e.application)) for e in self.waiting]
        who.initial = [value for value, _label in who.choices]

    def chosen(self):
        """The sign-offs to pass on."""
        ticked = self.cleaned_data.get("who")
        return [e for e in self.waiting if ticked is None or str(e.pk) in ticked]


def named(application):
    return f"{application.name}, {application.site_name}"
