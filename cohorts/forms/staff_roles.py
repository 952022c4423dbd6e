from django import forms

from lib.form_fields import AddressField, NameField
from lib.form_layout import FormInPage

from ..actions.duties import facilitator_roles
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


class DutyForm(forms.Form):
    """Who has a duty; empty for nobody."""

    role = forms.ModelChoiceField(
        StaffRole.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Choose somebody who facilitates this cohort."},
    )

    def __init__(self, data=None, *, cohort):
        super().__init__(data)
        self.fields["role"].queryset = facilitator_roles(cohort)
