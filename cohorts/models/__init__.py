from .application import Application, ApplicationAnswer, Offer
from .cohort import Cohort, CohortPart
from .duty import Duty, PlannedDuty
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
from .track import Interest, News, Track

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
    "Duty",
    "EndorsementAction",
    "Guidebook",
    "Interest",
    "Letter",
    "LetterTemplate",
    "Link",
    "Network",
    "News",
    "Offer",
    "Organization",
    "Part",
    "Person",
    "PersonAddress",
    "Placement",
    "PlannedDuty",
    "Principle",
    "ProgramSite",
    "QualityStandard",
    "Region",
    "Seat",
    "SignInRequest",
    "StaffRole",
    "SupervisorEndorsement",
    "Supervision",
    "Track",
]
