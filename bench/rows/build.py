"""Fills an empty database with one network of a given size."""

from uuid import uuid4

from django.db import connection, transaction

from cohorts.models import StaffRole
from cop_site.loading import load_everything
from guidebooks.models import Guidebook
from people.models import Network, Region

from .answers import add_answers
from .cohorts import fill_group, open_group
from .meetings import add_meeting_records
from .people import PersonPool
from .recruiting import add_recruiting


def fill(size):
    """Make rows as years of use would, and the statistics of the query planner."""
    with transaction.atomic():
        set_history_context()
        build(size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def set_history_context():
    """Set the variables that pgtrigger and pghistory read.

    Without them each trigger catches an exception: slow.
    """
    named = {
        "pgtrigger.ignore": "{}",
        "pghistory.context_id": str(uuid4()),
        "pghistory.context_metadata": "{}",
    }
    with connection.cursor() as cursor:
        for name, value in named.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def build(size):
    load_everything()
    network = Network.objects.get(slug="can")
    Network.objects.filter(pk=network.pk).update(
        exact_totals=True, exact_totals_reason="A benchmark, with nobody in it."
    )
    regions = list(Region.objects.filter(network=network).order_by("number"))
    pool = PersonPool(size, network)
    appoint_staff(pool, network, regions)
    groups = open_groups(regions, pool, size)
    fill_groups([group for group in groups if group.kind != "recruiting"], pool, size)
    add_recruiting([group for group in groups if group.kind == "recruiting"], pool, size)


def open_groups(regions, pool, size):
    guidebook = Guidebook.objects.filter(slug="five-meetings").order_by("-version").first()
    return [
        open_group(pool, guidebook, region, kind, number, size)
        for number, kind, region in assign_regions(size.kinds(), regions)
    ]


def assign_regions(kinds, regions):
    """(number, kind, region) of each cohort; the first region gets one of each kind,
    so that its lead sees all.
    """
    turn = dict.fromkeys(kinds, 0)
    for number, kind in enumerate(kinds, 1):
        yield number, kind, regions[turn[kind] % len(regions)]
        turn[kind] += 1


def fill_groups(groups, pool, size):
    """Add members, and what they did at meetings, to cohorts that have met."""
    for group in groups:
        fill_group(pool, group, size.members)
    add_meeting_records(groups)
    add_answers(groups, size)


def appoint_staff(pool, network, regions):
    state, evaluator = pool.take(2)
    StaffRole.objects.create(person=state, kind=StaffRole.Kind.STATE_STAFF, network=network)
    StaffRole.objects.create(person=evaluator, kind=StaffRole.Kind.EVALUATOR, network=network)
    StaffRole.objects.create(person=pool.take(1)[0], kind=StaffRole.Kind.LEAD, region=regions[0])
