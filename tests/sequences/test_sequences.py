"""Two years by chance: sequences of 30 verbs on a small network keep what must always hold.

The seed of a sequence is its number, so a sequence that fails can be run again alone. The audit
runs 400 sequences and counts that each verb was applied 500 times; the other run takes one.
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
from .verbs import VERBS, attempt

pytestmark = pytest.mark.django_db
SEQUENCES, STEPS, OF_EACH_VERB = 400, 30, 500
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
    in_turn = sorted(VERBS, key=lambda verb: counted[verb] * rng.uniform(0.5, 1.5))
    for verb in in_turn:
        if attempt(network, verb):
            counted[verb] += 1
            return verb
    return None


def run_all(sequences):
    counted = Counter()
    for seed in range(sequences):
        with transaction.atomic():
            run(seed, counted)
            transaction.set_rollback(True)
    return counted


def test_one_sequence_keeps_the_rules():
    counted = run_all(1)
    assert counted.total() == STEPS and len(counted) > len(VERBS) // 2


@pytest.mark.audit
def test_many_sequences_keep_the_rules():
    counted = run_all(SEQUENCES)
    print(dict(counted))
    assert counted.total() == SEQUENCES * STEPS
    assert {verb: counted[verb] for verb in VERBS if counted[verb] < OF_EACH_VERB} == {}


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
