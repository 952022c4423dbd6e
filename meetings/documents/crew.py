"""Who does what on the day, by the roles people hold then."""

from django.db.models import Q
from django.utils.translation import gettext as _

from cohorts.models import StaffRole
from guidebooks.models import BlockLead

ROLE_OF = {
    BlockLead.LEAD_FACILITATOR: StaffRole.Kind.FACILITATOR,
    BlockLead.CO_FACILITATOR: StaffRole.Kind.CO_FACILITATOR,
    BlockLead.REGIONAL_LEAD: StaffRole.Kind.LEAD,
}


class Staff:
    """The staff of one meeting: names by role, in name order."""

    def __init__(self, meeting):
        cohort = meeting.cohort
        roles = StaffRole.objects.current(meeting.on).filter(Q(cohort=cohort) | Q(region=cohort.region_id, region__isnull=False))
        self._has_region = cohort.region_id is not None
        self._names = {}
        for role in roles.select_related("person").order_by("person__sort_name", "pk"):
            self._names.setdefault(role.kind, []).append(role.person.name)
        self._monitors = [s.run.safety_monitor for s in meeting.segments.select_related("run") if hasattr(s, "run") and s.run.safety_monitor]

    def names(self, kind):
        return ", ".join(self._names.get(kind, []))

    @property
    def safety_monitor(self):
        return ", ".join(dict.fromkeys(self._monitors))

    def facts(self):
        """Role and name for the head of a run of show; a role that nobody holds is a line to write on."""
        return [
            (_("Lead"), self.names(StaffRole.Kind.FACILITATOR)),
            (_("Co-lead"), self.names(StaffRole.Kind.CO_FACILITATOR)),
            *([(_("Region"), self.names(StaffRole.Kind.LEAD))] if self._has_region else []),
            (_("At the door"), self.names(StaffRole.Kind.GREETER)),
            (_("Safety monitor"), self.safety_monitor),
        ]

    def leads(self, segment):
        """First names of whoever leads a block, or the role's own word."""
        names = self._names.get(ROLE_OF.get(segment.lead), [])
        if segment.lead == BlockLead.SAFETY_MONITOR and self.safety_monitor:
            return self.safety_monitor
        return ", ".join(name.split()[0] for name in names if name.split()) or segment.get_lead_display()
