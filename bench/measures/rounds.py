"""Measures calls in turn, so that times when the machine is slow affect all of them alike."""

from statistics import median
from time import perf_counter

#: If a call takes longer than this, there are fewer rounds.
SLOW_SECONDS = 0.7


def take_turns(calls, rounds):
    """{name: [seconds of each round]}.

    calls: {name: function that returns seconds}; the first round is left out.
    """
    times = {name: [] for name in calls}
    slowest = max(call() for call in calls.values())
    for _ in range(rounds if slowest < SLOW_SECONDS else max(3, rounds // 4)):
        for name, call in calls.items():
            times[name].append(call())
    return times


def timed(function):
    """The function as a call for `take_turns`: it returns the seconds that the function took."""

    def call():
        began = perf_counter()
        function()
        return perf_counter() - began

    return call


def median_ms(seconds):
    return round(1000 * median(seconds), 2)


def median_ratio(above, below):
    """The median of the ratios of each round; `above` and `below` are lists of seconds."""
    return round(median(a / b for a, b in zip(above, below, strict=True)), 2)
