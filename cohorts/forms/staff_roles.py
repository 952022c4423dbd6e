from django import forms

from lib.form_fields import AddressField, NameField
from lib.form_layout import FieldInRow, FormInPage

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

    helper = FieldInRow()
    role = forms.ModelChoiceField(
        StaffRole.objects.none(),
        required=False,
        empty_label="Nobody yet",
        widget=forms.Select(attrs={"class": "w-auto mw-100"}),
        error_messages={"invalid_choice": "Choose somebody who facilitates this cohort."},
    )

    def __init__(self, data=None, *, cohort, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["role"].queryset = facilitator_roles(cohort)

    @classmethod
    def of(cls, duty, choices):
        """The form in the row of a duty; choices: as role_choices makes them, once a page."""
        form = cls(
            cohort=duty.cohort_id, auto_id=f"duty-{duty.pk}-%s", initial={"role": duty.role_id}
        )
        form.fields["role"].label = f"Who has this duty: {duty}"
        form.fields["role"].choices = choices
        return form


def role_choices(roles):
    return [("", "Nobody yet"), *[(role.pk, role.person.name) for role in roles]]
