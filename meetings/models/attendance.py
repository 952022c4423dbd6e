from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import CohortMembership
from lib.history import tracked
from people.models import Person, Placement, ProgramSite

from .meeting import Meeting
from .way import Way

#: Sources that come in later and do not say at what hour somebody came.
NO_CLOCK = {"sign_in_sheet", "import"}


class AttendanceClosed(Exception):
    """Attendance of this meeting is closed, so it cannot change."""


class MeetingNotHeldYet(Exception):
    """The day of this meeting has not come, so nobody can have attended it."""


class NotExpected(Exception):
    """This person was not expected at the meeting: it is called off, they were no member, or the
    group has no substitutes.
    """


class MarkedMeanwhile(Exception):
    """Somebody else has changed this record since it was looked at; `attendance` is the record."""

    def __init__(self, attendance):
        self.attendance = attendance
        super().__init__(str(attendance))


class AttendanceQuerySet(models.QuerySet):
    def attended(self):
        return self.filter(status__in=Attendance.ATTENDED)

    def known_on_the_day(self):
        return self.filter(status__in=Attendance.KNOWN_ON_THE_DAY)

    @transaction.atomic
    def mark(
        self,
        *,
        meeting,
        memberships,
        status,
        by,
        source="roll_call",
        stand_in_name="",
        way=None,
        seen=None,
        ago=timedelta(0),
    ):
        """Set the attendance status of these members, and for new records their site and agency
        of that day.

        A record that has this status already does not change, so the time somebody came at is
        kept. source: a value of Attendance.Source. stand_in_name: who came instead, for the
        status "substitute". way: a value of Way, or "" where it is not known; without it what is
        noted stays. seen: the version of the record as it was looked at, "" for none;
        without it whatever stands there is replaced. ago: how long the mark waited to be sent; the
        time of coming or leaving is so much earlier; paper says no time. Raises AttendanceClosed,
        MarkedMeanwhile, NotExpected, and MeetingNotHeldYet for a status that only the day itself
        can tell.
        """
        locked = lock_to_mark(meeting)
        if status == Attendance.Status.SUBSTITUTE and not locked.takes_substitutes:
            raise NotExpected
        keys = {membership.pk for membership in memberships}
        if locked.roster().filter(pk__in=keys).count() != len(keys):
            raise NotExpected
        if status in Attendance.KNOWN_ON_THE_DAY and not locked.day_has_come:
            raise MeetingNotHeldYet
        existing = {
            a.membership_id: a for a in self.filter(meeting=meeting, membership__in=memberships)
        }
        sites = sites_on(meeting.on, memberships)
        for membership in memberships:
            attendance = existing.get(membership.pk) or self.model(
                meeting=meeting, membership=membership
            )
            if attendance.differs_from(status, stand_in_name, way):
                attendance.refuse_if_changed(since=seen)
                attendance.record(
                    status,
                    site=sites.get(membership.person_id),
                    by=by,
                    source=source,
                    stand_in_name=stand_in_name,
                    way=way,
                    at=None if source in NO_CLOCK else locked.moment_today(ago),
                )

    @transaction.atomic
    def unmark(self, *, meeting, membership, by, seen=None):
        """Delete a member's attendance record. seen: as in `mark`.

        Where attendance was closed before, it becomes "absent": who was expected is fixed then.
        Raises AttendanceClosed and MarkedMeanwhile.
        """
        locked = lock_to_mark(meeting)
        for attendance in self.filter(meeting=meeting, membership=membership):
            attendance.refuse_if_changed(since=seen)
            if locked.first_closed_at:
                attendance.record("absent", site=None, by=by, source=attendance.source, at=None)
            else:
                attendance.delete()

    def mark_the_rest_absent(self, meeting, *, by):
        """Create records with the status "absent" for members of the roster who have none."""
        rest = meeting.roster().exclude(pk__in=self.filter(meeting=meeting).values("membership"))
        sites = sites_on(meeting.on, rest)
        absent = {"meeting": meeting, "status": "absent", "noted_by": by}
        self.bulk_create(
            [
                Attendance(membership=m, **absent, **site_columns(sites.get(m.person_id)))
                for m in rest
            ],
            ignore_conflicts=True,
        )


def lock_to_mark(meeting):
    """The meeting's row, locked. Raises AttendanceClosed."""
    locked = Meeting.objects.select_related("cohort__guidebook", "of").select_for_update(
        of=("self",)
    )
    found = locked.get(pk=meeting.pk)
    if found.is_held:
        raise AttendanceClosed
    return found


def sites_on(day, memberships):
    """{person id: site} by the placements that are current on this day;
    the latest one if there are several.
    """
    placements = Placement.objects.current(on=day).filter(
        person__in=[m.person_id for m in memberships]
    )
    return {
        p.person_id: p.site
        for p in placements.select_related("site__organization").order_by("starts_on", "pk")
    }


def site_columns(site):
    return {"site": site, "agency_name": site.organization.name if site else ""}


@tracked(exclude=["stand_in_name", "note"])
class Attendance(models.Model):
    """Whether a member attended a meeting.

    site and agency_name are a copy of where the member worked when the record was made;
    they do not change later.
    """

    class Status(models.TextChoices):
        PRESENT = "present", _("Here")
        LATE = "late", _("Came late")
        LEFT_EARLY = "left_early", _("Left early")
        SUBSTITUTE = "substitute", _("Someone came instead")
        EXCUSED = "excused", _("Excused")
        ABSENT = "absent", _("Absent")

    class Source(models.TextChoices):
        ROLL_CALL = "roll_call", "Roll call"
        SIGN_IN_SHEET = "sign_in_sheet", "Sign-in sheet"
        CHECK_IN = "check_in", "Check-in"
        IMPORT = "import", "Import"

    #: Statuses of members who were there themselves.
    ATTENDED = ["present", "late", "left_early"]
    #: Statuses that may not be set before the day of the meeting; "excused" and "absent" may.
    KNOWN_ON_THE_DAY = [*ATTENDED, "substitute"]

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(CohortMembership, models.PROTECT, related_name="attendances")
    status = models.CharField(max_length=12, choices=Status.choices)
    attended_by = models.CharField(
        max_length=4, choices=Way.choices, blank=True, help_text="At a hybrid meeting."
    )
    came_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=15, choices=Source.choices, default=Source.ROLL_CALL)
    site = models.ForeignKey(ProgramSite, models.PROTECT, null=True, blank=True, related_name="+")
    agency_name = models.CharField(max_length=200, blank=True)
    stand_in_name = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=200, blank=True)
    noted_at = models.DateTimeField(default=timezone.now)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="attendance_once_a_meeting"
            ),
            models.CheckConstraint(
                name="attendance_by_a_way_of_who_came",
                condition=Q(attended_by="")
                | Q(attended_by__in=Way.values, status__in=["present", "late", "left_early"]),
            ),
            models.CheckConstraint(
                name="attendance_leaves_after_coming",
                condition=Q(left_at__isnull=True)
                | Q(came_at__isnull=True)
                | Q(left_at__gte=models.F("came_at")),
            ),
        ]

    def __str__(self):
        return f"{self.membership.person}: {self.get_status_display()}"

    @property
    def version(self):
        """A text that differs after each change of this record."""
        return f"{int(self.noted_at.timestamp() * 1000):x}"

    def differs_from(self, status, stand_in_name, way):
        same = self.status == status and self.stand_in_name == stand_in_name
        return not same or way not in (None, self.attended_by)

    def refuse_if_changed(self, *, since):
        """Raise MarkedMeanwhile for a saved record of another version; None stands for any."""
        if self.pk and since is not None and since != self.version:
            raise MarkedMeanwhile(self)

    def record(self, status, *, site, by, source, at, stand_in_name="", way=None):
        """Set the status and save.

        The first times of coming and leaving stay. at: that of this mark, or None on another day
        than the meeting's.
        site: the member's present site or None, stored only in a new record.
        """
        self.status, self.source, self.stand_in_name = status, source, stand_in_name
        if way is not None or status not in self.ATTENDED:
            self.attended_by = way if status in self.ATTENDED else ""
        self.came_at = (self.came_at or at) if status in self.ATTENDED else None
        self.left_at = (self.left_at or at) if status == self.Status.LEFT_EARLY else None
        if self.left_at and self.came_at:
            self.left_at = max(self.left_at, self.came_at)
        if self.pk is None:
            self.site, self.agency_name = site, site_columns(site)["agency_name"]
        self.noted_at, self.noted_by = timezone.now(), by
        self.save()
