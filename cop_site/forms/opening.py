import uuid
from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone

from cohorts.forms.fields import NameField
from cohorts.models import Guidebook, Region
from cohorts.naming import tidy

DATE = {"type": "date"}
START_AGAIN = "Part of this page was lost. Check what you typed and send it once more."


class OpeningForm(forms.Form):
    """Open a cohort: the guidebook gives everything else. Dates are checked against each other."""

    guidebook = forms.ModelChoiceField(Guidebook.objects.none(), empty_label=None, error_messages={"invalid_choice": "Choose one of these guidebooks."})
    region = forms.ModelChoiceField(Region.objects.none(), empty_label=None, error_messages={"invalid_choice": "Choose a region that you lead."})
    name = NameField(max_length=200, says="Write a name.", help_text="What people will call it, such as “Region 8 cohort, 2027–29”.")
    cycle = forms.RegexField(
        r"^\d{4}[-–]\d{2}$",
        help_text="The years it runs, such as 2027-29. Results are pooled within one cycle.",
        error_messages={"invalid": "Write the years like 2027-29."},
    )
    first_meeting_on = forms.DateField(label="First meeting", widget=forms.DateInput(attrs=DATE))
    starts = forms.TimeField(label="Start time", initial=time(9), widget=forms.TimeInput(attrs={"type": "time"}))
    place_name = forms.CharField(label="Place", max_length=200, required=False, help_text="You can add it later, but people ask for it first.")
    place_address = forms.CharField(label="Address", max_length=300, required=False)
    capacity = forms.IntegerField(label="Seats", min_value=1, max_value=200, initial=30)
    apply_by = forms.DateField(label="Applications close", widget=forms.DateInput(attrs=DATE), help_text="Until midnight, Pacific.")
    notice_on = forms.DateField(label="Applicants hear from us", widget=forms.DateInput(attrs=DATE))
    accept_short_notice = forms.BooleanField(required=False, widget=forms.HiddenInput())
    #: Made when the form is first shown: sending it twice opens one cohort.
    form_key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput(), error_messages=dict.fromkeys(["required", "invalid"], START_AGAIN))

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        networks = [region.network_id for region in regions]
        self.fields["guidebook"].queryset = Guidebook.objects.published().filter(
            pk__in=Guidebook.objects.published().newest_versions().values("pk"), network__in=networks
        )
        self.fields["region"].queryset = Region.objects.filter(pk__in=[region.pk for region in regions])
        self.short_notice = ""

    def clean_cycle(self):
        """Headings write the years with a dash; figures are pooled under one spelling."""
        return self.cleaned_data["cycle"].replace("–", "-")

    def clean_place_name(self):
        return tidy(self.cleaned_data["place_name"])

    def clean_place_address(self):
        return tidy(self.cleaned_data["place_address"])

    def clean_first_meeting_on(self):
        return self.not_past("first_meeting_on", "The first meeting cannot be in the past. Choose a later day.")

    def clean_apply_by(self):
        return self.not_past("apply_by", "The last day to apply cannot be in the past. Choose a later day.")

    def not_past(self, name, sentence):
        day = self.cleaned_data[name]
        if day < timezone.localdate():
            raise forms.ValidationError(sentence)
        if day > timezone.localdate() + timedelta(days=5 * 365):
            raise forms.ValidationError("Choose a day within the next five years.")
        return day

    def clean(self):
        cleaned = super().clean()
        apply_by, notice_on, first = (cleaned.get(name) for name in ["apply_by", "notice_on", "first_meeting_on"])
        if apply_by and notice_on and notice_on < apply_by:
            self.add_error("notice_on", "People can only hear after applications close. Choose that day or a later one.")
        if notice_on and first and first <= notice_on:
            self.add_error("first_meeting_on", "The first meeting must come after applicants have heard. Choose a later day.")
        self.check_guidebook(cleaned)
        if not self.errors:
            self.warn_of_short_notice(notice_on, first, cleaned["guidebook"])
        return cleaned

    def check_guidebook(self, cleaned):
        """The guidebook belongs to the region's network, and its meetings end on the day they begin."""
        guidebook, region, starts = (cleaned.get(name) for name in ["guidebook", "region", "starts"])
        if guidebook and region and guidebook.network_id != region.network_id:
            self.add_error("guidebook", "This guidebook belongs to another network than the region.")
        if guidebook and starts and ends_tomorrow(starts, guidebook.minutes_per_meeting):
            self.add_error("starts", "The meetings would end after midnight. Choose an earlier time.")

    def warn_of_short_notice(self, notice_on, first, guidebook):
        """A warning, not a refusal: the second click with the box ticked opens it all the same."""
        days = (first - notice_on).days
        if days < guidebook.notice_days_minimum:
            self.short_notice = (
                f"Applicants hear {days} days before the first meeting. "
                f"Directors need about {guidebook.notice_days_minimum} to arrange cover."
            )

    @property
    def given(self):
        """What `open_once` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "accept_short_notice"}

    @property
    def needs_a_second_look(self):
        return bool(self.short_notice) and not self.cleaned_data.get("accept_short_notice")

def ends_tomorrow(starts, minutes):
    begins = datetime.combine(datetime.min, starts)
    return (begins + timedelta(minutes=minutes)).date() > begins.date()
