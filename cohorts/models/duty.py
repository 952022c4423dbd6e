from django.db import models
from i18nfield.fields import I18nTextField

from .cohort import Cohort
from .staff_role import StaffRole


class Duty(models.Model):
    """A duty that the facilitators of a cohort share out; without a role nobody has it."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="duties")
    position = models.PositiveSmallIntegerField()
    text = I18nTextField()
    role = models.ForeignKey(
        StaffRole, models.SET_NULL, null=True, blank=True, related_name="duties"
    )

    class Meta:
        ordering = ["cohort", "position"]
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(fields=["cohort", "position"], name="duty_position_once")
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
        self.role = role
        self.save(update_fields=["role"])
