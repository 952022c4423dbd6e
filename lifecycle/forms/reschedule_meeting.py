from datetime import timedelta

from crispy_forms.bootstrap import InlineRadios
from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guidebooks.models import Setting
from lib import dates
from lib.form_layout import FormInPage
from meetings.models import Meeting

EDITABLE = [
    "on",
    "starts",
    "setting",
    "mandatory",
    "place_name",
    "place_address",
    "link_url",
    "phone",
]


class MeetingForm(forms.Form):
    """Date, time, place and setting of a meeting.

    Meetings stay in order, and none moves into the past.
    """

    helper = FormInPage(
        "on",
        "starts",
        InlineRadios("setting"),
        InlineRadios("mandatory"),
        "place_name",
        "place_address",
        "link_url",
        "phone",
    )

    on = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
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

    def changes(self):
        """{name: value} of the columns that the meeting does not have yet."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if getattr(self.meeting, name) != value
        }

    def clean_setting(self):
        return self.cleaned_data["setting"] or self.meeting.setting

    def clean_mandatory(self):
        """Unchanged if the field was not sent."""
        mandatory = self.cleaned_data["mandatory"]
        return self.meeting.mandatory if mandatory is None else mandatory

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day == self.meeting.on:
            return day
        if self.meeting.is_held:
            raise forms.ValidationError(_("This meeting was held on its date. The date stays"))
        if day < timezone.localdate(timezone=self.meeting.zone):
            raise forms.ValidationError(_("Choose a day that has not passed"))
        if day > timezone.localdate() + timedelta(days=5 * 365):
            raise forms.ValidationError(_("Choose a day within the next five years"))
        self.check_order(day)
        return day

    def check_order(self, day):
        """Refuses a day on or beyond that of a neighboring meeting."""
        others = Meeting.objects.filter(cohort=self.meeting.cohort)
        before = (
            others.filter(position__lt=self.meeting.position, on__gte=day)
            .order_by("position")
            .last()
        )
        after = (
            others.filter(position__gt=self.meeting.position, on__lte=day)
            .order_by("position")
            .first()
        )
        if before:
            raise forms.ValidationError(
                gettext("Choose a day after meeting %(n)s, which is on %(day)s")
                % position_and_day(before)
            )
        if after:
            raise forms.ValidationError(
                gettext("Choose a day before meeting %(n)s, which is on %(day)s")
                % position_and_day(after)
            )


def position_and_day(meeting):
    return {"n": meeting.number, "day": dates.day(meeting.on)}
