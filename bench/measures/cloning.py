"""Opening a cohort like another one, with agendas of 5 and of 20 blocks, beside bare inserts of the
same blocks.
"""

import uuid
from datetime import timedelta
from time import perf_counter

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cohorts.models import Cohort
from lib.cloning import unsaved_copy, values_of
from lifecycle.actions.open_cohort import open_cohort
from lifecycle.actions.open_like import LikePlan
from meetings.models import AgendaSegment, Meeting

from .rounds import median_ms, median_ratio, take_turns

FEW, MANY = 5, 20
YEAR = timedelta(weeks=52)


def measure_cloning(site, rounds):
    """Times in milliseconds, ratios and statements. Each round is rolled back."""
    with site.databases.using(site.name):
        source = Cohort.objects.filter(status="meeting").earliest("pk")
        times = take_turns(calls_with(source), rounds)
        return {
            "meetings": source.meetings.count(),
            "statements_5_blocks": count_statements(source, FEW),
            "statements_20_blocks": count_statements(source, MANY),
            "ms_5_blocks": median_ms(times["few"]),
            "ms_20_blocks": median_ms(times["many"]),
            "growth": median_ratio(times["many"], times["few"]),
            "times_bare_blocks": median_ratio(times["many"], times["bare"]),
        }


def calls_with(source):
    return {
        "few": lambda: seconds_of(clone, source, FEW),
        "many": lambda: seconds_of(clone, source, MANY),
        "bare": lambda: seconds_of(insert_blocks, source, MANY),
    }


def seconds_of(act, source, blocks):
    """The seconds of act(source) where each meeting has so many blocks, without making these."""
    with transaction.atomic():
        give_blocks(source, blocks)
        began = perf_counter()
        act(source)
        seconds = perf_counter() - began
        transaction.set_rollback(True)
    return seconds


def count_statements(source, blocks):
    with transaction.atomic():
        give_blocks(source, blocks)
        with CaptureQueriesContext(connection) as captured:
            clone(source)
        transaction.set_rollback(True)
    return len(captured)


def give_blocks(source, number):
    """Exactly so many blocks in the agenda of each meeting."""
    AgendaSegment.objects.filter(meeting__cohort=source).delete()
    AgendaSegment.objects.bulk_create(
        AgendaSegment(meeting=meeting, position=place, minutes=5, title=f"Block {place}")
        for meeting in source.meetings.all()
        for place in range(1, number + 1)
    )


def clone(source):
    slug = f"bench-{uuid.uuid4().hex}"
    return open_cohort(plan_like(source), by=source.opened_by, slug=slug)


def plan_like(source):
    meetings = list(source.meetings.in_order())
    first = meetings[0].on + YEAR
    return LikePlan(
        **values_of(source, ["guidebook", "region", "name", "cycle"]),
        first_meeting_on=first,
        starts=meetings[0].starts,
        capacity=30,
        apply_by=first - timedelta(weeks=8),
        notice_on=first - timedelta(weeks=4),
        copied_from=source,
        days={meeting.pk: meeting.on + YEAR for meeting in meetings},
        with_place=True,
    )


def insert_blocks(source):
    """The same blocks once more, in one statement, for meetings that are there."""
    shift = Meeting.objects.filter(cohort=source).count() * MANY
    blocks = AgendaSegment.objects.filter(meeting__cohort=source)
    AgendaSegment.objects.bulk_create(
        unsaved_copy(block, position=block.position + shift) for block in blocks
    )
