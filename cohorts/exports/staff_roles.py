"""The columns of the list of who runs a cohort."""

from lib.export_formats import Kind
from lib.exports import Column, ExportResource
from lib.list_order import ranked

from ..models import StaffRole


class StaffRoleResource(ExportResource):
    title = "Team"

    name = Column(
        "Name", "person__name", order="person__sort_name", cell="cohorts/_staff_name.html"
    )
    role = Column(
        "Role",
        "kind",
        display=lambda kind: str(StaffRole.Kind(kind).label),
        order=lambda: ranked("kind", StaffRole.OF_A_COHORT),
    )
    since = Column("Since", "starts_on", kind=Kind.DATE, order="starts_on")
    email = Column("Email", "person__email")
