from .cohort import Cohort
from .cohort_part import Admission, CohortPart
from .duty import Duty, DutyRequest
from .letter import Letter
from .link import MembershipLink
from .membership import NEEDS, CohortMembership
from .membership_gap import MembershipGap
from .seat import Seat
from .signed_for import SignedFor
from .staff_act import StaffAct
from .staff_role import StaffRole, lead_title_in

__all__ = [
    "NEEDS",
    "Admission",
    "Cohort",
    "CohortMembership",
    "CohortPart",
    "Duty",
    "DutyRequest",
    "Letter",
    "MembershipGap",
    "MembershipLink",
    "Seat",
    "SignedFor",
    "StaffAct",
    "StaffRole",
    "lead_title_in",
]
