from django import forms

from ..models import StaffRole

KINDS = [(kind.value, kind.label) for kind in StaffRole.Kind if kind.value in StaffRole.OF_A_COHORT and kind.value != "reader"]


class AppointForm(forms.Form):
    kind = forms.ChoiceField(label="Role", choices=KINDS)
    name = forms.CharField(max_length=200)
    email = forms.EmailField(label="Email", max_length=254, error_messages={"invalid": "Write an email address, such as name@agency.org."})
