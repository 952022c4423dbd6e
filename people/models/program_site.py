from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .organization import NamedQuerySet, Organization
from .person import Person
from .region import County


class SiteQuerySet(NamedQuerySet):
    def open(self):
        """Sites that have not closed."""
        return self.filter(closed_on=None)

    def find_or_create_at(self, agency_name, site_name, *, network, county_id=None):
        """The site of this name at the agency of this name;
        whichever of the two is missing is created.
        """
        agencies = Organization.objects.filter(network=network)
        agency = agencies.find_or_create(agency_name, network=network)
        return self.filter(organization=agency).find_or_create(
            site_name, organization=agency, county_id=county_id
        )


class ProgramSite(models.Model):
    """One program of an organization, such as an after-school program at a school or the classes
    in a hospital.
    """

    class Funding(models.TextChoices):
        ASES = "ases", "ASES"
        CCLC = "21cclc", "21st CCLC"
        ASSETS = "assets", "21st CCLC ASSETs"
        ELOP = "elop", "ELO-P"
        OTHER = "other", "Other"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="sites")
    county = models.ForeignKey(County, models.PROTECT, related_name="sites", null=True, blank=True)
    name = models.CharField(max_length=200)
    funding = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    grade_spans = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    #: The last day; nobody begins to work here after it.
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="closed_sites"
    )

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "organization",
                models.functions.Lower("name"),
                name="site_name_once_an_organization",
            ),
            models.CheckConstraint(
                name="site_closed_by_somebody",
                condition=Q(closed_on__isnull=True, closed_by__isnull=True)
                | Q(closed_on__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name
