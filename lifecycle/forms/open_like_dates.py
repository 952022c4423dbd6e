from itertools import pairwise

from django import forms
from django.utils.functional import cached_property
from i18nfield.strings import LazyI18nString

from lib import dates
from lib.form_fields import DayInput
from lib.form_layout import FieldInRow

from ..actions.open_like import LikePlan, staff_to_copy
from ..shifted_dates import first_meeting_of, shift_deadlines, shift_meetings
from .open_cohort import out_of_season
from .opening_dates import check_day, check_in_order, odd_cycle, odd_notice, on_holidays


class LikeDatesForm(forms.Form):
    """Every date of a cohort like `source`, proposed, to be typed over; and which of the meetings
    that were called off or added there come along.

    Unusual dates are asked about (`odd_dates`): then it has to be sent with accept_odd_dates.
    """

    apply_by = forms.DateField(label="Applications close", widget=DayInput())
    notice_on = forms.DateField(label="Applicants hear from us", widget=DayInput())
    accept_odd_dates = forms.BooleanField(required=False, widget=forms.HiddenInput())

    helper = FieldInRow()

    def __init__(self, *args, first, by, **kwargs):
        """first: a LikeCohortForm that is valid. by: whoever opens the cohort."""
        self.first, self.source, self.by = first.cleaned_data, first.source, by
        self.shifted = shift_meetings(self.source, self.first["first_meeting_on"])
        self.odd_dates = []
        apply_by, notice_on = shift_deadlines(self.source, self.first["first_meeting_on"])
        super().__init__(*args, initial={"apply_by": apply_by, "notice_on": notice_on}, **kwargs)
        for shifted in self.shifted:
            self.add_meeting(shifted.row, shifted.on)

    def add_meeting(self, meeting, day):
        self.fields[day_of(meeting)] = day_field(meeting, day)
        if is_asked(meeting):
            self.fields[tick_of(meeting)] = forms.BooleanField(
                label=f"Hold meeting {meeting.number} in the new cohort",
                initial=meeting.is_of_the_plan,
                required=False,
            )

    @property
    def rows(self):
        """[(ShiftedDate, its field, the field of its tick or None)] in the order of the days."""
        return [
            (
                shifted,
                self[day_of(shifted.row)],
                self[tick_of(shifted.row)] if is_asked(shifted.row) else None,
            )
            for shifted in self.shifted
        ]

    @property
    def days(self):
        """{key of a meeting there: its day here} of those that come along, as typed so far."""
        cleaned = getattr(self, "cleaned_data", None)
        found = {}
        for shifted in self.shifted:
            meeting = shifted.row
            day = cleaned.get(day_of(meeting)) if cleaned is not None else shifted.on
            wanted = cleaned.get(tick_of(meeting)) if cleaned is not None else True
            if day and (wanted or not is_asked(meeting)):
                found[meeting.pk] = day
        return {pk: day for pk, day in found.items() if self.follows_one_of(pk, found)}

    def follows_one_of(self, pk, found):
        """Whether the meeting that this one follows comes along, or it follows none."""
        followed = next(row.row.of_id for row in self.shifted if row.row.pk == pk)
        return followed is None or followed in found

    def clean(self):
        cleaned = super().clean()
        self.check_meetings(cleaned)
        self.check_deadlines(cleaned)
        check_in_order(self, cleaned)
        if not self.errors:
            self.check_odd_dates(cleaned)
        return cleaned

    def check_deadlines(self, cleaned):
        if "apply_by" in cleaned:
            passed = "The last day to apply has passed by then. Choose a later day."
            self.check("apply_by", cleaned["apply_by"], passed)
        planned = list(self.days.values())
        if planned and cleaned.get("notice_on") and cleaned["notice_on"] >= min(planned):
            self.add_error(
                "notice_on", "Applicants hear before the first meeting. Choose an earlier day."
            )

    def check(self, field, day, error):
        try:
            check_day(day, error)
        except forms.ValidationError as refusal:
            self.add_error(field, refusal)

    def check_meetings(self, cleaned):
        """None in the past, those of the guidebook in order, and at least one in every part."""
        days = self.days
        there = [shifted.row for shifted in self.shifted if shifted.row.pk in days]
        self.check_ticked(cleaned)
        for meeting in there:
            passed = f"Meeting {meeting.number} cannot be in the past. Choose a later day."
            self.check(day_of(meeting), days[meeting.pk], passed)
        plan = [meeting for meeting in there if meeting.is_of_the_plan]
        self.check_order(plan, days)
        self.check_parts(plan)

    def check_ticked(self, cleaned):
        """What comes along has a day."""
        for shifted in self.shifted:
            ticked, field = cleaned.get(tick_of(shifted.row)), day_of(shifted.row)
            if ticked and not cleaned.get(field) and field not in self.errors:
                self.add_error(field, f"Choose the day of meeting {shifted.row.number}.")

    def check_order(self, plan, days):
        """days: {key of a meeting: its day}."""
        for before, meeting in pairwise(sorted(plan, key=lambda row: row.position)):
            if days[meeting.pk] <= days[before.pk]:
                self.add_error(
                    day_of(meeting),
                    f"Choose a day for meeting {meeting.number} after meeting {before.number}, "
                    f"which is on {dates.day(days[before.pk])}.",
                )

    def check_parts(self, plan):
        left = {meeting.part_id for meeting in plan}
        for part in self.source.guidebook.parts.order_by("number"):
            if part.pk not in left and not self.errors:
                raise forms.ValidationError(
                    f"{part.name} would have no meeting. Keep at least one of them."
                )

    def check_odd_dates(self, cleaned):
        """Fill `odd_dates`. What the page itself proposed and moved needs no question."""
        days = self.days
        there = [shifted.row for shifted in self.shifted if shifted.row.pk in days]
        first = min(days[meeting.pk] for meeting in there if meeting.is_of_the_plan)
        numbered = [(meeting.number, days[meeting.pk]) for meeting in there]
        by_position = {row.position: days[row.pk] for row in there if row.is_of_the_plan}
        odd = [
            odd_notice(cleaned["notice_on"], first, self.source.guidebook),
            odd_cycle(self.first["cycle"], first),
            out_of_season(self.source.guidebook, by_position),
            *on_holidays(self.source.network, numbered),
        ]
        self.odd_dates = [sentence for sentence in odd if sentence]

    @property
    def needs_confirmation(self):
        return bool(self.odd_dates) and not self.cleaned_data.get("accept_odd_dates")

    @property
    def keeps_team(self):
        """Whether roles and contact come along: only within one region."""
        region = self.first["region"]
        return self.first["with_staff"] and region is not None and region == self.source.region

    @cached_property
    def staff(self):
        """The roles that are given in the new cohort."""
        return list(staff_to_copy(self.source, by=self.by)) if self.keeps_team else []

    @property
    def plan(self):
        """The LikePlan of a valid form."""
        source, first, cleaned = self.source, self.first, self.cleaned_data
        earliest = first_meeting_of(source)
        texts = {"en": first["name"], "es": first["name_es"]}
        is_open = source.track is not None and source.track.is_open
        place = {"place_name": source.place_name, "place_address": source.place_address}
        contact = {
            name: getattr(source, name)
            for name in ["contact_name", "contact_email", "contact_phone"]
        }
        return LikePlan(
            copied_from=source,
            guidebook=source.guidebook,
            track=source.track if is_open else None,
            region=first["region"],
            name=LazyI18nString(texts) if texts["es"] else texts["en"],
            cycle=first["cycle"],
            capacity=first["capacity"],
            first_meeting_on=self.days.get(earliest.pk, first["first_meeting_on"]),
            starts=earliest.starts,
            apply_by=cleaned["apply_by"],
            notice_on=cleaned["notice_on"],
            days=self.days,
            with_place=first["with_place"],
            staff=tuple(self.staff),
            **place if first["with_place"] else {},
            **contact if self.keeps_team else {},
        )


def day_of(meeting):
    """The name of the field of its day."""
    return f"on_{meeting.pk}"


def day_field(meeting, day):
    """day: the one that is proposed. Whoever does not hold the meeting leaves it empty."""
    return forms.DateField(
        label=f"Day of meeting {meeting.number}",
        initial=day,
        required=not is_asked(meeting),
        widget=DayInput(),
        error_messages={
            "required": f"Choose the day of meeting {meeting.number}.",
            "invalid": f"Write the day of meeting {meeting.number} as 2027-03-05.",
        },
    )


def tick_of(meeting):
    """The name of the field that says whether it comes along."""
    return f"hold_{meeting.pk}"


def is_asked(meeting):
    """Whether it comes along is asked: it was called off there, or added."""
    return meeting.is_called_off or (not meeting.is_of_the_plan and not meeting.is_half)
