"""Figures from counts: checked against exact fractions and against the figures of the pilot."""

from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from evaluations.results.figures import (
    MATRIX_MINIMUM,
    Levels,
    Source,
    add_counts,
    agreement,
    before_after,
    complete_answers_only,
    percent,
)
from evaluations.results.movement import matrix_of

FIRST_MEETING = {
    ("qs", 1, 2): 20,
    ("qs", 1, 3): 4,
    ("qs", 2, 2): 37,
    ("qs", 2, 3): 42,
    ("qs", 3, 3): 12,
}
CELLS = st.dictionaries(
    st.tuples(st.just("qs"), st.integers(1, 3), st.integers(1, 3)),
    st.integers(1, 60),
    min_size=0,
    max_size=9,
)


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_percent_is_half_up(count, n):
    assert percent(count, n) == floor(Fraction(100 * count, n) + Fraction(1, 2))


def test_percent_at_the_half_and_of_nobody():
    assert [percent(1, 200), percent(199, 200), percent(57, 115), percent(58, 115)] == [
        1,
        100,
        50,
        50,
    ]
    assert percent(0, 0) is None


def test_the_first_meeting():
    result = before_after(FIRST_MEETING, "qs")
    assert result.as_json() == {
        "n_pairs": 115,
        "before": {"low": 24, "medium": 79, "high": 12},
        "after": {"low": 0, "medium": 57, "high": 58},
        "percent_before": {"low": 21, "medium": 69, "high": 10},
        "percent_after": {"low": 0, "medium": 50, "high": 50},
        "moved_up": 66,
        "same": 49,
        "moved_down": 0,
    }
    assert result.receipt("moved_up").percent == 57
    assert (result.receipt("ceiling").numerator, result.receipt("ceiling").percent) == (12, 10)
    could = result.receipt("moved_up_of_those_who_could")
    assert (could.numerator, could.denominator, could.percent) == (66, 103, 64)


@given(CELLS)
def test_margins_and_movement_count_every_pair_once(counts):
    result = before_after(counts, "qs")
    n = sum(counts.values())
    assert result.n_pairs == result.after.n == result.movement.n == n
    assert result.movement.high_before == result.before.high
    assert result.movement.moved_up <= result.movement.could_rise
    assert (result.matrix is not None) == (n >= MATRIX_MINIMUM)
    assert result.matrix in (None, matrix_of(counts, "qs"))


@given(st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300)))
def test_three_rounded_levels_add_to_99_100_or_101(counts):
    levels = Levels(*counts)
    assert (
        levels.percents() is None if not levels.n else 99 <= sum(levels.percents().counts()) <= 101
    )


@given(st.lists(st.integers(0, 200), min_size=4, max_size=4))
def test_agreement_is_the_top_two_of_four(counts):
    by_value = {("know", None, value): count for value, count in enumerate(counts, 1)}
    result = agreement(by_value, "know", Source(("f, 1",), ("12",)))
    assert (result.agreed, result.n) == (counts[2] + counts[3], sum(counts))
    assert result.receipt.source == Source(("f, 1",), ("12",))
    assert result.percent == percent(result.agreed, result.n)


def test_only_complete_answers_count():
    counts = {
        ("qs", 1, 2): 3,
        ("qs", None, 2): 2,
        ("qs", 1, None): 1,
        ("know", None, 4): 5,
        ("know", None, None): 1,
        ("know", 1, 1): 1,
    }
    assert complete_answers_only(counts, before_now={"qs"}) == {
        ("qs", 1, 2): 3,
        ("know", None, 4): 5,
    }


def test_no_table_when_protection_says_so():
    assert before_after(FIRST_MEETING, "qs", with_matrix=False).matrix is None


@given(CELLS, CELLS)
def test_groups_add(one, other):
    assert sum(add_counts(one, other).values()) == sum(one.values()) + sum(other.values())


def test_each_level_has_a_receipt():
    result = before_after(FIRST_MEETING, "qs")
    assert [receipt.percent for receipt in result.level_receipts("before")] == [21, 69, 10]
    assert {receipt.rule for receipt in result.level_receipts("after")} == {"level_after"}
