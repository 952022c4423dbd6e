from django import forms

from lib.form_fields import AddressField, NameField
from lib.form_layout import FieldsInTable, FormInPage

from ..models import StaffRole

KINDS = [
    (kind.value, kind.label) for kind in StaffRole.OF_A_COHORT if kind != StaffRole.Kind.READER
]


class AppointForm(forms.Form):
    helper = FormInPage()

    kind = forms.ChoiceField(
        label="Role",
        choices=KINDS,
        error_messages={"required": "Choose a role.", "invalid_choice": "Choose a role."},
    )
    name = NameField(label="Name", says="Write a name.")
    email = AddressField(label="Email", says="Write an email address, such as name@agency.org.")


class DutiesForm(forms.Form):
    """Who has each duty of a cohort, on one page; empty for nobody.

    `given`: {duty: role or None} after cleaning.
    """

    helper = FieldsInTable()

    def __init__(self, data=None, *, duties, roles):
        super().__init__(data)
        self.duties, self.roles = duties, {str(role.pk): role for role in roles}
        choices = [("", "Nobody yet"), *[(role.pk, role.person.name) for role in roles]]
        for duty in duties:
            self.fields[field_name(duty)] = forms.ChoiceField(
                label=str(duty),
                choices=choices,
                required=False,
                initial=duty.holder.pk if duty.holder else "",
                error_messages={"invalid_choice": "Choose somebody who facilitates this cohort."},
            )

    @property
    def given(self):
        return {duty: self.roles.get(self.cleaned_data[field_name(duty)]) for duty in self.duties}


def field_name(duty):
    return f"duty-{duty.pk}"
