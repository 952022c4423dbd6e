from django import forms
from django.conf import settings

from lib.form_fields import NameField, PersonNameField, PhoneField
from lib.form_layout import FormInPage


class PersonForm(forms.Form):
    """What staff may correct about somebody without asking anybody else."""

    helper = FormInPage()

    name = PersonNameField(label="Name", says="Write the name.")
    own_sort_name = NameField(
        label="Name to sort by",
        says="",
        required=False,
        help_text=(
            "The family name first, such as García López, Ana. Empty for the usual order: the last "
            "word first."
        ),
    )
    phone = PhoneField(label="Phone")
    language = forms.ChoiceField(
        label="Letters in",
        choices=settings.LANGUAGES,
        error_messages={
            "required": "Choose the language of letters.",
            "invalid_choice": "Choose the language of letters.",
        },
    )
    reason = forms.CharField(
        label="The reason, in a few words",
        max_length=200,
        required=False,
        help_text="Stands in the history, such as: married.",
    )

    def __init__(self, data=None, *, person):
        names = ["name", "own_sort_name", "phone", "language"]
        super().__init__(data, initial={name: getattr(person, name) for name in names})
        self.person = person

    def changes(self):
        """{column: new value} of what differs."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "reason" and value != getattr(self.person, name)
        }
