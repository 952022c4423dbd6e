from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib.form_layout import FieldInRow, FormInPage

from ..models import BY_LINK, Attendance


class AttendanceMarkForm(forms.Form):
    """The status of one member; an empty status deletes the attendance record.

    The buttons of a row send the status, or BY_LINK.
    """

    helper = FieldInRow()
    status = forms.ChoiceField(
        choices=[("", ""), *Attendance.Status.choices, (BY_LINK, BY_LINK)], required=False
    )
    stand_in_name = forms.CharField(
        max_length=200, required=False, widget=forms.TextInput(attrs={"size": 18})
    )

    @classmethod
    def of(cls, row):
        """The form of one row of the attendance sheet, with the substitute of the reply."""
        form = cls(
            auto_id=f"%s-{row.membership.pk}",
            initial={"stand_in_name": row.reply.substitute_name if row.reply else ""},
        )
        form.fields["stand_in_name"].label = gettext("Who came instead of %(name)s") % {
            "name": row.membership.person.name
        }
        return form


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
        if sheet.meeting.is_hybrid:
            self.fields["rows"].help_text = _(
                "Such as 1-14, 16, 18L, 20O. L came late, E left early, O came by link."
            )

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
                message % {"piece": error, "last": self.sheet.last_number}
            ) from error
        return text
