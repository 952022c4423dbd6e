from itertools import pairwise

from crispy_forms.layout import Row
from django import forms
from i18nfield.strings import LazyI18nString

from lib import dates
from lib.bilingual import text_in_language
from lib.form_fields import DayInput
from lib.form_layout import FormInPage, Part

from ..actions.change_cohort import CohortChange
from ..actions.open_part import first_meeting
from .cohort_fields import SEATS_ERRORS, CohortFieldsForm
from .meeting_fields import fields_of, named
from .open_cohort import ends_tomorrow
from .session_fields import (
    FAR_AHEAD,
    session_error,
    session_field,
    session_name,
    sessions_to_change,
)

#: Names that the message about taken seats holds.
NAMES_SHOWN = 3
COLUMNS = ["place_name", "place_address", "contact_name", "contact_email", "contact_phone"]
OF_A_MEETING = ["on", "starts", "minutes"]


class ChangeCohortForm(CohortFieldsForm):
    """What can be changed of an open cohort: each field says what is so now.

    After cleaning, `change` is the CohortChange of what differs.
    """

    help_texts = {
        "place_name": "Meetings that are at the old place go to the new one.",
        "contact_name": "Stands on the application and sign-off pages and in every letter.",
    }

    seats = forms.IntegerField(
        label="Seats",
        min_value=1,
        max_value=200,
        error_messages=SEATS_ERRORS,
    )
    apply_by = forms.DateField(
        label="Applications close",
        widget=DayInput(),
        help_text="Until midnight, by the cohort's clock.",
        error_messages={"required": "Choose a day.", "invalid": "Write a date such as 2027-03-05."},
    )
    notice_on = forms.DateField(
        label="Applicants hear from us",
        widget=DayInput(),
        error_messages={"required": "Choose a day.", "invalid": "Write a date such as 2027-03-05."},
    )

    def __init__(self, *args, cohort, **kwargs):
        self.cohort, self.part = cohort, part_with_dates(cohort)
        self.meetings = list(meetings_to_change(cohort))
        self.sessions = list(sessions_to_change(cohort))
        super().__init__(*args, initial=self.now(), **kwargs)
        if self.part is None:
            del self.fields["apply_by"], self.fields["notice_on"]
        for meeting in self.meetings:
            self.fields.update(fields_of(meeting))
        for session in self.sessions:
            self.fields[session_name(session)] = session_field(session)

    def now(self):
        """What is so now, by the names of the fields."""
        cohort = self.cohort
        found = {name: getattr(cohort, name) for name in COLUMNS}
        found |= {
            "name": text_in_language(cohort.name, "en"),
            "name_es": text_in_language(cohort.name, "es"),
            "seats": cohort.seats.count(),
        }
        if self.part:
            found |= {"apply_by": self.part.apply_by, "notice_on": self.part.notice_on}
        for meeting in self.meetings:
            found |= {named(meeting, name): getattr(meeting, name) for name in OF_A_MEETING}
        return found | {session_name(session): session.on for session in self.sessions}

    @property
    def helper(self):
        recruiting = [Row("apply_by", "notice_on")] if self.part else []
        return FormInPage(
            Part("Name and place", Row("name", "name_es"), Row("place_name", "place_address")),
            Part("Contact", "contact_name", Row("contact_email", "contact_phone")),
            Part("Recruiting", "seats", *recruiting),
            *self.parts_ahead(),
        )

    def parts_ahead(self):
        """The Parts of meetings and of sessions of directors, each if there are any."""
        rows = [
            Row(*[named(meeting, name) for name in OF_A_MEETING], css_class="h-row--short")
            for meeting in self.meetings
        ]
        sessions = [session_name(session) for session in self.sessions]
        if rows:
            yield Part("Meetings ahead", *rows)
        if sessions:
            yield Part("Sessions of directors ahead", *sessions, css_id="sessions")

    def clean_seats(self):
        seats, taken = self.cleaned_data["seats"], self.cohort.memberships.current()
        if seats < taken.count():
            names = list(taken.in_name_order().values_list("person__name", flat=True))
            more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
            raise forms.ValidationError(
                f"{len(names)} seats are taken, by {', '.join(names[:NAMES_SHOWN])}{more}. "
                f"Write {len(names)} or more."
            )
        return seats

    def clean(self):
        cleaned = super().clean()
        if self.cohort.is_published:
            self.check_contact(cleaned)
        self.check_meetings(cleaned)
        self.check_sessions(cleaned)
        if self.part:
            self.check_deadline(cleaned)
        return cleaned

    def check_contact(self, cleaned):
        """The application page of this cohort is public, so it names somebody to ask."""
        if "contact_name" not in self.errors and not cleaned.get("contact_name"):
            self.add_error("contact_name", "Write whom people ask: the application page is public.")
        reachable = cleaned.get("contact_email") or cleaned.get("contact_phone")
        if not reachable and not {"contact_email", "contact_phone"} & self.errors.keys():
            self.add_error("contact_email", "Write an address or a phone of the contact.")

    def check_meetings(self, cleaned):
        """In order, none moved into the past, none over midnight."""
        planned = list(self.cohort.meetings.of_the_plan().taking_place().order_by("position"))
        days = {meeting.position: meeting.on for meeting in planned}
        for meeting in self.meetings:
            days[meeting.position] = cleaned.get(named(meeting, "on")) or meeting.on
        for before, meeting in pairwise([None, *planned]):
            field = named(meeting, "on")
            if field in self.fields and field not in self.errors:
                if error := self.day_error(meeting, days, before=before):
                    self.add_error(field, error)
                self.check_hours(meeting, cleaned)

    def day_error(self, meeting, days, *, before):
        """Why a meeting cannot be on its day, as a sentence; "" if it can.

        days: {position: day}. before: the meeting that it follows, or None.
        """
        day, today = days[meeting.position], self.cohort.today
        if day != meeting.on and not today <= day <= today + FAR_AHEAD:
            return f"Choose a day ahead for meeting {meeting.position}."
        if before and day <= days[before.position]:
            return (
                f"Choose a day for meeting {meeting.position} after meeting {before.position}, "
                f"which is on {dates.day(days[before.position])}."
            )
        return ""

    def check_hours(self, meeting, cleaned):
        starts, minutes = (cleaned.get(named(meeting, name)) for name in ["starts", "minutes"])
        if starts and minutes and ends_tomorrow(starts, minutes):
            self.add_error(
                named(meeting, "starts"),
                f"Meeting {meeting.position} would end after midnight. Choose an earlier time.",
            )

    def check_sessions(self, cleaned):
        """Only what was typed is checked: a session that is not, moves with its meeting."""
        days = {meeting.pk: cleaned.get(named(meeting, "on")) for meeting in self.meetings}
        for session in self.sessions:
            day, meeting = cleaned.get(session_name(session)), session.after_meeting
            if day and day != session.on:
                after = meeting and (days.get(meeting.pk) or meeting.on)
                if error := session_error(session, day, after=after):
                    self.add_error(session_name(session), error)

    def check_deadline(self, cleaned):
        apply_by, notice_on = cleaned.get("apply_by"), cleaned.get("notice_on")
        today = self.cohort.today
        is_ahead = apply_by and today <= apply_by <= today + FAR_AHEAD
        if apply_by and apply_by != self.part.apply_by and not is_ahead:
            self.add_error("apply_by", "Choose a last day to apply that has not passed.")
        if apply_by and notice_on and notice_on < apply_by:
            self.add_error(
                "notice_on",
                "People can only hear after applications close. Choose that day or a later one.",
            )
        self.check_notice(notice_on, cleaned)

    def check_notice(self, notice_on, cleaned):
        """Applicants hear before the first meeting, whichever of the two days is new."""
        first = first_meeting(self.part)
        if first is None or not notice_on:
            return
        field = named(first, "on")
        day = cleaned.get(field) or first.on
        if notice_on >= day and {"notice_on", field} & self.changed:
            self.add_error(
                "notice_on" if "notice_on" in self.changed else field,
                f"Applicants hear on {dates.day(notice_on)}, and the first meeting is on "
                f"{dates.day(day)}. It comes after that.",
            )

    @property
    def changed(self):
        """Names of the fields whose value differs from what is so now."""
        now = self.now()
        return {name for name, value in self.cleaned_data.items() if value != now.get(name)}

    @property
    def change(self):
        """The CohortChange of a valid form."""
        cleaned, changed = self.cleaned_data, self.changed
        sessions = {session.pk: session_name(session) for session in self.sessions}
        return CohortChange(
            columns=self.columns_of(changed),
            seats=cleaned["seats"] if "seats" in changed else None,
            part=self.part,
            dates={name: cleaned[name] for name in ["apply_by", "notice_on"] if name in changed},
            meetings=self.meetings_of(changed),
            sessions={pk: cleaned[name] for pk, name in sessions.items() if name in changed},
        )

    def columns_of(self, changed):
        """{column of the cohort: new value}. changed: names of fields."""
        cleaned = self.cleaned_data
        columns = {name: cleaned[name] for name in COLUMNS if name in changed}
        if {"name", "name_es"} & changed:
            texts = {"en": cleaned["name"], "es": cleaned["name_es"]}
            columns["name"] = LazyI18nString(texts) if texts["es"] else texts["en"]
        return columns

    def meetings_of(self, changed):
        """{key of a meeting: {column: new value}}, without those that stay as they are."""
        found = {}
        for meeting in self.meetings:
            fields = {name: named(meeting, name) for name in OF_A_MEETING}
            columns = {name: self.cleaned_data[f] for name, f in fields.items() if f in changed}
            if columns:
                found[meeting.pk] = columns
        return found


def part_with_dates(cohort):
    """The CohortPart whose deadline and notice day can be changed: the one that recruits, unless
    its recruiting was ended; None if there is none.
    """
    part = cohort.recruiting_part
    return part if part and not part.closed_at and not cohort.is_completed else None


def meetings_to_change(cohort):
    """Meetings of the guidebook that are ahead, and that nobody has been marked for."""
    today = cohort.today
    ahead = cohort.meetings.filter(on__gte=today, attendance_closed_at=None, attendances=None)
    return ahead.of_the_plan().taking_place().order_by("position")
