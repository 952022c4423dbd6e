"""Open answers are held back release by release:
few late lines do not hide behind many first ones.
"""

import pytest

from evaluations.models import Comment, Release

from .. import factories
from ..shown import shown

FIRST, LATE = "The kestrel table was best.", "The heron came late."


@pytest.fixture
def meeting(cohort):
    meeting = cohort.meetings.get(position=1)
    factories.create_release(meeting, responses=24, comments=[FIRST])
    meeting.evaluation.comments.update(may_quote=True)
    return meeting


def add_late(meeting, responses):
    """A second release of so many late answers, one of them with words."""
    evaluation = meeting.evaluation
    late = Release.objects.create(
        evaluation=evaluation, number=2, form=evaluation.form, attended=24, responses=responses
    )
    question = evaluation.form.questions.get(kind="open")
    Comment.objects.create(
        token="f" * 64,
        evaluation=evaluation,
        question=question,
        text=LATE,
        may_quote=True,
        release=late,
    )


def words_at(client, address):
    page = shown(client.get(address))
    return FIRST in page, LATE in page


@pytest.mark.parametrize("late, shown", [(4, False), (5, True)])
def test_late_lines_in_the_cohort(meeting, facilitator, client_of, late, shown):
    add_late(meeting, late)
    assert words_at(client_of(facilitator), "/cohorts/region-8/meetings/1/results/") == (
        True,
        shown,
    )


@pytest.mark.parametrize("late, shown", [(9, False), (10, True)])
@pytest.mark.parametrize(
    "reader, address",
    [
        ("regional_lead", "/results/region/8/"),
        ("state_staff", "/results/state/"),
        ("state_staff", "/results/report/"),
    ],
)
def test_late_lines_above_the_cohort(meeting, request, client_of, reader, address, late, shown):
    add_late(meeting, late)
    assert words_at(client_of(request.getfixturevalue(reader)), address) == (True, shown)


def test_lines_not_counted_yet_are_nobodys(meeting, facilitator, client_of):
    add_late(meeting, 12)
    Comment.objects.filter(text=LATE).update(release=None)
    assert words_at(client_of(facilitator), "/cohorts/region-8/meetings/1/results/") == (
        True,
        False,
    )
