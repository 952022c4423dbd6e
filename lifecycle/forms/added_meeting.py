"""Forms of meetings that are added: a webinar, a make-up, the second half of a meeting."""

from datetime import datetime, timedelta

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guidebooks.models import Setting
from lib import dates
from lib.bilingual import merge_languages
from lib.form_layout import FormInPage
from meetings.agenda_times import AgendaTimes

from .reschedule_meeting import MeetingForm

#: An added meeting is at most so far away.
FARTHEST = timedelta(days=5 * 365)


class AddedForm(forms.Form):
    """When a meeting is that is added: always ahead."""

    on, starts, minutes = (MeetingForm.base_fields[name] for name in ["on", "starts", "minutes"])

    def __init__(self, *args, cohort, **kwargs):
        self.cohort = cohort
        super().__init__(*args, **kwargs)
        self.fields["starts"].help_text = f"{cohort.time_zone_label}."

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day < self.cohort.today:
            raise forms.ValidationError(_("Choose a day that has not passed"))
        if day > timezone.localdate() + FARTHEST:
            raise forms.ValidationError(_("Choose a day within the next five years"))
        return day

    def clean(self):
        cleaned = super().clean()
        if "on" in cleaned and "starts" in cleaned:
            begins = datetime.combine(cleaned["on"], cleaned["starts"], tzinfo=self.cohort.zone)
            if begins <= timezone.now():
                self.add_error("starts", _("This hour is over. Choose a later one, or another day"))
        return cleaned

    def columns(self):
        """{name: value} of the new meeting's columns."""
        return dict(self.cleaned_data)


class WebinarForm(AddedForm):
    helper = FormInPage(Row("title_en", "title_es"), "on", "starts", "minutes", "link_url", "phone")

    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=15,
        max_value=600,
        initial=60,
        error_messages=MeetingForm.base_fields["minutes"].error_messages
        | {"required": _("Write the minutes as a number, such as 60")},
    )
    title_en = forms.CharField(
        label=_("What it is about"),
        max_length=150,
        error_messages={"required": _("Write in a few words what it is about")},
    )
    title_es = forms.CharField(label=_("The same in Spanish"), max_length=150, required=False)
    link_url, phone = (MeetingForm.base_fields[name] for name in ["link_url", "phone"])

    def columns(self):
        names = ["on", "starts", "minutes", "link_url", "phone"]
        found = {name: self.cleaned_data[name] for name in names}
        return found | {"title": merge_languages(self.cleaned_data, "title")}


class MakeUpForm(AddedForm):
    """Date, length and place of a make-up; it begins with those of the meeting itself."""

    helper = FormInPage(
        "on",
        "starts",
        "minutes",
        InlineRadios("setting"),
        "place_name",
        "place_address",
        "link_url",
        "phone",
    )

    minutes = WebinarForm.base_fields["minutes"]
    setting, place_name, place_address, link_url, phone = (
        MeetingForm.base_fields[name]
        for name in ["setting", "place_name", "place_address", "link_url", "phone"]
    )

    def __init__(self, *args, meeting, **kwargs):
        names = ["starts", "minutes", "setting", "place_name", "place_address", "link_url", "phone"]
        initial = {name: getattr(meeting, name) for name in names}
        super().__init__(*args, cohort=meeting.cohort, initial=initial, **kwargs)

    def clean_setting(self):
        return self.cleaned_data["setting"] or Setting.IN_PERSON


class SplitPointField(forms.ModelChoiceField):
    """A block that the second half begins with; each says when it begins and how the time is split.

    points: {primary key of the block: its SplitPoint}.
    """

    points = {}

    def label_from_instance(self, obj):
        point = self.points[obj.pk]
        return _("%(time)s %(title)s (%(first)s + %(second)s min)") % {
            "time": dates.clock(point.block.begins),
            "title": obj.title,
            "first": point.first,
            "second": point.second,
        }


class SplitForm(AddedForm):
    """From which block on, and when; it begins with the block that makes the halves most alike."""

    helper = FormInPage("block", "on", "starts")

    minutes = None
    block = SplitPointField(
        label=_("The second half begins with"),
        queryset=None,
        empty_label=None,
        help_text=_("In brackets: how many minutes the first and the second half take then."),
        error_messages={
            "required": _("Choose the block that the second half begins with"),
            "invalid_choice": _("Choose one of the blocks of this agenda"),
        },
    )

    def __init__(self, *args, meeting, **kwargs):
        self.meeting = meeting
        times = AgendaTimes(meeting)
        initial = {"starts": meeting.starts}
        if times.middle:
            initial["block"] = times.middle.block.segment
        super().__init__(*args, cohort=meeting.cohort, initial=initial, **kwargs)
        points = {point.block.segment.pk: point for point in times.split_points}
        self.fields["on"].label = _("Day of the second half")
        self.fields["on"].help_text = _("The first half stays on %(day)s.") % {
            "day": dates.day(meeting.on)
        }
        self.fields["block"].points = points
        self.fields["block"].queryset = meeting.segments.filter(pk__in=points).in_order()

    def clean(self):
        cleaned = super().clean()
        day, starts = cleaned.get("on"), cleaned.get("starts")
        if day and starts and (day, starts) <= (self.meeting.on, self.meeting.starts):
            self.add_error("on", _("Choose a day after the first half"))
        following = meeting_after(self.meeting)
        if day and following and day >= following.on and "on" not in self.errors:
            words = _("Choose a day before meeting %(n)s, which is on %(day)s.")
            self.add_error("on", words % {"n": following.number, "day": dates.day(following.on)})
        return cleaned


def meeting_after(meeting):
    """The first of the later meetings of the guidebook that take place; None after the last."""
    planned = meeting.cohort.meetings.of_the_plan().taking_place()
    return planned.filter(position__gt=meeting.position).order_by("on", "starts").first()
