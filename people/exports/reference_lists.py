"""The exports of the reference lists that the admin shows, a resource each."""

from lib.bilingual import in_english, in_spanish
from lib.export_formats import Kind
from lib.exports import Column, ExportResource

from ..models import QualityStandard


class RegionResource(ExportResource):
    title = "Regions"

    network = Column("Network", "network__name")
    map_name = Column("Map", "map_name")
    number = Column("Number", "number", kind=Kind.NUMBER)
    name = Column("Name", "name", display=in_english)
    name_es = Column("Name in Spanish", "name", display=in_spanish)


class CountyResource(ExportResource):
    title = "Counties"

    name = Column("Name", "name")
    fips = Column("FIPS code", "fips")
    region = Column("Region", "region__name")
    network = Column("Network", "region__network__name")


class OrganizationResource(ExportResource):
    title = "Organizations"

    name = Column("Name", "name")
    network = Column("Network", "network__name")


class ProgramSiteResource(ExportResource):
    title = "Program sites"

    name = Column("Name", "name")
    organization = Column("Organization", "organization__name")
    county = Column("County", "county__name")
    funding = Column("Funding", "funding", display="; ".join)
    grade_spans = Column("Grade spans", "grade_spans", display="; ".join)
    network = Column("Network", "organization__network__name")


class PrincipleResource(ExportResource):
    title = "Principles"

    network = Column("Network", "network__name")
    number = Column("Number", "number", kind=Kind.NUMBER)
    name = Column("Name", "name", display=in_english)
    name_es = Column("Name in Spanish", "name", display=in_spanish)
    gloss = Column("Gloss", "gloss", display=in_english)
    gloss_es = Column("Gloss in Spanish", "gloss", display=in_spanish)


class QualityStandardResource(PrincipleResource):
    title = "Quality standards"

    group = Column("Group", "group", display=lambda group: QualityStandard.Group(group).label)

    class Meta:
        export_order = ["network", "number", "group"]
