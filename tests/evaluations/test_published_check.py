"""A printed row is checked, never corrected: against counting everything out,
and against the pilot's own rows.
"""

import json
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.results.figures import percent
from evaluations.results.published_check import SUMS, check_row, interval

from ..source_tree import ROOT

PILOT = json.loads((ROOT / "fixtures" / "published" / "pilot.json").read_text())
ROWS = [
    (meeting["code"], code, when, row[when], meeting["participants"])
    for meeting in PILOT["meetings"]
    for code, row in meeting["before_after"].items()
    for when in ("before", "after")
]
SHARES = [
    (meeting["code"], code, share, meeting["participants"])
    for meeting in PILOT["meetings"]
    for code, share in meeting["agreement"].items()
]


def counted_out(row, n):
    """Every way to split n, the slow way."""
    cells = range(n + 1)
    splits = (first for first in product(cells, repeat=len(row) - 1) if sum(first) <= n)
    whole = ((*first, n - sum(first)) for first in splits)
    return [
        counts
        for counts in whole
        if all(percent(count, n) == printed for count, printed in zip(counts, row, strict=True))
    ]


def test_the_impossible_row():
    check = check_row([19, 69, 17], 94)
    assert not check.is_possible and check.counts_at_full == ()
    assert check.total == 105
    assert [(correction.place, correction.percent) for correction in check.corrections] == [
        (0, 14),
        (1, 64),
        (2, 12),
    ]


@pytest.mark.parametrize("meeting, code, when, row, attending", ROWS, ids=lambda value: str(value))
def test_the_printed_rows(meeting, code, when, row, attending):
    assert check_row(row, attending).is_possible == ((meeting, when) != ("Y2M1", "before"))


@pytest.mark.parametrize(
    "row, attending, counts",
    [
        ([21, 69, 10], 115, [(24, 79, 12)]),
        ([0, 50, 50], 115, [(0, 57, 58), (0, 58, 57)]),
        ([18, 75, 7], 112, [(20, 84, 8)]),
        ([0, 50, 50], 112, [(0, 56, 56)]),
        ([0, 38, 62], 94, [(0, 36, 58)]),
        ([97], 115, [(111,), (112,)]),
        ([99], 95, [(94,)]),
        ([100], 73, [(73,)]),
    ],
)
def test_attainable_counts_at_full_attendance(row, attending, counts):
    assert list(check_row(row, attending).counts_at_full) == counts


@pytest.mark.parametrize("meeting, code, share, attending", SHARES)
def test_the_twenty_printed_shares(meeting, code, share, attending):
    assert check_row([share], attending).counts_at_full


def test_there_are_twenty_shares():
    assert len(SHARES) == 20


@given(st.integers(1, 400), st.integers(0, 100))
def test_interval_holds_exactly_the_counts_that_round_to_it(n, printed):
    lowest, highest = interval(printed, n)
    assert list(range(lowest, highest + 1)) == [
        count for count in range(n + 1) if percent(count, n) == printed
    ]


@settings(max_examples=60)
@given(st.lists(st.integers(0, 60), min_size=3, max_size=3), st.integers(1, 24))
def test_possible_as_counted_out(row, attending):
    check = check_row(row, attending)
    expected = {n: counted_out(row, n) for n in range(1, attending + 1)}
    assert check.possible_n == tuple(n for n, counts in expected.items() if counts)
    assert sorted(check.counts_at_full) == sorted(expected[attending])


@settings(max_examples=200)
@given(st.lists(st.integers(0, 300), min_size=3, max_size=4))
def test_a_true_row_is_never_refused_and_adds_up(counts):
    n = sum(counts)
    if not n:
        return
    row = [percent(count, n) for count in counts]
    lowest, highest = SUMS[len(row)]
    assert lowest <= sum(row) <= highest
    assert n in check_row(row, n).possible_n


@settings(max_examples=200)
@given(st.lists(st.integers(0, 100), min_size=3, max_size=4), st.integers(1, 150))
def test_every_correction_works_and_changes_one_number(row, attending):
    check = check_row(row, attending)
    for correction in check.corrections:
        corrected = [
            correction.percent if place == correction.place else printed
            for place, printed in enumerate(row)
        ]
        assert (
            correction.percent != row[correction.place]
            and check_row(corrected, attending).counts_at_full
        )


@pytest.mark.parametrize(
    "row, attending", [([50, 50], 10), ([], 10), ([20] * 5, 10), ([50, 50, 0], 0)]
)
def test_what_is_not_a_row(row, attending):
    with pytest.raises(ValueError, match="printed row"):
        check_row(row, attending)


def test_numbers_beyond_all_bounds_are_impossible():
    assert not check_row([101, 0, 0], 50).is_possible
    assert not check_row([-1, 51, 50], 50).is_possible
