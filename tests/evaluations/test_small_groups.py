"""The rule over small groups, at its edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.results.figures import Share, add_counts
from evaluations.results.rounded import rounded_row, rounded_share
from evaluations.results.small_groups import ReleaseCounts, suppress_small_groups
from people.models.small_group_threshold import MINIMUM_GROUP_SIZE

COUNTS = st.dictionaries(
    st.tuples(st.sampled_from(["know", "apply"]), st.none(), st.integers(1, 4)),
    st.integers(1, 12),
    max_size=6,
)
GROUPS = st.lists(st.tuples(st.integers(0, 30), COUNTS), max_size=6).map(
    lambda rows: [ReleaseCounts(key, n, n + 2, counts) for key, (n, counts) in enumerate(rows)]
)


def group(n, answered=None, key=1):
    return ReleaseCounts(key, n, n + 1, {("know", None, 4): n if answered is None else answered})


@pytest.mark.parametrize(
    "n, is_hidden", [(0, True), (1, True), (9, True), (10, False), (11, False)]
)
def test_a_group_is_shown_from_k_up(n, is_hidden):
    assert suppress_small_groups([group(n)], k=10).is_hidden is is_hidden


def test_empty_and_hidden_look_alike():
    assert suppress_small_groups([group(9)], k=10) == suppress_small_groups([], k=10)


def test_no_network_goes_below_the_floor():
    assert suppress_small_groups([group(MINIMUM_GROUP_SIZE - 1)], k=1).is_hidden
    assert suppress_small_groups([group(MINIMUM_GROUP_SIZE)], k=1).k == MINIMUM_GROUP_SIZE


def test_a_small_group_is_in_no_total():
    total = suppress_small_groups([group(20, key=1), group(9, key=2), group(12, key=3)], k=10)
    assert [one.release for one in total.groups] == [1, 3]
    assert (total.respondents, total.attended, total.counts) == (32, 34, {("know", None, 4): 32})


def test_a_question_that_few_answered_is_hidden_in_its_group_and_in_the_total():
    assert not suppress_small_groups([group(20, answered=9)], k=10).groups_with("know")
    total = suppress_small_groups([group(20, answered=9, key=1), group(20, key=2)], k=10)
    assert [one.release for one in total.groups_with("know")] == [2]
    assert total.respondents == 40


def test_the_table_of_who_moved_only_where_every_part_has_twenty_pairs():
    pairs = [ReleaseCounts(key, n, n, {("qs", 2, 3): n}) for key, n in enumerate([20, 25, 19])]
    assert suppress_small_groups(pairs[:2], k=10).may_show_matrix("qs")
    assert not suppress_small_groups(pairs, k=10).may_show_matrix("qs")


@given(GROUPS, GROUPS)
def test_whatever_is_subtracted_is_made_of_large_parts(some, more):
    """Every step from one total to a larger one is at least k answers to every
    question it moves.
    """
    before, after = suppress_small_groups(some, k=10), suppress_small_groups(some + more, k=10)
    step = after.groups[len(before.groups) :]
    assert all(one.respondents >= 10 for one in step)
    assert add_counts(before.counts, *(one.counts for one in step)) == after.counts
    assert all(
        sum(n for key, n in one.counts.items() if key[0] == code) in {0, *range(10, 99)}
        for one in step
        for code in ["know", "apply"]
    )


@pytest.mark.parametrize(
    "count, n, share",
    [
        (0, 115, Share(2, "at_most")),
        (114, 115, Share(98, "at_least")),
        (57, 115, Share(50)),
        (399, 400, Share(99, "at_least")),
        (48, 50, Share(95, "at_least")),
        (2, 28, Share(10, "at_most")),
        (1, 12, Share(20, "at_most")),
    ],
)
def test_extremes_where_totals_are_not_exact(count, n, share):
    assert rounded_share(count, n) == share


def test_the_other_shares_of_a_rounded_row_do_not_add_the_extreme_up():
    assert rounded_row((0, 57, 58)) == (Share(2, "at_most"), Share(50, "about"), Share(50, "about"))
    assert rounded_row((0, 8, 392)) == (Share(1, "at_most"), Share(5, "about"), Share(95, "about"))
    assert rounded_row((24, 79, 12)) == (Share(21), Share(69), Share(10))


def test_nobody_has_no_share():
    with pytest.raises(ValueError, match="at least one answer"):
        rounded_share(0, 0)
