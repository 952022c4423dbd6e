from .address_change import AddressChange
from .link import Link, LinkSecret
from .network import Network
from .organization import Organization
from .person import Person
from .person_address import PersonAddress
from .person_change import PersonChange
from .person_merge import PersonMerge
from .placement import Placement
from .program_site import ProgramSite
from .quality_standard import Principle, QualityStandard
from .region import County, Region
from .supervision import Supervision

__all__ = [
    "AddressChange",
    "County",
    "Link",
    "LinkSecret",
    "Network",
    "Organization",
    "Person",
    "PersonAddress",
    "PersonChange",
    "PersonMerge",
    "Placement",
    "Principle",
    "ProgramSite",
    "QualityStandard",
    "Region",
    "Supervision",
]
