"""The agency, site and county that a row names: known ones, near ones and new ones."""

from dataclasses import dataclass, field

from cohorts.models import Cohort
from lib.text import plain_text
from people.models import County, Organization, ProgramSite

from .cell_values import add_error
from .twins import PlaceNames

NO_SITE = "leave the site out"
#: Agencies that are offered for a site without one.
AGENCIES_OFFERED = 12


@dataclass
class KnownPlaces:
    """counties: {name: County}. agencies: known ones, and those of earlier rows. sites: {agency:
    its sites}.
    """

    cohort: Cohort
    counties: dict = field(default_factory=dict)
    agencies: PlaceNames = field(default_factory=PlaceNames)
    sites: dict = field(default_factory=dict)

    def sites_of(self, agency):
        return self.sites.setdefault(agency, PlaceNames())

    def agencies_of_site(self, site):
        return [agency for agency, sites in self.sites.items() if sites.get(site)]

    def remember(self, agency, site):
        self.agencies.add(agency)
        if site:
            self.sites_of(agency).add(site)


def find_places(cohort):
    places = KnownPlaces(cohort=cohort)
    counties = County.objects.filter(region__network=cohort.network_id).select_related("region")
    places.counties = {plain_text(county.name): county for county in counties}
    agencies = Organization.objects.filter(network=cohort.network_id)
    for name in agencies.values_list("name", flat=True):
        places.agencies.add(name)
    sites = ProgramSite.objects.filter(organization__network=cohort.network_id)
    for agency, site in sites.values_list("organization__name", "name"):
        places.sites_of(agency).add(site)
    return places


def check_places(row, places, asking, errors):
    """Set county_id, and agency and site to the names under which they are stored."""
    check_county(row, places, errors)
    if row["site"] and not row["agency"]:
        ask_for_agency(row, places, asking)
    if row["agency"]:
        row["agency"] = settle(row, "agency", places.agencies, asking)
    if row["site"] and row["agency"]:
        row["site"] = settle(row, "site", places.sites_of(row["agency"]), asking)
    if row["agency"]:
        places.remember(row["agency"], row["site"])


def check_county(row, places, errors):
    """Report a county that is unknown or of another region."""
    row["county_id"] = None
    if not row["county"]:
        return
    county = places.counties.get(plain_text(row["county"].removesuffix(" County")))
    cohort = places.cohort
    if county is None:
        message = f"“{row['county'][:60]}” is not a county we know."
        add_error(errors, row, "county", message, row["county"])
    elif cohort.region_id and county.region_id != cohort.region_id:
        message = f"{county} belongs to {county.region}; this cohort is in {cohort.region}."
        add_error(errors, row, "county", message, row["county"])
    else:
        row["county"], row["county_id"] = county.name, county.pk


def ask_for_agency(row, places, asking):
    """A site needs the agency that runs it: the one agency with such a site, or asked."""
    known = places.agencies_of_site(row["site"])
    if len(known) == 1:
        row["agency"] = known[0]
        return
    offered = known or places.agencies.names()
    choice = asking.ask(
        row,
        "agency",
        f"Which agency runs “{row['site']}”? The file does not say. If it is none of these, add a "
        "column Agency to the spreadsheet.",
        NO_SITE,
        *offered[:AGENCIES_OFFERED],
    )
    if choice == NO_SITE:
        row["site"] = ""
    elif choice in offered:
        row["agency"] = choice


def settle(row, column, known, asking):
    """The name to store for an agency or a site. known: PlaceNames."""
    name = row[column]
    if stored := known.get(name):
        return stored
    near = known.nearest(name)
    if not near:
        return name
    new = f"“{name}” is another {column}"
    choice = asking.ask(
        row, column, f"Is “{name}” the same {column} as “{near}”?", f"“{near}” is meant", new
    )
    return name if choice == new else near
