"""Measuring side by side: everything that is compared is asked for in turn, so that a slow spell of the machine hits all alike."""

from statistics import median
from time import perf_counter

#: A page that takes longer than this gets fewer rounds.
SLOW = 0.7


def take_turns(calls, rounds):
    """{name: [seconds, …]} of these calls, one round after the other, the first of which does not count."""
    times = {name: [] for name in calls}
    slowest = max(call() for call in calls.values())
    for _ in range(rounds if slowest < SLOW else max(3, rounds // 4)):
        for name, call in calls.items():
            times[name].append(call())
    return times


def timed(function):
    """A call for `take_turns` out of a function that is timed from outside."""

    def call():
        began = perf_counter()
        function()
        return perf_counter() - began

    return call


def ms(seconds):
    return round(1000 * median(seconds), 2)


def ratio(above, below):
    """Median of the ratios of each round."""
    return round(median(a / b for a, b in zip(above, below, strict=True)), 2)
