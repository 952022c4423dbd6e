from .application import Application, ApplicationAnswer, Offer
from .cohort import Cohort, CohortPart
from .endorsement import EndorsementAction, SupervisorEndorsement
from .guidebook import ApplicationQuestion, Commitment, Criterion, Guidebook, LetterTemplate, Part
from .letter import Letter
from .link import Link
from .membership import CohortMembership, Seat
from .network import County, Network, Principle, QualityStandard, Region
from .organization import Organization, ProgramSite
from .person import Person, PersonAddress
from .role import Placement, StaffRole, Supervision
from .sign_in_request import SignInRequest

__all__ = [
    "Application",
    "ApplicationAnswer",
    "ApplicationQuestion",
    "Cohort",
    "CohortMembership",
    "CohortPart",
    "Commitment",
    "County",
    "Criterion",
    "EndorsementAction",
    "Guidebook",
    "Letter",
    "LetterTemplate",
    "Link",
    "Network",
    "Offer",
    "Organization",
    "Part",
    "Person",
    "PersonAddress",
    "Placement",
    "Principle",
    "ProgramSite",
    "QualityStandard",
    "Region",
    "Seat",
    "SignInRequest",
    "StaffRole",
    "SupervisorEndorsement",
    "Supervision",
]
