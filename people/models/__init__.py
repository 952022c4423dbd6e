from .link import Link, LinkSecret
from .network import County, Network, Principle, QualityStandard, Region
from .organization import Organization, ProgramSite
from .person import Person, PersonAddress
from .placement import Placement
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
