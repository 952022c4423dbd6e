"""Who does what at a meeting, by the staff roles that are current on its day."""

from django.db.models import Q
from django.utils.translation import gettext as _

from cohorts.models import StaffRole
from guidebooks.models import BlockLead

ROLE_OF_LEAD = {
    BlockLead.LEAD_FACILITATOR: StaffRole.Kind.FACILITATOR,
    BlockLead.CO_FACILITATOR: StaffRole.Kind.CO_FACILITATOR,
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
        self._has_region = cohort.region_id is not None
        self._lead_title = cohort.lead_title
        above = Q(region=cohort.region_id) if self._has_region else Q(network=cohort.network_id)
        roles = StaffRole.objects.current(meeting.on).filter(Q(cohort=cohort) | above)
        roles = roles.select_related("person")
        self._names = {}
        for role in roles.order_by("person__sort_name", "pk"):
            self._names.setdefault(role.kind, []).append(role.person.name)
        blocks = meeting.segments.select_related("run")
        runs = [block.run for block in blocks if hasattr(block, "run")]
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
        names = self._names.get(self.role_of(segment), [])
        if segment.lead == BlockLead.SAFETY_MONITOR and self.safety_monitor:
            return self.safety_monitor
        first_names = ", ".join(name.split()[0] for name in names if name.split())
        if first_names or not segment.lead:
            return first_names
        return BlockLead(segment.lead).name_with(self._lead_title)

    def role_of(self, segment):
        """The kind of StaffRole that leads a block; None where none does."""
        if segment.lead == BlockLead.REGIONAL_LEAD:
            return StaffRole.Kind.that_leads(with_region=self._has_region)
        return ROLE_OF_LEAD.get(segment.lead)
