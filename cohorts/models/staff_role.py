from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from people.models import Network, Person, Region
from people.models.dated import ENDS_AFTER_START, Dated, DatedQuerySet, holds_on, today_in


class RoleKind(models.TextChoices):
    FACILITATOR = "facilitator", _("Facilitator")
    CO_FACILITATOR = "co_facilitator", _("Co-facilitator")
    GREETER = "greeter", _("Greeter")
    READER = "reader", _("Reader")
    LEAD = "lead", _("Regional lead")
    EVALUATOR = "evaluator", _("Evaluator")
    STATE_STAFF = "state_staff", _("State staff")

    def title_in(self, network):
        """What the role is called in this network: not every one has a state. It needs the
        network for state staff only.
        """
        own = network.coordinator_title if self == RoleKind.STATE_STAFF else ""
        return str(own) or str(self.label)

    @classmethod
    def that_leads(cls, *, with_region):
        """The kind of those who lead: where there is no region, who coordinates the network."""
        return cls.LEAD if with_region else cls.STATE_STAFF


def lead_title_in(network):
    """What whoever leads in this network is called, where no cohort is known."""
    return RoleKind.that_leads(with_region=network.regions.exists()).title_in(network)


#: The scope of each kind: the constraint below asks for exactly this one of cohort,
#: region and network.
OF_A_COHORT = [RoleKind.FACILITATOR, RoleKind.CO_FACILITATOR, RoleKind.GREETER, RoleKind.READER]
OF_A_REGION = [RoleKind.LEAD]
OF_A_NETWORK = [RoleKind.EVALUATOR, RoleKind.STATE_STAFF]


class StaffRoleQuerySet(DatedQuerySet):
    def current(self, on=None):
        """Roles that hold on this date; by default today, in the time zone of each role: its
        cohort's, else its network's.
        """
        if on is not None:
            return super().current(on)
        zone = Coalesce("cohort__time_zone", "region__network__time_zone", "network__time_zone")
        dated = self.alias(today_there=today_in(zone))
        return DatedQuerySet.current(dated, F("today_there"))

    def current_in(self, cohort):
        """Roles in the cohort, its region or its network that hold today, by the time zones of the
        cohort and the network: the same roles as of `current()`, asked without joins.
        """
        own, wider = Q(cohort=cohort), Q(network=cohort.network_id)
        if cohort.region_id:
            wider |= Q(region=cohort.region_id)
        own_day, wider_day = cohort.today, cohort.network.today
        if own_day == wider_day:
            return self.filter(own | wider).current(own_day)
        return self.filter(own & holds_on(own_day) | wider & holds_on(wider_day))


@tracked()
class StaffRole(Dated):
    """What a person does for a cohort, a region or a network, with first and last day; both are
    read in the time zone of the cohort, else of the network.
    """

    Kind = RoleKind
    OF_A_COHORT, OF_A_REGION, OF_A_NETWORK = OF_A_COHORT, OF_A_REGION, OF_A_NETWORK
    #: Who runs the meetings of a cohort.
    FACILITATES = [RoleKind.FACILITATOR, RoleKind.CO_FACILITATOR]
    #: Who decides on places, and mends what is stored about people.
    LEADS = [RoleKind.LEAD, RoleKind.STATE_STAFF]
    #: Who reads the applications in the role's scope.
    RECRUITS = [*FACILITATES, RoleKind.LEAD, RoleKind.STATE_STAFF]

    person = models.ForeignKey(Person, models.PROTECT, related_name="staff_roles")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    network = models.ForeignKey(
        Network, models.CASCADE, null=True, blank=True, related_name="staff_roles"
    )
    region = models.ForeignKey(
        Region, models.CASCADE, null=True, blank=True, related_name="staff_roles"
    )
    cohort = models.ForeignKey(
        "cohorts.Cohort", models.CASCADE, null=True, blank=True, related_name="staff_roles"
    )

    objects = StaffRoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_has_the_scope_of_its_kind",
                condition=Q(
                    kind__in=OF_A_COHORT,
                    cohort__isnull=False,
                    region__isnull=True,
                    network__isnull=True,
                )
                | Q(
                    kind__in=OF_A_REGION,
                    region__isnull=False,
                    cohort__isnull=True,
                    network__isnull=True,
                )
                | Q(
                    kind__in=OF_A_NETWORK,
                    network__isnull=False,
                    region__isnull=True,
                    cohort__isnull=True,
                ),
            ),
            models.CheckConstraint(name="role_ends_after_it_starts", condition=ENDS_AFTER_START),
        ]

    def __str__(self):
        return f"{self.person}: {self.title}"

    @property
    def title(self):
        """What the role is called in its network."""
        return RoleKind(self.kind).title_in(self.network)

    @property
    def today(self):
        scope = self.cohort or self.network or self.region.network
        return timezone.localdate(timezone=ZoneInfo(scope.time_zone))

    def covers(self, cohort):
        """Whether this cohort is in the role's scope: itself, its region or its network."""
        if self.cohort_id:
            return self.cohort_id == cohort.pk
        if self.region_id:
            return self.region_id == cohort.region_id
        return self.network_id == cohort.network_id
