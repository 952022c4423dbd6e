from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from i18nfield.fields import I18nCharField, I18nTextField

from cohorts.models import Cohort
from guidebooks.models import Part, PlannedMeeting, Setting
from lib.history import tracked
from people.models import Person


class MeetingQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position")

    def upcoming(self, today=None):
        """Meetings whose day is today or later, the next one first,
        whether or not attendance is closed.
        """
        return self.filter(on__gte=today or timezone.localdate()).order_by("on", "position")

    def begun(self, today=None):
        """Meetings whose day has come, the latest one first."""
        return self.filter(on__lte=today or timezone.localdate()).order_by("-on", "-position")


@tracked(
    exclude=[
        "title",
        "purpose",
        "outcomes",
        "before_work",
        "between_task",
        "room",
        "notes",
        "place_name",
        "place_address",
        "link_url",
        "phone",
    ]
)
class Meeting(models.Model):
    """One meeting of a cohort.

    `on` and `starts` are local, in the cohort's time zone; `minutes` is elapsed time, so a
    meeting of 270 minutes lasts 270 minutes also on a day when the clocks change. `room` is what
    the place has to provide.
    """

    class Kind(models.TextChoices):
        COHORT = "cohort", "Meeting of a cohort"

    class Audience(models.TextChoices):
        MEMBERS = "members", "Members of the cohort"

    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.COHORT)
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.MEMBERS)
    cohort = models.ForeignKey(Cohort, models.CASCADE, null=True, related_name="meetings")
    part = models.ForeignKey(Part, models.PROTECT, null=True, related_name="meetings")
    planned = models.ForeignKey(
        PlannedMeeting, models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    position = models.PositiveSmallIntegerField(null=True)
    title = I18nCharField(max_length=200)
    purpose = I18nTextField(blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    before_work = I18nTextField(blank=True)
    between_task = I18nTextField(blank=True)
    room = models.JSONField(default=list, blank=True)
    on = models.DateField()
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    mandatory = models.BooleanField(default=True)
    setting = models.CharField(max_length=10, choices=Setting.choices, default=Setting.IN_PERSON)
    topic_open = models.BooleanField(
        default=False, help_text="The group chooses what this meeting is about."
    )
    place_name = models.CharField(max_length=200, blank=True)
    place_address = models.CharField(max_length=300, blank=True)
    link_url = models.URLField(max_length=500, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    notes = models.TextField(
        blank=True, help_text="A note to yourselves: only facilitators read it."
    )
    #: Raised whenever date, time or place changes: the SEQUENCE of the calendar entry.
    sequence = models.PositiveIntegerField(default=0)
    #: Raised whenever the agenda changes, so that two people who edit it at once notice each other.
    agenda_version = models.PositiveIntegerField(default=0)
    attendance_closed_at = models.DateTimeField(null=True, blank=True)
    attendance_closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["cohort", "position"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "position"], name="meeting_position_once"),
            models.CheckConstraint(name="meeting_has_minutes", condition=Q(minutes__gt=0)),
            models.CheckConstraint(name="meeting_kind_known", condition=Q(kind__in=["cohort"])),
            models.CheckConstraint(
                name="meeting_audience_known", condition=Q(audience__in=["members"])
            ),
            models.CheckConstraint(
                name="meeting_of_a_cohort_has_its_place",
                condition=~Q(kind="cohort")
                | Q(cohort__isnull=False, part__isnull=False, position__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_attendance_closed_by_somebody",
                condition=Q(attendance_closed_at__isnull=True, attendance_closed_by__isnull=True)
                | Q(attendance_closed_at__isnull=False, attendance_closed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.cohort}, meeting {self.position}"

    def get_absolute_url(self):
        return reverse("dashboards:meeting-detail", args=[self.cohort.slug, self.position])

    @property
    def zone(self):
        return ZoneInfo(self.cohort.time_zone)

    @property
    def has_room(self):
        return self.setting != Setting.VIRTUAL

    @property
    def is_online(self):
        return self.setting != Setting.IN_PERSON

    @property
    def starts_at(self):
        """Aware datetime in the cohort's time zone."""
        return datetime.combine(self.on, self.starts, tzinfo=self.zone)

    @property
    def ends_at(self):
        """Aware datetime in the cohort's time zone;
        added in UTC, so a clock change shifts the local time.
        """
        return (
            self.starts_at.astimezone(ZoneInfo("UTC")) + timedelta(minutes=self.minutes)
        ).astimezone(self.zone)

    @property
    def is_held(self):
        """Attendance is closed."""
        return self.attendance_closed_at is not None

    @property
    def is_today(self):
        return self.on == timezone.localdate(timezone=self.zone)

    def moment_today(self, ago=timedelta(0)):
        """The moment so long ago, not before today; None when the meeting is on another day."""
        midnight = datetime.combine(self.on, time(0), tzinfo=self.zone)
        return max(timezone.now() - ago, midnight) if self.is_today else None

    @property
    def day_has_come(self):
        return self.days_ahead <= 0

    @property
    def has_begun(self):
        return self.starts_at <= timezone.now()

    @property
    def is_upcoming(self):
        """Its day has not passed and its attendance is not closed."""
        return self.days_ahead >= 0 and not self.is_held

    @property
    def is_past(self):
        return self.ends_at <= timezone.now()

    @property
    def minutes_since_start(self):
        """Minutes since it began, until an hour after its end; else None."""
        elapsed = int((timezone.now() - self.starts_at).total_seconds() // 60)
        return elapsed if 0 <= elapsed <= self.minutes + 60 else None

    @property
    def days_ahead(self):
        """Days from today until the meeting in its own time zone;
        negative from the day after it.
        """
        return (self.on - timezone.localdate(timezone=self.zone)).days

    def roster(self):
        """The memberships that are current on the day of the meeting,
        in the order of the sign-in sheet.
        """
        return self.cohort.memberships.current_on(self.on).select_related("person").in_name_order()

    @transaction.atomic
    def move(self, **changes):
        """Change columns of date, time and place. Returns whether the day or the time changed.

        Any change raises `sequence`, so that calendars replace their entry.
        """
        when = (self.on, self.starts, self.minutes)
        changed = [name for name, value in changes.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, changes[name])
        if changed:
            self.sequence += 1
            self.save(update_fields=[*changed, "sequence"])
        return when != (self.on, self.starts, self.minutes)

    def set_notes(self, text):
        self.notes = text
        self.save(update_fields=["notes"])

    @transaction.atomic
    def close_attendance(self, *, by):
        """Close attendance; members without a record become absent.

        Does nothing when it is closed already.
        """
        still_open = Meeting.objects.filter(pk=self.pk, attendance_closed_at=None)
        if still_open.update(attendance_closed_at=timezone.now(), attendance_closed_by=by):
            self.attendances.mark_the_rest_absent(self, by=by)
        self.refresh_from_db()

    def reopen_attendance(self):
        """Open attendance again for corrections. Records of absent members stay."""
        self.attendance_closed_at = self.attendance_closed_by = None
        self.save(update_fields=["attendance_closed_at", "attendance_closed_by"])
