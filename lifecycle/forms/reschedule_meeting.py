from datetime import datetime, timedelta

from crispy_forms.bootstrap import InlineRadios
from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guidebooks.models import Setting
from lib import dates
from lib.form_fields import TOO_LONG, DayInput
from lib.form_layout import FormInPage, Unmarked
from meetings.models import Meeting

from ..actions.meeting_expectation import expectation_refusal
from ..actions.reschedule_meeting import corrects_the_past, move_refusal

EDITABLE = [
    "on",
    "starts",
    "minutes",
    "setting",
    "mandatory",
    "place_name",
    "place_address",
    "link_url",
    "phone",
]


class MeetingForm(forms.Form):
    """Date, time, length, place and setting of a meeting.

    Meetings of the guidebook stay in order, and none moves into the past; a day that is over can be
    put right, with a reason.
    """

    helper = FormInPage(
        "on",
        Unmarked("reason"),
        "starts",
        Unmarked("minutes"),
        InlineRadios("setting"),
        InlineRadios("mandatory"),
        "place_name",
        "place_address",
        "link_url",
        "phone",
    )

    on = forms.DateField(
        label=_("Date"),
        widget=DayInput(),
        error_messages={
            "required": _("Choose a date"),
            "invalid": _("Write a date such as 2027-03-05"),
        },
    )
    starts = forms.TimeField(
        label=_("Begins"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Choose a time"), "invalid": _("Write a time such as 9:00")},
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=15,
        max_value=600,
        required=False,
        error_messages={
            "invalid": _("Write the minutes as a number, such as 270"),
            "min_value": _("A meeting takes at least 15 minutes"),
            "max_value": _("A meeting takes at most 600 minutes"),
        },
    )
    setting = forms.ChoiceField(
        label=_("How people meet"),
        choices=Setting.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Choose in person, online, or both")},
    )
    mandatory = forms.TypedChoiceField(
        label=_("Who comes"),
        choices=[("True", _("Everybody is expected")), ("False", _("Optional"))],
        widget=forms.RadioSelect,
        required=False,
        coerce=lambda word: word == "True",
        empty_value=None,
        error_messages={"invalid_choice": _("Choose whether everybody is expected")},
    )
    reason = forms.CharField(
        label=_("Why the day is put right"),
        help_text=_("The meeting is over, so nobody is written to. The old day is kept with this."),
        max_length=200,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    place_name = forms.CharField(label=_("Place"), max_length=200, required=False)
    place_address = forms.CharField(label=_("Address"), max_length=300, required=False)
    link_url = forms.URLField(
        label=_("Link, if it meets online"),
        help_text=_("Members and staff see it, directors do not."),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write an address such as https://example.org/meeting")},
    )
    phone = forms.CharField(
        label=_("Phone on the day"),
        help_text=_("For an online meeting, the number to call in."),
        max_length=60,
        required=False,
    )

    def __init__(self, *args, meeting, **kwargs):
        self.meeting = meeting
        super().__init__(
            *args, initial={name: getattr(meeting, name) for name in EDITABLE}, **kwargs
        )
        self.fields["starts"].help_text = f"{meeting.cohort.time_zone_label}."
        if not corrects_the_past(meeting, {}):
            self.fields["reason"].widget = forms.HiddenInput()

    def changes(self):
        """{name: value} of the columns that the meeting does not have yet."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in EDITABLE and getattr(self.meeting, name) != value
        }

    def clean_setting(self):
        return self.cleaned_data["setting"] or self.meeting.setting

    def clean_mandatory(self):
        """Unchanged if the field was not sent."""
        mandatory = self.cleaned_data["mandatory"]
        if mandatory is None:
            return self.meeting.mandatory
        if refusal := expectation_refusal(self.meeting, mandatory):
            raise forms.ValidationError(refusal)
        return mandatory

    def clean_minutes(self):
        """Unchanged if the field was not sent."""
        return self.cleaned_data["minutes"] or self.meeting.minutes

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day == self.meeting.on:
            return day
        if refusal := move_refusal(self.meeting, day):
            raise forms.ValidationError(refusal)
        if day < self.today and not corrects_the_past(self.meeting, {"on": day}):
            raise forms.ValidationError(_("Choose a day that has not passed"))
        if day > timezone.localdate() + timedelta(days=5 * 365):
            raise forms.ValidationError(_("Choose a day within the next five years"))
        if not self.meeting.of_id and self.meeting.kind == Meeting.Kind.COHORT:
            self.check_order(day)
        return day

    def clean(self):
        cleaned = super().clean()
        if "on" in cleaned and "starts" in cleaned:
            self.check_hour(cleaned)
            self.check_reason(cleaned)
        return cleaned

    def check_hour(self, cleaned):
        """Refuses an hour of today that is over, unless it was held then."""
        begins = datetime.combine(cleaned["on"], cleaned["starts"], tzinfo=self.meeting.zone)
        is_changed = begins != self.meeting.starts_at
        is_over = cleaned["on"] == self.today and begins < timezone.now()
        if is_changed and is_over and not corrects_the_past(self.meeting, cleaned):
            self.add_error("starts", _("This hour is over. Choose a later one, or another day"))

    def check_reason(self, cleaned):
        is_other_day = cleaned["on"] != self.meeting.on
        if is_other_day and corrects_the_past(self.meeting, cleaned) and not cleaned.get("reason"):
            self.add_error("reason", _("Write why the day is put right, in a few words"))

    @property
    def today(self):
        return self.meeting.cohort.today

    def check_order(self, day):
        """Refuses a day on or beyond that of a neighboring meeting of the guidebook."""
        cohort, position = self.meeting.cohort, self.meeting.position
        planned = Meeting.objects.filter(cohort=cohort).of_the_plan().taking_place()
        others = planned.order_by("position")
        before = others.filter(position__lt=position, on__gte=day).last()
        after = others.filter(position__gt=position, on__lte=day).first()
        if before:
            words = gettext("Choose a day after meeting %(n)s, which is on %(day)s")
            raise forms.ValidationError(words % number_and_day(before))
        if after:
            words = gettext("Choose a day before meeting %(n)s, which is on %(day)s")
            raise forms.ValidationError(words % number_and_day(after))


def number_and_day(meeting):
    return {"n": meeting.number, "day": dates.day(meeting.on)}
