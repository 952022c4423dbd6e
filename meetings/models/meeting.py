from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from cohorts.models import Cohort
from guidebooks.models import Part, PlannedMeeting, Setting
from lib.history import tracked
from people.models import Person

from .meeting_attendance import MeetingAttendance
from .meeting_calling import MeetingCalling
from .meeting_expectation import MeetingExpectation
from .meeting_queryset import MeetingQuerySet
from .meeting_times import MeetingTimes


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
        "called_off_reason",
    ]
)
class Meeting(MeetingTimes, MeetingAttendance, MeetingCalling, MeetingExpectation, models.Model):
    """One meeting of a cohort.

    `on` and `starts` are local, in the cohort's time zone; `minutes` is elapsed time, so a
    meeting of 270 minutes lasts 270 minutes also on a day when the clocks change. `room` is what
    the place has to provide.

    `position` never changes, because letters name it; a meeting that is added gets the next one.
    `of`: the meeting whose second half this is, or which it makes up for. Called off: it does not
    take place; postponed: another day is looked for. From `first_closed_at` on, who was expected is
    who has an attendance record.
    """

    class Kind(models.TextChoices):
        COHORT = "cohort", gettext_lazy("Meeting")
        WEBINAR = "webinar", gettext_lazy("Webinar")
        MAKE_UP = "make_up", gettext_lazy("Make-up meeting")

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
    of = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="followed_by"
    )
    is_half = models.BooleanField(default=False, help_text="The second half of another meeting.")
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
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    called_off_reason = models.CharField(max_length=300, blank=True)
    postponed = models.BooleanField(
        default=False, help_text="Called off until another day is found."
    )
    #: When attendance was closed for the first time; who was expected is fixed from then on.
    first_closed_at = models.DateTimeField(null=True, blank=True)
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
            models.UniqueConstraint(
                fields=["of"], condition=Q(is_half=True), name="meeting_has_one_second_half"
            ),
            models.CheckConstraint(
                name="meeting_kind_known",
                condition=Q(kind__in=["cohort", "webinar", "make_up"]),
            ),
            models.CheckConstraint(
                name="meeting_follows_another",
                condition=Q(kind="make_up", of__isnull=False, is_half=False)
                | Q(kind="cohort", of__isnull=False, is_half=True)
                | (~Q(kind="make_up") & Q(of__isnull=True, is_half=False)),
            ),
            models.CheckConstraint(
                name="meeting_called_off_with_a_reason",
                condition=Q(called_off_at=None, called_off_by=None, postponed=False)
                & Q(called_off_reason="")
                | Q(called_off_at__isnull=False, called_off_by__isnull=False)
                & ~Q(called_off_reason=""),
            ),
            models.CheckConstraint(
                name="meeting_called_off_is_not_held",
                condition=Q(called_off_at=None) | Q(first_closed_at=None),
            ),
            models.CheckConstraint(
                name="meeting_closed_has_a_first_time",
                condition=Q(attendance_closed_at=None)
                | Q(first_closed_at__isnull=False)
                & Q(first_closed_at__lte=models.F("attendance_closed_at")),
            ),
            models.CheckConstraint(
                name="meeting_audience_known", condition=Q(audience__in=["members"])
            ),
            models.CheckConstraint(
                name="meeting_of_a_cohort_has_its_place",
                condition=Q(cohort__isnull=False, part__isnull=False, position__isnull=False),
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
    def number(self):
        """What readers call it: "3", "3 (second half)", "3 (make-up)" or "6 (webinar)"."""
        if self.of_id:
            words = _("%(n)s (second half)") if self.is_half else _("%(n)s (make-up)")
            return words % {"n": self.of.position}
        if self.kind == self.Kind.WEBINAR:
            return _("%(n)s (webinar)") % {"n": self.position}
        return str(self.position)

    @property
    def short_number(self):
        """Where there is no space: "3", "3b" for a second half, "3+" for a make-up, or "W"."""
        if self.of_id:
            return f"{self.of.position}{'b' if self.is_half else '+'}"
        return "W" if self.kind == self.Kind.WEBINAR else str(self.position)

    @property
    def added_word(self):
        """What kind of added meeting it is, in a word; "" for one of the guidebook."""
        if self.is_half:
            return _("second half")
        words = {self.Kind.MAKE_UP: _("make-up"), self.Kind.WEBINAR: _("webinar")}
        return words.get(self.kind, "")

    @property
    def is_of_the_plan(self):
        """It is one of the guidebook, neither a half nor added."""
        return self.kind == self.Kind.COHORT and not self.of_id

    @property
    def takes_substitutes(self):
        """Whether somebody else may come instead of a member."""
        return self.cohort.guidebook.substitutes

    @property
    def has_room(self):
        return self.setting != Setting.VIRTUAL

    @property
    def is_online(self):
        return self.setting != Setting.IN_PERSON

    @property
    def is_hybrid(self):
        return self.has_room and self.is_online

    def roster(self):
        """The memberships that are expected, in the order of names.

        Before attendance is closed: who is a member on the day, and who has a mark. Afterwards who
        has a record, whoever joins or leaves. Nobody at a meeting that is called off.
        """
        related = self.cohort.memberships.select_related("person").in_name_order()
        marked = Q(pk__in=self.attendances.values("membership"))
        if self.first_closed_at:
            return related.filter(marked)
        if self.is_called_off:
            return related.none()
        return related.filter(marked | Q(pk__in=self.members_of_the_day().values("pk")))

    def members_of_the_day(self):
        """Who would come: members on this day; to a make-up, who was not at the meeting itself."""
        members = self.cohort.memberships.current_on(self.on)
        if self.kind != self.Kind.MAKE_UP:
            return members
        return members.exclude(pk__in=self.of.attendances.attended().values("membership"))

    @transaction.atomic
    def move(self, **changes):
        """Change columns of date, time and place. Returns whether the day or the time changed.

        Any change raises `sequence`, so that calendars replace their entry. Raises ValueError where
        who is expected cannot change any more.
        """
        if refusal := self.expectation_refusal(changes.get("mandatory", self.mandatory)):
            raise ValueError(refusal)
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
