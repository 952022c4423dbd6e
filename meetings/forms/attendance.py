from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Attendance


class MarkForm(forms.Form):
    """One tap beside one name; an empty status takes the mark back."""

    status = forms.ChoiceField(choices=[("", ""), *Attendance.Status.choices], required=False)
    stand_in_name = forms.CharField(max_length=200, required=False)


class SheetForm(forms.Form):
    """Row numbers of the paper sign-in sheet, read back as names before anything is saved."""

    rows = forms.CharField(
        label=_("Rows signed on paper"),
        help_text=_("Such as 1-14, 16, 18L. L came late, E left early."),
        max_length=1000,
        error_messages={"required": _("Write the numbers of the rows that are signed, such as 1-14, 16, 18L")},
    )

    def __init__(self, *args, roll_call, **kwargs):
        self.roll_call = roll_call
        super().__init__(*args, **kwargs)

    def clean_rows(self):
        typed = self.cleaned_data["rows"]
        try:
            self.read = self.roll_call.read_rows(typed)
        except ValueError as trouble:
            words = gettext("“%(piece)s” is not a row of this sheet. Rows go from 1 to %(last)s, such as 1-14, 16, 18L")
            raise forms.ValidationError(words % {"piece": trouble, "last": self.roll_call.total}) from trouble
        return typed
