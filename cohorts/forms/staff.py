from django import forms

from ..models import StaffRole
from .fields import AddressField, NameField

KINDS = [(kind.value, kind.label) for kind in StaffRole.Kind if kind.value in StaffRole.OF_A_COHORT and kind.value != "reader"]


class AppointForm(forms.Form):
    kind = forms.ChoiceField(label="Role", choices=KINDS, error_messages={"required": "Choose a role.", "invalid_choice": "Choose a role."})
    name = NameField(label="Name", says="Write a name.")
    email = AddressField(label="Email", says="Write an email address, such as name@agency.org.")
