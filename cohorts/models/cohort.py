import secrets
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField

from guidebooks.models import Guidebook, Track
from lib import dates
from lib.history import tracked
from people.models import Network, Person, Region

from .staff_role import StaffRole

#: What people call the time of a zone.
ZONE_NAMES = {
    "America/Los_Angeles": _("Pacific time"),
    "America/Denver": _("Mountain time"),
    "America/Phoenix": _("Mountain time"),
    "America/Chicago": _("Central time"),
    "America/New_York": _("Eastern time"),
}


def new_salt():
    """32 random bytes. The first migration names this function, so it stays here."""
    return secrets.token_bytes(32)


def in_scope_of(roles):
    """Q of the cohorts in the scope of these StaffRoles: a cohort, all of a region,
    all of a network. The roles are read at once: they are few, and compiled into a query of
    cohorts three times they take longer than everything else in it.
    """
    found = list(roles.values_list("cohort", "region", "network"))
    scopes = [{scope[place] for scope in found} - {None} for place in range(3)]
    return Q(pk__in=scopes[0]) | Q(region__in=scopes[1]) | Q(network__in=scopes[2])


class CohortQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Cohorts in which this person has a role now, or is or was a member and has been told so.

        Pages that refuse supervisors ask for that themselves (cohorts/permissions.py).
        """
        if not person.is_authenticated:
            return self.none()
        told = self.model.memberships.rel.related_model.objects.told().filter(person=person)
        roles = person.staff_roles.current()
        return self.filter(in_scope_of(roles) | Q(pk__in=told.values("cohort")))

    def recruited_by(self, person):
        """Cohorts whose applications this person reads: in the scope of a role that recruits."""
        roles = person.staff_roles.current().filter(kind__in=StaffRole.RECRUITS)
        return self.filter(in_scope_of(roles))

    def led_by(self, person):
        """Cohorts that this person leads: as lead of the region or as state staff."""
        roles = person.staff_roles.current().filter(kind__in=StaffRole.LEADS)
        return self.filter(in_scope_of(roles))

    def open_for_applications(self):
        """Published cohorts with a part that takes applications, the earliest deadline first,
        with it as `apply_by`: the first part while the cohort recruits, a later one also while
        it is under way.
        """
        is_open = Q(
            cohort_parts__opened_at__isnull=False,
            cohort_parts__closed_at=None,
            cohort_parts__apply_by__gte=timezone.localdate(),
        )
        later = Q(status="meeting", cohort_parts__part__number__gt=1)
        found = self.filter(is_open & (Q(status="recruiting") | later))
        earliest = models.Min("cohort_parts__apply_by", filter=is_open)
        return found.annotate(apply_by=earliest).order_by("apply_by", "pk")

    def common_scope(self):
        """The one cohort, region or network that all these cohorts have in common,
        the smallest of them; None if there is none.
        """
        for column, model in [("pk", Cohort), ("region", Region), ("network", Network)]:
            found = list(self.order_by().values_list(column, flat=True).distinct()[:2])
            if len(found) == 1 and found[0] is not None:
                return model.objects.get(pk=found[0])
        return None

    def newest_first(self):
        return self.order_by("-opened_at", "pk")


@tracked(
    exclude=[
        "link_salt",
        "place_name",
        "place_address",
        "contact_name",
        "contact_email",
        "contact_phone",
        "form_key",
    ]
)
class Cohort(models.Model):
    """A group of people who go through one version of a guidebook together."""

    class Status(models.TextChoices):
        RECRUITING = "recruiting", _("Recruiting")
        MEETING = "meeting", pgettext_lazy("a cohort", "Under way")
        COMPLETED = "completed", pgettext_lazy("a cohort", "Completed")

    network = models.ForeignKey(Network, models.PROTECT, related_name="cohorts")
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="cohorts"
    )
    guidebook = models.ForeignKey(Guidebook, models.PROTECT, related_name="cohorts")
    track = models.ForeignKey(Track, models.PROTECT, null=True, blank=True, related_name="cohorts")
    slug = models.SlugField(unique=True, max_length=80)
    name = I18nCharField(max_length=200)
    cycle = models.CharField(
        max_length=20,
        help_text="The years it runs, such as 2026-28. Figures are pooled within one cycle.",
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RECRUITING)
    time_zone = models.CharField(max_length=50, default="America/Los_Angeles")
    place_name = models.CharField(max_length=200, blank=True)
    place_address = models.CharField(max_length=300, blank=True)
    #: Whom applicants, directors and members ask.
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    #: Until it is published, only its staff see the application page.
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="published_cohorts"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="opened_cohorts")
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    is_demo = models.BooleanField(default=False)
    #: Created with the form: sending the same form twice opens one cohort.
    form_key = models.UUIDField(unique=True, null=True, editable=False)
    #: One of the two secrets behind an evaluation token. Without it nobody can tell whose answers
    #: are whose (docs/decisions/0017-confidential-by-construction.md).
    link_salt = models.BinaryField(max_length=32, null=True, default=new_salt, editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cohort_status_known",
                condition=Q(status__in=["recruiting", "meeting", "completed"]),
            ),
            models.CheckConstraint(
                name="cohort_published_has_a_contact",
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | (
                    Q(published_at__isnull=False)
                    & ~Q(contact_name="")
                    & (~Q(contact_email="") | ~Q(contact_phone=""))
                ),
            ),
        ]

    def __str__(self):
        """The name for a page: a range such as 2027–29 in it does not break."""
        return dates.unbroken(self.name)

    def get_absolute_url(self):
        return reverse("dashboards:cohort-detail", args=[self.slug])

    @property
    def is_recruiting(self):
        return self.status == self.Status.RECRUITING

    @property
    def is_completed(self):
        return self.status == self.Status.COMPLETED

    @property
    def is_published(self):
        return self.published_at is not None

    @property
    def lead_title(self):
        """What whoever leads it is called."""
        kind = StaffRole.Kind.that_leads(with_region=self.region_id is not None)
        return kind.title_in(self.network)

    @property
    def contact_line(self):
        """Whom to ask, in one line: name, address and phone; "" if nobody is named."""
        return ", ".join(filter(None, [self.contact_name, self.contact_email, self.contact_phone]))

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def today(self):
        """The date of today where the cohort is."""
        return timezone.localdate(timezone=self.zone)

    @property
    def time_zone_label(self):
        """The time zone as people call it: Pacific time, or Anchorage time."""
        if self.time_zone in ZONE_NAMES:
            return str(ZONE_NAMES[self.time_zone])
        return _("%(city)s time") % {"city": self.time_zone.rpartition("/")[2].replace("_", " ")}

    @property
    def recruiting_part(self):
        """The CohortPart that takes applications now; else the last one that did;
        None if none ever does.
        """
        return self.recruiting_part_of(self.cohort_parts.select_related("part"))

    @staticmethod
    def recruiting_part_of(parts):
        """As `recruiting_part`. parts: all of one cohort, in order."""
        parts = [part for part in parts if part.apply_by]
        return next(
            (part for part in parts if part.takes_applications), parts[-1] if parts else None
        )

    def part(self, number):
        """The CohortPart of the guidebook's part of this number."""
        return self.cohort_parts.select_related("part").get(part__number=number)

    def forget_answers(self):
        """Delete the salt, for good: from now on nobody can tell whose answers are whose."""
        Cohort.objects.filter(pk=self.pk).update(link_salt=None)
