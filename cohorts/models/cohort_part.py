from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from guidebooks.models import Part
from lib.history import tracked

from .cohort import Cohort

#: How long after the deadline an open form may still be sent; the page says so, too.
GRACE_PERIOD = timedelta(minutes=30)
OWN_LINK_DAYS = 60


@tracked()
class CohortPart(models.Model):
    """One part of a cohort, with its deadline and notice date as dates
    in the cohort's time zone.
    """

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="cohort_parts")
    part = models.ForeignKey(Part, models.PROTECT, related_name="cohort_parts")
    apply_by = models.DateField(
        null=True, blank=True, help_text="Last day to apply, until midnight."
    )
    notice_on = models.DateField(
        null=True, blank=True, help_text="Applicants hear the decision on this day."
    )

    class Meta:
        ordering = ["cohort", "part__number"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "part"], name="cohort_part_once"),
            models.CheckConstraint(
                name="cohort_part_notice_after_deadline",
                condition=Q(apply_by__isnull=True, notice_on__isnull=True)
                | Q(apply_by__isnull=False, notice_on__gte=F("apply_by")),
            ),
        ]

    def __str__(self):
        return f"{self.cohort}, {self.part}"

    @property
    def closes_at(self):
        """Midnight after the last day to apply, in the cohort's zone."""
        return datetime.combine(self.apply_by + timedelta(days=1), time(), tzinfo=self.cohort.zone)

    @property
    def takes_applications(self):
        return (
            bool(self.apply_by) and timezone.now() < self.closes_at and self.is_open_to_new_people
        )

    @property
    def still_takes_what_was_begun(self):
        """Whether a form that was opened before the deadline may still be sent:
        until GRACE_PERIOD after it.
        """
        return (
            bool(self.apply_by)
            and timezone.now() < self.closes_at + GRACE_PERIOD
            and self.is_open_to_new_people
        )

    @property
    def is_open_to_new_people(self):
        """Whether anybody may still join: not once a closed group meets,
        and not once the cohort is completed.
        """
        if self.part.entry == Part.Entry.CLOSED:
            return self.cohort.is_recruiting
        return self.cohort.status != Cohort.Status.COMPLETED

    @property
    def status_links_until(self):
        """Until when an applicant's link to their own application is usable:
        OWN_LINK_DAYS after the notice, or from today in a part that takes no applications.
        """
        first = self.notice_on or self.apply_by or timezone.localdate(timezone=self.cohort.zone)
        last = first + timedelta(days=OWN_LINK_DAYS)
        return datetime.combine(last, time(), tzinfo=self.cohort.zone)
