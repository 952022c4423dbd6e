"""Invented answers whose counts, over all four pilot regions, give every published figure
that can be reached.

The published figures are those of fixtures/published/pilot.json. The counts that fit were found by
trying all of them; where several fit, one was chosen. The row "before" of Year 2 Meeting 1 cannot
be right as printed (its percentages add up to 105), so its counts are invented, and match none of
the corrections that change one number.
"""

import random

#: {code of the meeting: {number of the region: how many came}}; all of them answered.
CAME = {
    "Y1M1": {2: 28, 8: 30, 9: 29, 10: 28},
    "Y1M2": {2: 27, 8: 30, 9: 28, 10: 27},
    "Y1M3": {2: 23, 8: 25, 9: 24, 10: 23},
    "Y2M1": {2: 23, 8: 25, 9: 23, 10: 23},
    "Y2M2": {2: 18, 8: 19, 9: 18, 10: 18},
}
#: {code of the meeting: {code of the question: how many agreed}}.
AGREED = {
    "Y1M1": {"know_qs": 112, "know_practices": 111, "teambuilding": 114, "applicable": 114},
    "Y1M2": {"conf_cqi": 107, "resources": 109, "learn_from_region": 109, "applicable": 108},
    "Y1M3": {"know_qs": 94, "conf_data_cqi": 94, "resources": 94, "share_needs": 94},
    "Y2M1": {"und_cqi": 93, "know_practices": 92, "teambuilding": 92, "applicable": 91},
    "Y2M2": {"know_qs": 73, "conf_data_cqi": 73, "resources": 73, "share_needs": 73},
}
LOW, MEDIUM, HIGH = 1, 2, 3
#: {code of the meeting: (code of the question, {(before, now): how many})}.
PAIRS = {
    "Y1M1": (
        "qs_before_after",
        {
            (LOW, MEDIUM): 20,
            (LOW, HIGH): 4,
            (MEDIUM, MEDIUM): 36,
            (MEDIUM, HIGH): 43,
            (HIGH, MEDIUM): 1,
            (HIGH, HIGH): 11,
        },
    ),
    "Y1M2": (
        "cqi_before_after",
        {
            (LOW, MEDIUM): 17,
            (LOW, HIGH): 3,
            (MEDIUM, MEDIUM): 38,
            (MEDIUM, HIGH): 46,
            (HIGH, MEDIUM): 1,
            (HIGH, HIGH): 7,
        },
    ),
    "Y2M1": (
        "qs_before_after",
        {
            (LOW, MEDIUM): 15,
            (LOW, HIGH): 5,
            (MEDIUM, MEDIUM): 20,
            (MEDIUM, HIGH): 36,
            (HIGH, MEDIUM): 1,
            (HIGH, HIGH): 17,
        },
    ),
}


def answers_of(code):
    """{number of the region: [{code of the question: (before or None, now)}]} of a meeting,
    always the same.
    """
    dice = random.Random(f"hallway {code}")
    rows = [{} for _ in range(sum(CAME[code].values()))]
    if code in PAIRS:
        add_pairs(rows, *PAIRS[code], dice)
    for question, agreed in AGREED[code].items():
        add_agreement(rows, question, agreed, dice)
    dice.shuffle(rows)
    return split_by_region(rows, CAME[code])


def add_pairs(rows, question, cells, dice):
    """cells: {(before, now): how many}."""
    pairs = [pair for pair, count in cells.items() for _ in range(count)]
    dice.shuffle(pairs)
    for row, pair in zip(rows, pairs, strict=True):
        row[question] = pair


def add_agreement(rows, question, agreed, dice):
    """agreed: how many agree."""
    doubters = set(dice.sample(range(len(rows)), len(rows) - agreed))
    for number, row in enumerate(rows):
        row[question] = (None, 2 if number in doubters else dice.choice([3, 4, 4]))


def split_by_region(rows, sizes):
    left = iter(rows)
    return {region: [next(left) for _ in range(size)] for region, size in sizes.items()}
