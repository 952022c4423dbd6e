"""Forms of the recruitment board."""

from django import forms

from lib.form_fields import AddressField, PersonNameField
from lib.form_layout import FormInPage
from lib.text import clean_line, normalize_email

from ..colleagues import takes_part
from ..models import Application

DECISIONS = [
    (decision.value, decision.label)
    for decision in (Application.Decision.WAITING, Application.Decision.NOT_OFFERED)
]


class ApplicationSelectionForm(forms.Form):
    """The applications of one cohort that are ticked on the board."""

    application = forms.ModelMultipleChoiceField(
        Application.objects.none(),
        error_messages={
            "required": "Choose at least one application.",
            "invalid_choice": "One of these applications is not in this cohort.",
            "invalid_pk_value": "One of these applications is not in this cohort.",
        },
    )

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["application"].queryset = (
            Application.objects.newcomers().of_cohort(cohort).order_by("pk")
        )


class LateReasonForm(forms.Form):
    """Why somebody joins a group that is closed already."""

    helper = FormInPage()

    late_reason = forms.CharField(
        label="Why they join now, in a few words",
        help_text="It stands beside their name wherever members are counted or listed.",
        max_length=200,
        error_messages={
            "required": "Write why they join now.",
            "max_length": "Keep the reason under 200 characters.",
        },
    )

    def clean_late_reason(self):
        return clean_line(self.cleaned_data["late_reason"])


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one."},
    )
    note = forms.CharField(label="A note to yourselves", max_length=500, required=False)


class CorrectionForm(forms.Form):
    """Corrects names and the director's address.

    Without a director's sign-off, only the applicant's name.
    """

    helper = FormInPage()

    name = PersonNameField(label="Name of the applicant", says="Write the name.")
    director_name = PersonNameField(label="Name of the director", says="Write the director's name.")
    director_email = AddressField(
        label="Email of the director", says="Write the director's email, such as name@agency.org."
    )

    def __init__(self, *args, application, **kwargs):
        self.application = application
        initial = {
            name: getattr(application, name) for name in ["name", "director_name", "director_email"]
        }
        super().__init__(*args, initial=initial, **kwargs)
        if not application.asks_sign_off:
            del self.fields["director_name"], self.fields["director_email"]

    def clean_director_email(self):
        address = self.cleaned_data["director_email"]
        if normalize_email(address) == self.application.email_key:
            raise forms.ValidationError("This is the applicant's own address.")
        return address

    def clean(self):
        cleaned = super().clean()
        address = cleaned.get("director_email", "")
        differs = normalize_email(address) != self.application.director_key
        if differs and takes_part(address, self.application.cohort):
            self.ask_about_colleague()
        return cleaned

    def ask_about_colleague(self):
        name = self.cleaned_data.get("director_name", "this person")
        self.fields["is_director"] = forms.BooleanField(
            label=f"Yes, {name} is the director", required=False
        )
        if not self["is_director"].data:
            self.add_error(
                "is_director",
                "This address belongs to somebody who takes part in this cohort, or applied. Once "
                "they sign, they can no longer read what the group says. If that is right, tick "
                "the box and send again.",
            )
