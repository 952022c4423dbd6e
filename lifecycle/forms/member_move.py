from django import forms

from cohorts.models import Cohort
from lib.form_layout import FormInPage


class MoveForm(forms.Form):
    helper = FormInPage()

    cohort = forms.ModelChoiceField(
        Cohort.objects.none(),
        label="The other cohort",
        empty_label="Choose a cohort",
        error_messages={
            "required": "Choose the cohort to go on in.",
            "invalid_choice": "Choose one of these cohorts.",
        },
    )

    def __init__(self, *args, cohorts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts
