"""Until when an evaluation is kept open."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib import dates
from lib.form_fields import DayInput
from lib.form_layout import FormInPage


class LastDayForm(forms.Form):
    """A later last day to answer: letters tell of the present one, so none is earlier."""

    helper = FormInPage()

    until = forms.DateField(
        label=_("Last day to answer"),
        widget=DayInput(),
        error_messages={
            "required": _("Choose a date"),
            "invalid": _("Write a date such as 2027-03-05"),
        },
    )

    def __init__(self, *args, evaluation, **kwargs):
        self.evaluation = evaluation
        super().__init__(*args, initial={"until": evaluation.last_day}, **kwargs)

    def clean_until(self):
        day, evaluation = self.cleaned_data["until"], self.evaluation
        if not evaluation.may_stay_open_until(day):
            raise forms.ValidationError(
                gettext("Choose a day after %(now)s that has not passed, at the latest %(latest)s")
                % {
                    "now": dates.day(evaluation.last_day),
                    "latest": dates.day(evaluation.latest_day),
                }
            )
        return day
