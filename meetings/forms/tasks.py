from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_fields import DayInput
from lib.form_layout import FormInPage


class TaskForm(forms.Form):
    """A task with a due date. The subclasses put their text before the date."""

    helper = FormInPage()

    due_on = forms.DateField(
        label=_("By"),
        required=False,
        widget=DayInput(),
        error_messages={"invalid": _("Write a date such as 2027-03-05")},
    )


class LogisticsForm(TaskForm):
    field_order = ["text", "due_on"]
    text = forms.CharField(
        label=_("What is to be arranged"),
        max_length=300,
        error_messages={"required": _("Write what is to be arranged")},
    )


class FollowUpForm(TaskForm):
    field_order = ["what", "to_whom", "due_on"]
    what = forms.CharField(
        label=_("What was promised"),
        max_length=300,
        error_messages={"required": _("Write what was promised")},
    )
    to_whom = forms.CharField(label=_("To whom"), max_length=200, required=False)
