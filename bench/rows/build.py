"""One network of a given size, from nothing."""

from uuid import uuid4

from django.db import connection, transaction

from cohorts.models import StaffRole
from cop_site.loading import load_everything
from guidebooks.models import Guidebook
from people.models import Network, Region

from .answers import answer_everything
from .cohorts import fill_group, open_group
from .meetings import remember_meetings
from .people import Crowd
from .recruiting import recruit


def fill(size):
    """Rows that could have come from years of use; statistics for the planner at the end."""
    with transaction.atomic():
        set_history_going()
        build(size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def set_history_going():
    """History keeps every row here, too. Unset, these make each trigger catch an exception or two, ten times as slow."""
    named = {"pgtrigger.ignore": "{}", "pghistory.context_id": str(uuid4()), "pghistory.context_metadata": "{}"}
    with connection.cursor() as cursor:
        for name, value in named.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def build(size):
    load_everything()
    network = Network.objects.get(slug="can")
    Network.objects.filter(pk=network.pk).update(exact_totals=True, exact_totals_reason="A benchmark, with nobody in it.")
    guidebook = Guidebook.objects.filter(slug="five-meetings").order_by("-version").first()
    regions = list(Region.objects.filter(network=network).order_by("number"))
    crowd = Crowd(size, network)
    name_staff(crowd, network, regions)
    groups = [open_group(crowd, guidebook, region, kind, number, size) for number, kind, region in spread(size.kinds(), regions)]
    met = [group for group in groups if group.kind != "recruiting"]
    for group in met:
        fill_group(crowd, group, size.members)
    remember_meetings(met)
    answer_everything(met, size)
    recruit([group for group in groups if group.kind == "recruiting"], crowd, size)


def spread(kinds, regions):
    """(number, kind, region): the first of each kind in the first region, so that its lead has one of each."""
    turn = dict.fromkeys(kinds, 0)
    for number, kind in enumerate(kinds, 1):
        yield number, kind, regions[turn[kind] % len(regions)]
        turn[kind] += 1


def name_staff(crowd, network, regions):
    state, evaluator = crowd.take(2)
    StaffRole.objects.create(person=state, kind=StaffRole.Kind.STATE_STAFF, network=network)
    StaffRole.objects.create(person=evaluator, kind=StaffRole.Kind.EVALUATOR, network=network)
    StaffRole.objects.create(person=crowd.take(1)[0], kind=StaffRole.Kind.LEAD, region=regions[0])
