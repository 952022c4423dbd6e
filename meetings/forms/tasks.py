from django import forms
from django.utils.translation import gettext_lazy as _


class LogisticsForm(forms.Form):
    text = forms.CharField(label=_("What is to be arranged"), max_length=300, error_messages={"required": _("Write what is to be arranged")})
    due_on = forms.DateField(label=_("By"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                             error_messages={"invalid": _("Write a date such as 2027-03-05")})  # fmt: skip


class PromiseForm(forms.Form):
    what = forms.CharField(label=_("What was promised"), max_length=300, error_messages={"required": _("Write what was promised")})
    to_whom = forms.CharField(label=_("To whom"), max_length=200, required=False)
    due_on = forms.DateField(label=_("By"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                             error_messages={"invalid": _("Write a date such as 2027-03-05")})  # fmt: skip
