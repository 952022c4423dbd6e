"""Who does what at a meeting, by the staff roles that are current on its day."""

from django.db.models import Q
from django.utils.translation import gettext as _

from cohorts.models import StaffRole
from guidebooks.models import BlockLead

ROLE_OF_LEAD = {
    BlockLead.LEAD_FACILITATOR: StaffRole.Kind.FACILITATOR,
    BlockLead.CO_FACILITATOR: StaffRole.Kind.CO_FACILITATOR,
    BlockLead.REGIONAL_LEAD: StaffRole.Kind.LEAD,
}


def duties_of_members(cohort):
    """[(name, their duties)] of the members who have some, in the order of the duties."""
    found = {}
    held = cohort.duties.filter(member__isnull=False, member__left_on=None)
    for duty in held.select_related("member__person").order_by("position"):
        found.setdefault(duty.member.person.name, []).append(str(duty).rstrip("."))
    return [(name, "; ".join(duties)) for name, duties in found.items()]


class Crew:
    """The staff and the safety monitors of one meeting, with the names of each role
    in name order.
    """

    def __init__(self, meeting):
        cohort = meeting.cohort
        in_cohort = Q(cohort=cohort) | Q(region=cohort.region_id, region__isnull=False)
        roles = StaffRole.objects.current(meeting.on).filter(in_cohort).select_related("person")
        self._has_region = cohort.region_id is not None
        self._names = {}
        for role in roles.order_by("person__sort_name", "pk"):
            self._names.setdefault(role.kind, []).append(role.person.name)
        runs = [
            segment.run
            for segment in meeting.segments.select_related("run")
            if hasattr(segment, "run")
        ]
        self._monitors = [run.safety_monitor for run in runs if run.safety_monitor]

    def names(self, kind):
        return ", ".join(self._names.get(kind, []))

    @property
    def safety_monitor(self):
        return ", ".join(dict.fromkeys(self._monitors))

    def role_names(self):
        """[(role, names)] for the header of a run of show;
        the names are empty where nobody has the role.
        """
        return [
            (_("Lead"), self.names(StaffRole.Kind.FACILITATOR)),
            (_("Co-lead"), self.names(StaffRole.Kind.CO_FACILITATOR)),
            *([(_("Region"), self.names(StaffRole.Kind.LEAD))] if self._has_region else []),
            (_("At the door"), self.names(StaffRole.Kind.GREETER)),
            (_("Safety monitor"), self.safety_monitor),
        ]

    def leads(self, segment):
        """First names of those who lead a block, or the label of the role if nobody has it."""
        names = self._names.get(ROLE_OF_LEAD.get(segment.lead), [])
        if segment.lead == BlockLead.SAFETY_MONITOR and self.safety_monitor:
            return self.safety_monitor
        return (
            ", ".join(name.split()[0] for name in names if name.split())
            or segment.get_lead_display()
        )
