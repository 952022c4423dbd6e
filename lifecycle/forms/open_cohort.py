import dataclasses
from calendar import month_name
from datetime import datetime, time, timedelta

from crispy_forms.layout import Row
from django import forms
from i18nfield.strings import LazyI18nString

from guidebooks.models import Guidebook, PlannedMeeting, Track
from lib.form_fields import DayInput
from lib.form_layout import FormInPage
from people.models import Region

from ..actions.copy_plan import planned_dates
from ..actions.open_cohort import CohortPlan
from .cohort_fields import SEATS_ERRORS, CohortFieldsForm
from .opening_dates import check_day, check_in_order, odd_cycle, odd_notice, on_holidays
from .opening_fields import OpeningFields


class OpenCohortForm(OpeningFields, CohortFieldsForm):
    """What somebody decides who opens a cohort, with checks of the dates against each other
    and the guidebook.

    Unusual dates are warnings (`odd_dates`): the form has to be sent again with accept_odd_dates.
    """

    help_texts = {
        "name": "What people will call it, such as “Region 8 cohort, 2027–29”.",
        "place_name": "You can add it later, but people ask for it first.",
        "contact_name": (
            "Whom applicants and directors ask. You can add it later, but before the application "
            "page is public."
        ),
    }

    guidebook = forms.ModelChoiceField(
        Guidebook.objects.none(),
        empty_label=None,
        error_messages={
            "required": "Choose a guidebook. Where none is offered, publish one, or put one back "
            "into the catalog.",
            "invalid_choice": "Choose one of these guidebooks.",
        },
    )
    track = forms.ModelChoiceField(
        Track.objects.none(),
        required=False,
        empty_label="None",
        help_text="For whom, where the guidebook is offered to several groups.",
        error_messages={"invalid_choice": "Choose one of these tracks."},
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "Choose a region that you lead."},
    )
    first_meeting_on = forms.DateField(label="First meeting", widget=DayInput())
    starts = forms.TimeField(
        label="Start time", initial=time(9), widget=forms.TimeInput(attrs={"type": "time"})
    )
    capacity = forms.IntegerField(
        label="Seats",
        min_value=1,
        max_value=200,
        required=False,
        error_messages=SEATS_ERRORS,
        help_text="Empty: as many as the guidebook says.",
    )
    apply_by = forms.DateField(
        label="Applications close",
        widget=DayInput(),
        help_text="Until midnight, by the cohort's clock.",
    )
    notice_on = forms.DateField(label="Applicants hear from us", widget=DayInput())
    accept_odd_dates = forms.BooleanField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args, regions, networks, **kwargs):
        """regions: where this person may open a cohort. networks: ids of those in which also
        without a region.
        """
        super().__init__(*args, **kwargs)
        self.networks, self.odd_dates = networks, []
        reached = {region.network_id for region in regions} | set(networks)
        self.fields["guidebook"].queryset = guidebooks_of(reached)
        keys = [region.pk for region in regions]
        self.limit_choices("region", Region.objects.filter(pk__in=keys))
        self.limit_choices("track", Track.objects.filter(network__in=reached, is_open=True))
        if networks and "region" in self.fields:
            field = self.fields["region"]
            field.required, field.empty_label = False, "No region: the whole network"

    @property
    def helper(self):
        """Without accept_odd_dates, which the button under the warning sends."""
        places = [name for name in ("guidebook", "track", "region") if name in self.fields]
        return FormInPage(
            "form_key",
            *places,
            Row("name", "name_es"),
            "cycle",
            "first_meeting_on",
            "starts",
            "place_name",
            "place_address",
            "contact_name",
            Row("contact_email", "contact_phone"),
            "capacity",
            "apply_by",
            "notice_on",
        )

    def limit_choices(self, name, rows):
        """Offer only these rows; without any the field is removed."""
        self.fields[name].queryset = rows
        if not rows.exists():
            del self.fields[name]

    def clean_apply_by(self):
        return check_day(
            self.cleaned_data["apply_by"],
            "The last day to apply cannot be in the past. Choose a later day.",
        )

    def clean(self):
        cleaned = super().clean()
        check_in_order(self, cleaned)
        self.check_guidebook(cleaned)
        if not self.errors:
            self.check_odd_dates(cleaned)
        return cleaned

    def check_guidebook(self, cleaned):
        """Guidebook, region and track belong together, and no meeting ends after midnight."""
        guidebook, starts, track = (cleaned.get(key) for key in ["guidebook", "starts", "track"])
        if not guidebook:
            return
        self.check_region(guidebook, cleaned.get("region"))
        if track and track.guidebook_slug != guidebook.slug:
            self.add_error("track", "This track belongs to another guidebook.")
        if starts and ends_tomorrow(starts, longest_meeting(guidebook)):
            self.add_error(
                "starts", "The meetings would end after midnight. Choose an earlier time."
            )

    def check_region(self, guidebook, region):
        """Without a region, the network of the guidebook must be one that this person has."""
        if region and guidebook.network_id != region.network_id:
            self.add_error(
                "guidebook", "This guidebook belongs to another network than the region."
            )
        needs_region = guidebook.network_id not in self.networks
        if not region and "region" not in self.errors and needs_region:
            self.add_error("guidebook", "Choose a region for this guidebook.")

    def check_odd_dates(self, cleaned):
        """Fill `odd_dates` with sentences about unusual dates."""
        guidebook, first = cleaned["guidebook"], cleaned["first_meeting_on"]
        days = planned_dates(guidebook, first)
        odd = [
            odd_notice(cleaned["notice_on"], first, guidebook),
            odd_cycle(cleaned["cycle"], first),
            out_of_season(guidebook, days),
            *on_holidays(guidebook.network, sorted(days.items())),
        ]
        self.odd_dates = [sentence for sentence in odd if sentence]

    @property
    def plan(self):
        """The CohortPlan of a valid form."""
        cleaned = {"region": None, "track": None} | self.cleaned_data
        names = [column.name for column in dataclasses.fields(CohortPlan)]
        fields = {name: cleaned[name] for name in names if name in cleaned}
        if cleaned["name_es"]:
            fields["name"] = LazyI18nString({"en": cleaned["name"], "es": cleaned["name_es"]})
        fields["capacity"] = cleaned["capacity"] or cleaned["guidebook"].capacity
        return CohortPlan(**fields)

    @property
    def needs_confirmation(self):
        return bool(self.odd_dates) and not self.cleaned_data.get("accept_odd_dates")


def guidebooks_of(networks):
    """The newest versions that the catalogs of these networks offer. networks: their ids."""
    newest = Guidebook.objects.in_catalog().newest_versions().values("pk")
    return Guidebook.objects.published().filter(pk__in=newest, network__in=networks)


def out_of_season(guidebook, days):
    """A sentence about the meetings that would be outside the months of their part;
    empty if there are none. days: {position: date}.
    """
    outside = meetings_out_of_season(guidebook, days)
    if not outside:
        return ""
    part = outside[0].part
    season = f"{month_name[part.first_month]} to {month_name[part.last_month]}"
    which = ", ".join(f"meeting {m.position} on {days[m.position]:%b %-d, %Y}" for m in outside)
    return (
        f"{part.name} goes from {season}, and this would lie outside: {which}. "
        "You can move single meetings afterwards."
    )


def meetings_out_of_season(guidebook, days):
    meetings = PlannedMeeting.objects.in_guidebook(guidebook).select_related("part")
    return [
        meeting
        for meeting in meetings
        if meeting.position in days and not meeting.part.is_in_season(days[meeting.position])
    ]


def longest_meeting(guidebook):
    planned = PlannedMeeting.objects.in_guidebook(guidebook).select_related("part__guidebook")
    return max(
        (meeting.planned_minutes for meeting in planned), default=guidebook.minutes_per_meeting
    )


def ends_tomorrow(starts, minutes):
    begins = datetime.combine(datetime.min, starts)
    return (begins + timedelta(minutes=minutes)).date() > begins.date()
