"""The demo's invented answers print every attainable figure of the pilot's report,
and none of the repairs.
"""

import json
from collections import Counter

import pytest

from demo.data.answers import CAME, answers_of
from evaluations.results.figures import agreement, before_after
from evaluations.results.published_check import check_row

from ..source_tree import ROOT

PILOT = {
    meeting["code"]: meeting
    for meeting in json.loads((ROOT / "fixtures" / "published" / "pilot.json").read_text())[
        "meetings"
    ]
}
COUNTS = {
    ("Y1M1", "qs_before_after"): ((24, 79, 12), (0, 57, 58)),
    ("Y1M2", "cqi_before_after"): ((20, 84, 8), (0, 56, 56)),
    ("Y2M1", "qs_before_after"): ((20, 56, 18), (0, 36, 58)),
}


def counts_of(code):
    rows = [row for region in answers_of(code).values() for row in region]
    return Counter((question, *answer) for row in rows for question, answer in row.items())


def test_the_meetings_and_who_came():
    assert {code: sum(came.values()) for code, came in CAME.items()} == {
        code: meeting["participants"] for code, meeting in PILOT.items()
    }
    assert min(count for came in CAME.values() for count in came.values()) >= 15


@pytest.mark.parametrize("code", CAME)
def test_everybody_who_came_answered_everything(code):
    asked = set(PILOT[code]["agreement"]) | set(PILOT[code]["before_after"])
    answers = answers_of(code)
    assert {region: len(rows) for region, rows in answers.items()} == CAME[code]
    assert all(set(row) == asked for rows in answers.values() for row in rows)


@pytest.mark.parametrize("code", CAME)
def test_the_printed_shares(code):
    counts = counts_of(code)
    assert {item: agreement(counts, item).percent for item in PILOT[code]["agreement"]} == PILOT[
        code
    ]["agreement"]


@pytest.mark.parametrize("code, question", COUNTS)
def test_before_and_after(code, question):
    result = before_after(counts_of(code), question)
    printed = PILOT[code]["before_after"][question]
    assert (result.before.counts(), result.after.counts()) == COUNTS[code, question]
    assert list(result.after.percents().counts()) == printed["after"]
    is_attainable = check_row(printed["before"], PILOT[code]["participants"]).is_possible
    assert (list(result.before.percents().counts()) == printed["before"]) == is_attainable


def test_the_impossible_row_got_none_of_its_repairs():
    printed = PILOT["Y2M1"]["before_after"]["qs_before_after"]["before"]
    shown = before_after(counts_of("Y2M1"), "qs_before_after").before.percents().counts()
    corrections = check_row(printed, 94).corrections
    corrected = {
        tuple(one.percent if place == one.place else value for place, value in enumerate(printed))
        for one in corrections
    }
    assert len(corrected) == 3 and shown not in corrected


@pytest.mark.parametrize("code, question", COUNTS)
def test_most_moved_up_and_few_moved_down(code, question):
    move = before_after(counts_of(code), question).movement
    assert move.moved_up > move.same > move.moved_down > 0


@pytest.mark.parametrize("code, question", COUNTS)
def test_every_region_is_large_enough_for_its_table(code, question):
    assert min(CAME[code].values()) >= 20


@pytest.mark.parametrize("code", CAME)
def test_people_differ(code):
    for rows in answers_of(code).values():
        patterns = Counter(str(row) for row in rows)
        assert len(patterns) >= 5 and max(patterns.values()) <= len(rows) / 2


@pytest.mark.parametrize("code", CAME)
def test_the_same_every_time(code):
    assert answers_of(code) == answers_of(code)
