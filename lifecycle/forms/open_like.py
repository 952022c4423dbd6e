from crispy_forms.layout import Row
from django import forms

from lib import dates
from lib.form_fields import DayInput, NameField
from lib.form_layout import FormInPage
from people.models import Region

from ..shifted_dates import first_meeting_of
from .cohort_fields import SEATS_ERRORS
from .opening_fields import OpeningFields


class LikeCohortForm(OpeningFields):
    """What somebody decides first who opens a cohort like `source`."""

    region = forms.ModelChoiceField(
        Region.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "Choose a region in which you open cohorts."},
    )
    name = NameField(
        max_length=200,
        says="Write a name.",
        help_text="What people will call it, such as “Region 8 cohort, 2027–29”.",
    )
    name_es = NameField(
        label="Name in Spanish",
        max_length=200,
        says="Write a name.",
        required=False,
        help_text="Empty: the same name on Spanish pages.",
    )
    first_meeting_on = forms.DateField(
        label="First meeting",
        widget=DayInput(),
        error_messages={"invalid": "Write a date such as 2027-03-05."},
    )
    capacity = forms.IntegerField(
        label="Seats", min_value=1, max_value=200, error_messages=SEATS_ERRORS
    )
    with_place = forms.BooleanField(label="At the same place", required=False)
    with_staff = forms.BooleanField(
        label="With the same people who run it, and the same contact",
        required=False,
        help_text="Within one region only: those whose roles run now.",
    )

    helper = FormInPage(
        "form_key",
        "region",
        Row("name", "name_es"),
        Row("cycle", "capacity"),
        "first_meeting_on",
        "with_place",
        "with_staff",
    )

    def __init__(self, *args, source, regions, networks, **kwargs):
        """regions, networks: as from `places_to_open`."""
        self.source = source
        super().__init__(*args, initial={"capacity": source.seats.count()}, **kwargs)
        there = [region for region in regions if region.network_id == source.network_id]
        field = self.fields["region"]
        field.queryset = Region.objects.filter(pk__in=[region.pk for region in there])
        if source.network_id in networks:
            field.required, field.empty_label = False, "No region: the whole network"
        if source.region in there:
            self.initial["region"] = source.region
        first = first_meeting_of(source)
        field = self.fields["first_meeting_on"]
        field.help_text = f"It was {dates.day(first.on)}. The others keep their distance to it."
