"""The test people are who their fixtures say they are."""

import pytest

from cohorts.access import access_of

from . import factories


@pytest.mark.parametrize(
    "who, audiences",
    [
        ("state_staff", {"state staff"}),
        ("regional_lead", {"lead"}),
        ("facilitator", {"facilitator"}),
        ("greeter", {"greeter"}),
        ("participant", {"participant"}),
        ("withdrawn", {"withdrawn"}),
        ("graduate", {"graduate"}),
        ("applicant", set()),
        ("supervisor", set()),
        ("outsider", set()),
    ],
)
def test_access(request, cohort, who, audiences):
    person = request.getfixturevalue(who)
    access = access_of(person, cohort)
    assert access.audiences == audiences
    assert access.is_supervisor == (who == "supervisor")


def test_the_small_guidebook_is_whole(cohort):
    assert [meeting.segments.count() for meeting in cohort.meetings.all()] == [3] * 5
    assert all(meeting.evaluation.form.questions.count() == 4 for meeting in cohort.meetings.all())
    assert cohort.agreements.count() == 3 and cohort.director_sessions.count() == 2


def test_answers_and_releases(meeting):
    members = factories.create_members(meeting.cohort, 3)
    factories.attend(meeting, *members)
    responses = [factories.answer_evaluation(meeting, m, comment="The hallway.") for m in members]
    assert (
        sum(response.answers.count() for response in responses) == 9
        and meeting.evaluation.comments.count() == 3
    )
    assert factories.create_release(meeting, comments=["Good"]).figures.count() == 3
