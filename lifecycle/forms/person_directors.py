from datetime import timedelta

from django import forms

from lib.form_fields import AddressField, PersonNameField
from lib.form_layout import FormInPage
from lib.text import normalize_email
from people.models import Supervision
from recruitment.colleagues import colleagues_at

from .person_place import MOST_DAYS, DayField


class DirectorForm(forms.Form):
    """A director of somebody, from a day on, and who is it no longer.

    is_director is there only when the address is a colleague's, and must be ticked then.
    """

    name = PersonNameField(label="Name of the director", says="Write the director's name.")
    email = AddressField(
        label="Address of the director", says="Write the director's email, such as name@agency.org."
    )
    on = DayField(name="the first day", label="Director from this day on")
    ends = forms.ModelMultipleChoiceField(
        Supervision.objects.none(),
        required=False,
        label="Director no longer",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Choose among the directors of this person.",
            "invalid_pk_value": "Choose among the directors of this person.",
        },
    )
    reason = forms.CharField(label="The reason, in a few words", max_length=200, required=False)

    def __init__(self, data=None, *, person, cohort):
        lines = person.supervised_by.filter(ends_on=None).select_related("supervisor")
        super().__init__(data, initial={"on": cohort.today, "ends": lines})
        self.person, self.today = person, cohort.today
        self.fields["ends"].queryset = lines
        self.fields["ends"].label_from_instance = lambda line: line.supervisor.name
        if not lines:
            del self.fields["ends"]

    @property
    def helper(self):
        return FormInPage()

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(
                "This day is ahead. Enter the director on the day itself: the one so far loses "
                "everything the same minute."
            )
        if self.today - day > timedelta(days=MOST_DAYS):
            raise forms.ValidationError("This day is more than two years ago. Look at the year.")
        return day

    def clean_email(self):
        email = self.cleaned_data["email"]
        if normalize_email(email) in self.person.address_keys:
            raise forms.ValidationError(
                "This is the person's own address. Write the address of the director."
            )
        return email

    def clean(self):
        cleaned = super().clean()
        found = colleagues_at(cleaned.get("email", ""), self.person)
        if found:
            self.ask_about_colleague(found[0])
        return cleaned

    def ask_about_colleague(self, cohort):
        self.fields["is_director"] = forms.BooleanField(
            label=f"Yes, {self.cleaned_data.get('name', 'this person')} is the director",
            required=False,
        )
        if not self["is_director"].data:
            self.add_error(
                "is_director",
                f"This address belongs to somebody who takes part in {cohort}. A director can no "
                "longer read what the group says there. If that is right, tick the box and send "
                "again.",
            )

    def changes(self):
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "email": cleaned["email"],
            "on": cleaned["on"],
            "ends": list(cleaned.get("ends", [])),
            "reason": cleaned["reason"],
        }
