from datetime import timedelta

from django import forms

from lib.form_fields import DayInput, NameField
from lib.form_layout import FormInPage
from people.actions.change_place import name_of
from people.models import County, Placement, ProgramSite

#: A move is entered at most so long ahead or afterwards.
MOST_DAYS = 2 * 365


class DayField(forms.DateField):
    """A day, as a browser's calendar sends it. name: how an error calls it."""

    def __init__(self, *, name, **kwargs):
        super().__init__(
            widget=DayInput(),
            error_messages={
                "required": f"Choose {name}.",
                "invalid": f"Write {name} as a date, such as 2027-03-03.",
            },
            **kwargs,
        )


class PlaceForm(forms.Form):
    """Another site or other funding of somebody, from a day on."""

    helper = FormInPage()

    agency = NameField(label="Agency", says="Write the name of the agency.", max_length=200)
    site = NameField(
        label="Site",
        says="Write the name of the site.",
        max_length=200,
        help_text="An agency or a site that is not known yet is added.",
    )
    county = forms.ModelChoiceField(
        County.objects.none(),
        required=False,
        label="County",
        empty_label="As it is known",
        help_text="Only needed for a new site.",
        error_messages={"invalid_choice": "Choose one of these counties."},
    )
    funding = forms.MultipleChoiceField(
        label="What pays this place",
        choices=ProgramSite.Funding.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among these kinds of funding."},
    )
    on = DayField(name="the first day", label="From this day on")
    replaces = forms.ModelMultipleChoiceField(
        Placement.objects.none(),
        required=False,
        label="Works no longer at",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Choose among the sites of this person.",
            "invalid_pk_value": "Choose among the sites of this person.",
        },
    )
    reason = forms.CharField(label="The reason, in a few words", max_length=200, required=False)

    def __init__(self, data=None, *, person, cohort):
        self.today = cohort.today
        placements = person.placements.filter(ends_on=None).select_related("site__organization")
        newest = placements.order_by("-starts_on", "-pk").first()
        now = {"on": self.today, "replaces": placements}
        super().__init__(data, initial=now | (values_of(newest) if newest else {}))
        self.network = cohort.network
        self.fields["county"].queryset = County.objects.filter(region__network=cohort.network_id)
        self.fields["replaces"].queryset = placements
        self.fields["replaces"].label_from_instance = name_of
        if not placements:
            del self.fields["replaces"]

    def clean_on(self):
        day = self.cleaned_data["on"]
        if abs(day - self.today) > timedelta(days=MOST_DAYS):
            raise forms.ValidationError("This day is more than two years away. Look at the year.")
        return day

    def changes(self):
        """Arguments of `change_place` but for the site."""
        cleaned = self.cleaned_data
        return {
            "funding": cleaned["funding"],
            "on": cleaned["on"],
            "replaces": list(cleaned.get("replaces", [])),
            "reason": cleaned["reason"],
        }


def values_of(placement):
    """{field: what it says of the placement}"""
    return {
        "agency": placement.site.organization.name,
        "site": placement.site.name,
        "funding": placement.funding,
    }


class CloseSiteForm(forms.Form):
    helper = FormInPage()

    on = DayField(name="the last day", label="The last day of this site")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"on": today}, **kwargs)
        self.today = today

    def clean_on(self):
        day = self.cleaned_data["on"]
        if abs(day - self.today) > timedelta(days=MOST_DAYS):
            raise forms.ValidationError("This day is more than two years away. Look at the year.")
        return day
