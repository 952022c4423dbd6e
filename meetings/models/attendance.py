from django.db import models
from django.db.models import Q
from django.utils import timezone

from cohorts.models import CohortMembership, Person, ProgramSite
from cohorts.models.history import tracked

from .meeting import Meeting


class Reply(models.Model):
    """Whether a member comes to a meeting, who comes instead, and what the room must provide."""

    class Answer(models.TextChoices):
        COMING = "coming", "Coming"
        NOT_COMING = "not_coming", "Not coming"
        SUBSTITUTE = "substitute", "Sends someone"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="replies")
    membership = models.ForeignKey(CohortMembership, models.CASCADE, related_name="replies")
    answer = models.CharField(max_length=12, choices=Answer.choices)
    substitute_name = models.CharField(max_length=200, blank=True)
    substitute_email = models.EmailField(blank=True)
    access_needs = models.CharField(max_length=300, blank=True)
    food_needs = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="reply_once_a_meeting"),
            models.CheckConstraint(
                name="reply_substitute_has_a_name",
                condition=Q(answer="substitute") & ~Q(substitute_name="") | ~Q(answer="substitute") & Q(substitute_name="", substitute_email=""),
            ),
        ]

    def __str__(self):
        return f"{self.membership.person}: {self.get_answer_display()}"


class AttendanceQuerySet(models.QuerySet):
    def in_the_room(self):
        return self.filter(status__in=Attendance.IN_THE_ROOM)


@tracked(exclude=["stand_in_name", "note"])
class Attendance(models.Model):
    """Who was in the room. Site and agency are kept as they were at the door."""

    class Status(models.TextChoices):
        PRESENT = "present", "Here"
        LATE = "late", "Came late"
        LEFT_EARLY = "left_early", "Left early"
        SUBSTITUTE = "substitute", "Someone came instead"
        EXCUSED = "excused", "Excused"
        ABSENT = "absent", "Absent"

    class Source(models.TextChoices):
        ROLL_CALL = "roll_call", "Roll call"
        SIGN_IN_SHEET = "sign_in_sheet", "Sign-in sheet"
        CHECK_IN = "check_in", "Check-in"
        IMPORT = "import", "Import"

    IN_THE_ROOM = ["present", "late", "left_early"]

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
