from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import CohortMembership
from lib.history import tracked
from people.models import Person, Placement, ProgramSite

from .meeting import Meeting


class RollCallClosed(Exception):
    """Attendance of this meeting is closed."""


class NobodyCameYet(Exception):
    """The day of this meeting has not come: nobody can have been in the room."""


class AttendanceQuerySet(models.QuerySet):
    def in_the_room(self):
        return self.filter(status__in=Attendance.IN_THE_ROOM)

    @transaction.atomic
    def mark(self, *, meeting, memberships, status, by, source="roll_call", stand_in_name=""):
        """Write down these members, with site and agency as they are at the door. Raises RollCallClosed, NobodyCameYet.

        A second tap changes nothing: the time somebody first came is kept.
        """
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if locked.is_held:
            raise RollCallClosed
        if status in Attendance.ON_THE_DAY and not locked.day_has_come:
            raise NobodyCameYet
        noted = {a.membership_id: a for a in self.filter(meeting=meeting, membership__in=memberships)}
        sites = sites_on(meeting.on, memberships)
        for membership in memberships:
            attendance = noted.get(membership.pk) or self.model(meeting=meeting, membership=membership)
            if attendance.status != status or attendance.stand_in_name != stand_in_name:
                attendance.take_down(status, at_site=sites.get(membership.person_id), by=by, source=source, stand_in_name=stand_in_name)

    @transaction.atomic
    def unmark(self, *, meeting, membership, by):
        """Take a mark back: nothing is known about this member. Raises RollCallClosed."""
        if Meeting.objects.select_for_update().get(pk=meeting.pk).is_held:
            raise RollCallClosed
        self.filter(meeting=meeting, membership=membership).delete()

    def mark_the_rest_absent(self, meeting, *, by):
        rest = meeting.roster().exclude(pk__in=self.filter(meeting=meeting).values("membership"))
        sites = sites_on(meeting.on, rest)
        self.bulk_create(
            [Attendance(meeting=meeting, membership=m, status="absent", noted_by=by, **at(sites.get(m.person_id))) for m in rest],
            ignore_conflicts=True,
        )


def sites_on(day, memberships):
    """{person: site} by the placements that held on this day."""
    placements = Placement.objects.current(on=day).filter(person__in=[m.person_id for m in memberships])
    return {p.person_id: p.site for p in placements.select_related("site__organization").order_by("starts_on", "pk")}


def at(site):
    return {"site": site, "agency_name": site.organization.name if site else ""}


@tracked(exclude=["stand_in_name", "note"])
class Attendance(models.Model):
    """Who was in the room. Site and agency are kept as they were at the door."""

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

    IN_THE_ROOM = ["present", "late", "left_early"]
    #: What only the day itself can tell. That somebody is excused or will be absent may be known before.
    ON_THE_DAY = [*IN_THE_ROOM, "substitute"]

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(CohortMembership, models.PROTECT, related_name="attendances")
    status = models.CharField(max_length=12, choices=Status.choices)
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
            models.UniqueConstraint(fields=["meeting", "membership"], name="attendance_once_a_meeting"),
            models.CheckConstraint(
                name="attendance_leaves_after_coming",
                condition=Q(left_at__isnull=True) | Q(came_at__isnull=True) | Q(left_at__gte=models.F("came_at")),
            ),
        ]

    def __str__(self):
        return f"{self.membership.person}: {self.get_status_display()}"

    def take_down(self, status, *, at_site, by, source, stand_in_name=""):
        """Write this down now. Times are kept only on the day itself; the first one stays."""
        now = timezone.now() if self.meeting.is_today else None
        self.status, self.source, self.stand_in_name = status, source, stand_in_name
        self.came_at = (self.came_at or now) if status in self.IN_THE_ROOM else None
        self.left_at = (self.left_at or now) if status == self.Status.LEFT_EARLY else None
        if self.pk is None:
            self.site, self.agency_name = at_site, at(at_site)["agency_name"]
        self.noted_at, self.noted_by = timezone.now(), by
        self.save()
