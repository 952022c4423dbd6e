"""Two years by chance: sequences of 30 verbs on a small network keep what must always hold.

The seed of a sequence is its number. The audit runs 560 sequences in four quarters, which can run
beside each other, and counts in each that every verb was applied 125 times, so 500 times in all. A
quarter counts from nothing: one that fails can be run again alone. The other run takes one.
"""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction

from cohorts.models import CohortMembership
from lifecycle.actions.merge_persons import merge_persons
from meetings.models import Meeting

from .invariants import broken
from .network import SmallNetwork
from .verbs import LEADS_TO, VERBS, attempt

pytestmark = pytest.mark.django_db
SEQUENCES, STEPS, OF_EACH_VERB, QUARTERS = 560, 30, 500, 4
#: How often time passes before a verb.
TIME_PASSES = 0.35


def run(seed, counted, steps=STEPS):
    """Apply so many verbs, those that came least often first, and check after each."""
    rng = Random(seed)
    network = SmallNetwork(rng)
    with network.clock():
        done = []
        while len(done) < steps:
            if rng.random() < TIME_PASSES:
                network.pass_time()
            verb = apply_one(network, rng, counted)
            if verb is None:
                network.pass_time()
                continue
            done.append(verb)
            assert broken(network) == [], f"sequence {seed}: {' > '.join(done)}"


def apply_one(network, rng, counted):
    """The verb that was applied, or None when each was refused."""

    def how_often(verb):
        rarest = min(counted[each] for each in LEADS_TO.get(verb, [verb]))
        return (counted[verb] + rarest) * rng.uniform(0.7, 1.3)

    for verb in sorted(VERBS, key=how_often):
        if attempt(network, verb):
            counted[verb] += 1
            return verb
    return None


def run_all(sequences):
    counted = Counter()
    for seed in sequences:
        with transaction.atomic():
            run(seed, counted)
            transaction.set_rollback(True)
    return counted


def test_one_sequence_keeps_the_rules():
    counted = run_all(range(1))
    assert counted.total() == STEPS and len(counted) > len(VERBS) // 2


@pytest.mark.audit
@pytest.mark.parametrize("quarter", range(QUARTERS))
def test_many_sequences_keep_the_rules(quarter):
    sequences = range(quarter, SEQUENCES, QUARTERS)
    counted = run_all(sequences)
    print(dict(counted))
    assert counted.total() == len(sequences) * STEPS
    enough = OF_EACH_VERB / QUARTERS
    assert {verb: counted[verb] for verb in VERBS if counted[verb] < enough} == {}


# --- the clock ------------------------------------------------------------------------------------


def test_columns_that_default_to_now_follow_the_clock():
    network = SmallNetwork(Random(7))
    with network.clock():
        network.moment += timedelta(days=400)
        merge = merge_persons(*network.people()[:2], by=network.lead)
        assert (merge.done_at, merge.can_be_undone) == (network.moment, True)


# --- the rules find what is wrong -----------------------------------------------------------------


def seat_nobody_holds(network):
    network.cohorts[0].seats.take_one()


def member_without_seat(network):
    member = CohortMembership.objects.current().first()
    member.seat.release()


def mark_of_a_stranger(network):
    meeting = Meeting.objects.get(pk=next(iter(network.expected)))
    meeting.attendances.first().delete()


@pytest.mark.parametrize("fault", [seat_nobody_holds, member_without_seat, mark_of_a_stranger])
def test_a_planted_fault_is_found(fault):
    network = SmallNetwork(Random(7))
    with network.clock():
        for verb in ["join", "join", "join"]:
            assert attempt(network, verb)
        while not network.expected:
            network.pass_time()
            attempt(network, "close")
        assert broken(network) == []
        fault(network)
        assert broken(network) != []
