from django.db import models
from django.db.models import Q
from django.utils import timezone
from i18nfield.fields import I18nTextField

from people.models import Person

from .cohort import Cohort
from .membership import CohortMembership
from .staff_role import StaffRole


class Duty(models.Model):
    """A duty of a cohort: somebody who facilitates has it, or a member who agreed, or nobody."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="duties")
    position = models.PositiveSmallIntegerField()
    text = I18nTextField()
    role = models.ForeignKey(
        StaffRole, models.SET_NULL, null=True, blank=True, related_name="duties"
    )
    member = models.ForeignKey(
        CohortMembership, models.SET_NULL, null=True, blank=True, related_name="duties"
    )

    class Meta:
        ordering = ["cohort", "position"]
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(fields=["cohort", "position"], name="duty_position_once"),
            models.CheckConstraint(
                name="duty_has_one_holder", condition=Q(role=None) | Q(member=None)
            ),
        ]

    def __str__(self):
        return str(self.text)

    def assign(self, role):
        """role: the StaffRole of a facilitator of this cohort, or None for nobody.

        Raises ValueError for any other.
        """
        if role is not None and (
            role.cohort_id != self.cohort_id or role.kind not in StaffRole.FACILITATES
        ):
            raise ValueError("Only somebody who facilitates this cohort can have a duty in it.")
        self.role, self.member = role, None
        self.save(update_fields=["role", "member"])

    def give_to(self, member):
        """member: a membership of this cohort that agreed. Raises ValueError for any other."""
        if member.cohort_id != self.cohort_id or not member.is_current:
            raise ValueError("Only a member of this cohort can have a duty in it.")
        self.role, self.member = None, member
        self.save(update_fields=["role", "member"])


class DutyRequestQuerySet(models.QuerySet):
    def open(self):
        """Those that wait for an answer of somebody who is still a member."""
        return self.filter(answer="", member__left_on=None)

    def take_back(self):
        """Those that wait are over."""
        return self.filter(answer="").update(
            answer=DutyRequest.Answer.TAKEN_BACK, answered_at=timezone.now()
        )


class DutyRequest(models.Model):
    """A member is asked to take on a duty, and agrees or declines."""

    class Answer(models.TextChoices):
        AGREED = "agreed", "Agreed"
        DECLINED = "declined", "Declined"
        TAKEN_BACK = "taken_back", "Taken back"

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="requests")
    member = models.ForeignKey(CohortMembership, models.CASCADE, related_name="duty_requests")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = DutyRequestQuerySet.as_manager()

    class Meta:
        ordering = ["duty", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"], condition=Q(answer=""), name="duty_asks_one_member_at_a_time"
            ),
            models.CheckConstraint(
                name="duty_request_answered_at_a_time",
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.duty}: {self.member.person}"
