from .link import Link, LinkSecret
from .network import Network
from .organization import Organization
from .person import Person
from .person_address import PersonAddress
from .placement import Placement
from .program_site import ProgramSite
from .quality_standard import Principle, QualityStandard
from .region import County, Region
from .supervision import Supervision

__all__ = [
    "County",
    "Link",
    "LinkSecret",
    "Network",
    "Organization",
    "Person",
    "PersonAddress",
    "Placement",
    "Principle",
    "ProgramSite",
    "QualityStandard",
    "Region",
    "Supervision",
]
