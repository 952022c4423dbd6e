import secrets
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField

from guidebooks.models import Guidebook, Part, Track
from lib.history import tracked
from people.models import Network, Person, Region

from .staff_role import StaffRole

GRACE = timedelta(minutes=30)


def new_salt():
    return secrets.token_bytes(32)


def reached_by(roles):
    """What these roles reach: a cohort, all of a region, all of a network."""
    return Q(pk__in=roles.values("cohort")) | Q(region__in=roles.values("region")) | Q(network__in=roles.values("network"))


class CohortQuerySet(models.QuerySet):
    def visible_to(self, person):
        """The cohorts this person may know of: the wall of decision 20 is asked per page, not here."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(reached_by(person.staff_roles.current()) | Q(memberships__person=person)).distinct()

    def recruited_by(self, person):
        """The cohorts whose applications this person reads: own ones as facilitator, the region's, the network's."""
        return self.filter(reached_by(person.staff_roles.current().filter(kind__in=StaffRole.RECRUITS))).distinct()

    def open_for_applications(self):
        """Recruiting, and the deadline of some part has not passed; the earliest deadline first."""
        today = timezone.localdate()
        return (
            self.filter(status="recruiting", cohort_parts__apply_by__gte=today)
            .annotate(apply_by=models.Min("cohort_parts__apply_by", filter=Q(cohort_parts__apply_by__gte=today)))
            .order_by("apply_by", "pk")
        )

    def newest_first(self):
        return self.order_by("-opened_at", "pk")


@tracked(exclude=["link_salt", "place_name", "place_address", "form_key"])
class Cohort(models.Model):
    """People who go through a guidebook together."""

    class Status(models.TextChoices):
        RECRUITING = "recruiting", _("Recruiting")
        MEETING = "meeting", pgettext_lazy("a cohort", "Meeting")
        COMPLETED = "completed", pgettext_lazy("a cohort", "Completed")

    network = models.ForeignKey(Network, models.PROTECT, related_name="cohorts")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="cohorts")
    guidebook = models.ForeignKey(Guidebook, models.PROTECT, related_name="cohorts")
    track = models.ForeignKey(Track, models.PROTECT, null=True, blank=True, related_name="cohorts")
    slug = models.SlugField(unique=True, max_length=80)
    name = I18nCharField(max_length=200)
    cycle = models.CharField(max_length=20, help_text="The years it runs, such as 2026-28. Figures are pooled within one cycle.")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RECRUITING)
    time_zone = models.CharField(max_length=50, default="America/Los_Angeles")
    place_name = models.CharField(max_length=200, blank=True)
    place_address = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="opened_cohorts")
    is_demo = models.BooleanField(default=False)
    #: Made by the form when it is first shown: sending the same form twice opens one cohort.
    form_key = models.UUIDField(unique=True, null=True, editable=False)
    #: Half of what makes an evaluation token; deleting it at the retention date unlinks for good (decision 17).
    link_salt = models.BinaryField(max_length=32, null=True, default=new_salt, editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="cohort_status_known", condition=Q(status__in=["recruiting", "meeting", "completed"]))]

    def __str__(self):
        return str(self.name)

    def get_absolute_url(self):
        return reverse("dashboards:cohort-detail", args=[self.slug])

    @property
    def is_recruiting(self):
        return self.status == self.Status.RECRUITING

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def time_zone_label(self):
        """The time zone for readers, such as Denver time."""
        return _("%(city)s time") % {"city": self.time_zone.rpartition("/")[2].replace("_", " ")}

    @property
    def recruiting_part(self):
        """The cohort's part that takes applications now; else the last one that did, or None."""
        parts = [part for part in self.cohort_parts.select_related("part") if part.apply_by]
        for part in parts:
            part.cohort = self
        return next((part for part in parts if part.takes_applications), parts[-1] if parts else None)

    def part(self, number):
        return self.cohort_parts.select_related("part").get(part__number=number)

    @transaction.atomic
    def set_capacity(self, seats):
        """Raise or lower the number of seats. Raises ValueError when more are taken than that."""
        Cohort.objects.select_for_update().get(pk=self.pk)
        numbers = set(self.seats.values_list("number", flat=True))
        self.seats.bulk_create([self.seats.model(cohort=self, number=n) for n in range(1, seats + 1) if n not in numbers])
        spare = len(numbers | set(range(1, seats + 1))) - seats
        free = list(self.seats.select_for_update().free().order_by("-number")[:spare])
        if len(free) < spare:
            taken = self.seats.count() - self.seats.free().count()
            raise ValueError(f"{taken} seats are taken. Choose {taken} or more.")
        self.seats.filter(pk__in=[seat.pk for seat in free]).delete()

    def forget_answers(self):
        """Delete the salt: from now on nobody can tell whose answers were whose (retention)."""
        Cohort.objects.filter(pk=self.pk).update(link_salt=None)


@tracked()
class CohortPart(models.Model):
    """One part of a cohort with its own deadline and notice date (local dates of the cohort's zone)."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="cohort_parts")
    part = models.ForeignKey(Part, models.PROTECT, related_name="cohort_parts")
    apply_by = models.DateField(null=True, blank=True, help_text="Last day to apply, until midnight.")
    notice_on = models.DateField(null=True, blank=True, help_text="Applicants hear the decision on this day.")

    class Meta:
        ordering = ["cohort", "part__number"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "part"], name="cohort_part_once"),
            models.CheckConstraint(
                name="cohort_part_notice_after_deadline",
                condition=Q(apply_by__isnull=True, notice_on__isnull=True) | Q(apply_by__isnull=False, notice_on__gte=F("apply_by")),
            ),
        ]

    def __str__(self):
        return f"{self.cohort}, {self.part}"

    @property
    def closes_at(self):
        """Midnight at the end of the last day, in the cohort's zone."""
        return datetime.combine(self.apply_by + timedelta(days=1), time(), tzinfo=self.cohort.zone)

    @property
    def takes_applications(self):
        return bool(self.apply_by) and timezone.now() < self.closes_at and self.is_open_to_new_people

    @property
    def still_takes_what_was_begun(self):
        """A form that was open at the deadline may be sent a little later; the page says how long."""
        return bool(self.apply_by) and timezone.now() < self.closes_at + GRACE and self.is_open_to_new_people

    @property
    def is_open_to_new_people(self):
        """A closed part takes nobody once the cohort meets; a completed cohort takes nobody."""
        if self.part.entry == Part.Entry.CLOSED:
            return self.cohort.is_recruiting
        return self.cohort.status != Cohort.Status.COMPLETED

    @property
    def status_links_until(self):
        """How long a link to one's own application opens: two months after the notice."""
        last = (self.notice_on or self.apply_by) + timedelta(days=60)
        return datetime.combine(last, time(), tzinfo=self.cohort.zone)
