"""Builds the demonstration: four released pilot cohorts, one running, one recruiting,
and the other communities.
"""

from cohorts.models import StaffRole
from cop_site.loading import load_everything
from guidebooks.models import Guidebook
from people.models import Network, Person, Region

from .applications import build_recruiting_cohort
from .communities import build_community
from .community_names import community_pools
from .names import Pool
from .pilot import build_pilot_cohort
from .running import build_running_cohort

PILOT_REGIONS = [2, 8, 9, 10]
RUNNING_REGION, RECRUITING_REGION = 9, 8


def build(*, stdout):
    """Fill an empty database in under a minute, in the transaction of the caller.

    stdout gets a line for each step.
    """
    load_everything()
    pool = build_first_network(stdout)
    for community in community_pools():
        number = build_community(community)
        stdout.write(f"  {community.network.name}: {number} cohorts")
    pool.next_person()  # somebody without any cohort
    Person.objects.update(is_demo=True)  # also the persons made by offering seats
    stdout.write("  One cohort between two meetings, one that recruits")


def build_first_network(stdout):
    """Build the network with regions; returns its Pool, for somebody more."""
    network = Network.objects.get(slug="can")
    allow_exact_totals(network)
    guidebook = Guidebook.objects.filter(slug="five-meetings").order_by("-version").first()
    pool = Pool(network)
    regions = {region.number: region for region in Region.objects.filter(network=network)}
    for number in PILOT_REGIONS:
        build_pilot_cohort(pool, guidebook, regions[number])
        stdout.write(f"  Region {number}: five meetings, released")
    appoint_staff(pool, network, regions)
    build_running_cohort(pool, guidebook, regions[RUNNING_REGION])
    build_recruiting_cohort(pool, guidebook, regions[RECRUITING_REGION])
    return pool


def allow_exact_totals(network):
    network.exact_totals = True
    network.exact_totals_reason = (
        "The demonstration prints the pilot's published totals, which were exact."
    )
    network.save()


def appoint_staff(pool, network, regions):
    for kind in StaffRole.OF_A_NETWORK:
        for person in pool.staff(kind):
            StaffRole.objects.create(person=person, kind=kind, network=network)
    for number in PILOT_REGIONS:
        for person in pool.staff("regional_lead", number):
            StaffRole.objects.create(
                person=person, kind=StaffRole.Kind.LEAD, region=regions[number]
            )
