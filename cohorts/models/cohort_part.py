from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from guidebooks.models import Part
from lib.history import tracked
from people.models import Person

from .cohort import Cohort

#: How long after the deadline an open form may still be sent; the page says so, too.
GRACE_PERIOD = timedelta(minutes=30)
OWN_LINK_DAYS = 60


class Admission(models.TextChoices):
    """Whether somebody may still join: anybody; only with a reason that the lead gives;
    nobody.
    """

    OPEN = "open", "Anybody"
    WITH_REASON = "with_reason", "With the lead's reason"
    NOBODY = "nobody", "Nobody"


@tracked()
class CohortPart(models.Model):
    """One part of a cohort, with its deadline and notice date as dates
    in the cohort's time zone.

    It takes applications once it is open, until the deadline, or until recruiting is ended.
    """

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="cohort_parts")
    part = models.ForeignKey(Part, models.PROTECT, related_name="cohort_parts")
    apply_by = models.DateField(
        null=True, blank=True, help_text="Last day to apply, until midnight."
    )
    notice_on = models.DateField(
        null=True, blank=True, help_text="Applicants hear the decision on this day."
    )

    opened_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when people can apply, or renew their place."
    )
    opened_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="opened_parts"
    )
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Recruiting was ended.")
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="closed_parts"
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
            models.CheckConstraint(
                name="cohort_part_opens_with_a_deadline",
                condition=Q(opened_at__isnull=True, opened_by__isnull=True)
                | Q(opened_at__isnull=False, apply_by__isnull=False),
            ),
            models.CheckConstraint(
                name="cohort_part_closes_after_opening",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(
                    closed_at__isnull=False, opened_at__isnull=False, closed_at__gte=F("opened_at")
                ),
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
        return self.is_open_before(timezone.now())

    @property
    def still_takes_what_was_begun(self):
        """Whether a form that was opened before the deadline, or before recruiting was ended,
        may still be sent: until GRACE_PERIOD after it.
        """
        return self.is_open_before(timezone.now() - GRACE_PERIOD)

    def is_open_before(self, moment):
        """Whether it was open and its end, the deadline or the end of recruiting, lies after
        this moment.
        """
        if not self.opened_at or not self.apply_by or self.cohort.is_completed:
            return False
        if self.closed_at:
            return moment < min(self.closed_at, self.closes_at)
        return moment < self.closes_at and not self.is_closed_group

    @property
    def closed_on(self):
        """The day on which applications closed; None while they are open or were never open."""
        if self.opened_at is None or self.takes_applications:
            return None
        ended = self.closed_at and self.closed_at.astimezone(self.cohort.zone).date()
        return min(day for day in [self.apply_by, ended] if day)

    @property
    def is_closed_group(self):
        """Whether the group is closed: it joins in nobody once it has begun."""
        if self.part.entry != Part.Entry.CLOSED:
            return False
        return bool(self.closed_at) or (self.part.number == 1 and not self.cohort.is_recruiting)

    def admission(self, *, has_met):
        """The one rule about who may still join this part, as an Admission.

        has_met: whether the first meeting of the part has begun, which the package of meetings
        knows (meetings/admission.py asks this).
        """
        if self.cohort.is_completed:
            return Admission.NOBODY
        return Admission.WITH_REASON if has_met or self.is_closed_group else Admission.OPEN

    def admission_refusal(self, *, has_met, reason=""):
        """Why nobody can join now, as half a sentence; "" if somebody can, with this reason."""
        rule = self.admission(has_met=has_met)
        if rule == Admission.NOBODY:
            return _("the cohort is completed: nobody joins it any more")
        if rule == Admission.WITH_REASON and not reason:
            return _("the group is closed: it meets already")
        return ""

    @property
    def status_links_until(self):
        """Until when an applicant's link to their own application is usable:
        OWN_LINK_DAYS after the notice, or from today in a part that takes no applications.
        """
        first = self.notice_on or self.apply_by or self.cohort.today
        last = first + timedelta(days=OWN_LINK_DAYS)
        return datetime.combine(last, time(), tzinfo=self.cohort.zone)
