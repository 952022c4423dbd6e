from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .history import tracked
from .network import Network, Region
from .organization import ProgramSite
from .person import Person


class DatedQuerySet(models.QuerySet):
    def current(self, on=None):
        """Rows that hold on this day: the first and the last day are inside."""
        on = on or timezone.localdate()
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))


class Dated(models.Model):
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def end(self, *, by, on=None):
        """Close this row; it stops holding today (its last day is yesterday), never before it began."""
        day = on or timezone.localdate() - timedelta(days=1)
        self.ends_on = day
        if day < self.starts_on:
            self.delete()
        else:
            self.save(update_fields=["ends_on"])


ENDS_AFTER_START = Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on"))


@tracked()
class StaffRole(Dated):
    """What somebody does for a cohort, a region or a network, and from when to when."""

    class Kind(models.TextChoices):
        FACILITATOR = "facilitator", "Facilitator"
        CO_FACILITATOR = "co_facilitator", "Co-facilitator"
        GREETER = "greeter", "Greeter"
        READER = "reader", "Reader"
        LEAD = "lead", "Regional lead"
        EVALUATOR = "evaluator", "Evaluator"
        STATE_STAFF = "state_staff", "State staff"

    OF_A_COHORT = ["facilitator", "co_facilitator", "greeter", "reader"]
    OF_A_REGION = ["lead"]
    OF_A_NETWORK = ["evaluator", "state_staff"]

    person = models.ForeignKey(Person, models.PROTECT, related_name="staff_roles")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="staff_roles")
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="staff_roles")
    cohort = models.ForeignKey("cohorts.Cohort", models.CASCADE, null=True, blank=True, related_name="staff_roles")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_has_the_scope_of_its_kind",
                condition=Q(kind__in=["facilitator", "co_facilitator", "greeter", "reader"], cohort__isnull=False, region__isnull=True, network__isnull=True)
                | Q(kind="lead", region__isnull=False, cohort__isnull=True, network__isnull=True)
                | Q(kind__in=["evaluator", "state_staff"], network__isnull=False, region__isnull=True, cohort__isnull=True),
            ),
            models.CheckConstraint(name="role_ends_after_it_starts", condition=ENDS_AFTER_START),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_kind_display()}"


@tracked(exclude=["title"])
class Placement(Dated):
    """Somebody works at a site, from when to when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="placements")
    site = models.ForeignKey(ProgramSite, models.PROTECT, related_name="placements")
    title = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="placement_ends_after_it_starts", condition=ENDS_AFTER_START)]

    def __str__(self):
        return f"{self.person} at {self.site}"


@tracked()
class Supervision(Dated):
    """Somebody supervises somebody, from when to when: what the director wall is built on."""

    supervisor = models.ForeignKey(Person, models.PROTECT, related_name="supervises")
    person = models.ForeignKey(Person, models.PROTECT, related_name="supervised_by")

    class Meta:
        constraints = [
            models.CheckConstraint(name="supervision_between_two_people", condition=~Q(supervisor=models.F("person"))),
            models.CheckConstraint(name="supervision_ends_after_it_starts", condition=ENDS_AFTER_START),
            models.UniqueConstraint(fields=["supervisor", "person"], condition=Q(ends_on=None), name="supervision_open_once"),
        ]

    def __str__(self):
        return f"{self.supervisor} supervises {self.person}"
