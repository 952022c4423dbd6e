from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib.form_layout import FormInPage

from ..models import Attendance


class AttendanceMarkForm(forms.Form):
    """The status of one member; an empty status deletes the attendance record."""

    status = forms.ChoiceField(choices=[("", ""), *Attendance.Status.choices], required=False)
    stand_in_name = forms.CharField(max_length=200, required=False)


class SignInRowsForm(forms.Form):
    """Numbers of the rows that are signed on the printed sign-in sheet.

    A valid form has them as `parsed_rows`, a list of (AttendanceRow, status).
    """

    helper = FormInPage()

    rows = forms.CharField(
        label=_("Rows signed on paper"),
        help_text=_("Such as 1-14, 16, 18L. L came late, E left early."),
        max_length=1000,
        error_messages={
            "required": _("Write the numbers of the rows that are signed, such as 1-14, 16, 18L")
        },
    )

    def __init__(self, *args, sheet, **kwargs):
        """sheet: the AttendanceSheet that the numbers refer to."""
        self.sheet = sheet
        super().__init__(*args, **kwargs)

    def clean_rows(self):
        text = self.cleaned_data["rows"]
        try:
            self.parsed_rows = self.sheet.parse_rows(text)
        except ValueError as error:
            message = gettext(
                "“%(piece)s” is not a row of this sheet. Rows go from 1 to %(last)s, "
                "such as 1-14, 16, 18L"
            )
            raise forms.ValidationError(
                message % {"piece": error, "last": self.sheet.total}
            ) from error
        return text
