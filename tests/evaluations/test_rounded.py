"""Exact totals are a setting with a reason: without it, nothing above a cohort shows
or betrays a count.
"""

import csv
import io
import re

import pytest

from evaluations.models import ReleasedFigure

from .. import factories
from ..shown import shown

#: Two rooms of 120 that differ in every count of theirs but print the same wherever counts
#: are not shown.
ONE_ROOM = {
    "qs_before_after": {(2, 3): 60, (2, 2): 60},
    "know_qs": {(None, 4): 120},
    "applicable": {(None, 3): 72, (None, 1): 48},
}
OTHER_ROOM = {
    "qs_before_after": {(1, 3): 1, (2, 3): 60, (2, 2): 58, (2, 1): 1},
    "know_qs": {(None, 4): 118, (None, 2): 2},
    "applicable": {(None, 4): 72, (None, 2): 48},
}
OUTPUTS = [
    f"{place}{ending}"
    for place in ["/results/state", "/results/region/8", "/cohorts/region-8/results"]
    for ending in ["/", ".json", ".csv"]
] + [
    "/results/state/?meeting=1",
    "/results/region/8/?meeting=1",
    "/cohorts/region-8/results/?meeting=1",
    "/cohorts/region-8/meetings/1/results/",
    "/results/report/",
    "/results/published/",
]


@pytest.fixture
def release(cohort):
    """Meeting 1 has 120 answers, meeting 5 has 7;
    the network has recorded no reason for exact totals.
    """
    factories.create_release(cohort.meetings.get(position=5), responses=7)
    release = factories.create_release(cohort.meetings.get(position=1), responses=120, attended=124)
    count(release, ONE_ROOM)
    return release


def count(release, room):
    ReleasedFigure.objects.filter(release=release).delete()
    for question in release.form.questions.exclude(kind="open"):
        for (before, now), found in room[question.code].items():
            ReleasedFigure.objects.create(
                release=release, question=question, before=before, now=now, count=found
            )


def record_a_reason(cohort):
    cohort.network.exact_totals, cohort.network.exact_totals_reason = (
        True,
        "Printed before as they were counted.",
    )
    cohort.network.save()


def sources(client, release):
    """Everything this reader is sent, without what differs from visit to visit."""
    pages = {}
    for address in [*OUTPUTS, f"/results/releases/{release.pk}/"]:
        response = client.get(address)
        if response.status_code == 200:
            pages[address] = re.sub(
                r'name="csrfmiddlewaretoken" value="\w+"',
                "",
                response.getvalue().decode("utf-8-sig"),
            )
    return pages


def in_both_rooms(client, release):
    count(release, ONE_ROOM)
    one = sources(client, release)
    count(release, OTHER_ROOM)
    return one, sources(client, release)


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("reader", ["state_staff", "regional_lead"])
def test_above_a_cohort_no_count_is_in_any_source(release, request, client_of, reader):
    one, other = in_both_rooms(client_of(request.getfixturevalue(reader)), release)
    assert len(one) > 8 and one == other


@pytest.mark.parametrize("reader", ["state_staff", "regional_lead"])
def test_with_a_reason_every_source_tells_the_rooms_apart(release, request, client_of, reader):
    record_a_reason(release.evaluation.meeting.cohort)
    one, other = in_both_rooms(client_of(request.getfixturevalue(reader)), release)
    assert {address for address in one if one[address] == other[address]} == {"/results/published/"}


def test_own_facilitators_see_counts_whatever_the_setting(release, facilitator, client_of):
    client = client_of(facilitator)
    exact, other = in_both_rooms(client, release)
    assert exact["/cohorts/region-8/results.json"] != other["/cohorts/region-8/results.json"]
    count(release, ONE_ROOM)
    record_a_reason(release.evaluation.meeting.cohort)
    assert sources(client, release) == exact


def test_extremes_in_json(release, state_staff, client_of):
    first, *_, hidden = client_of(state_staff).get("/results/state.json").json()["meetings"]
    assert (first["attended"], first["responses"]) == (124, 120)
    assert first["agreement"] == {
        "know_qs": {"agreed": None, "n": 120, "percent": 98, "relation": "at_least"},
        "applicable": {"agreed": None, "n": 120, "percent": 60, "relation": "exactly"},
    }
    levels, moves = ["low", "medium", "high"], ["moved_up", "same", "moved_down"]
    assert first["before_after"]["qs_before_after"] == {
        "n_pairs": 120,
        "before": dict.fromkeys(levels),
        "after": dict.fromkeys(levels),
        "percent_before": {"low": 2, "medium": 98, "high": 2},
        "relation_before": {"low": "at_most", "medium": "at_least", "high": "at_most"},
        "percent_after": {"low": 2, "medium": 50, "high": 50},
        "relation_after": {"low": "at_most", "medium": "about", "high": "about"},
        **dict.fromkeys(moves),
        "percent_moved": {"moved_up": 50, "same": 50, "moved_down": 2},
        "relation_moved": {"moved_up": "about", "same": "about", "moved_down": "at_most"},
    }
    assert hidden["agreement"]["know_qs"] == dict.fromkeys(["agreed", "n", "percent", "relation"])
    assert set(hidden["before_after"]["qs_before_after"]) == set(
        first["before_after"]["qs_before_after"]
    )


@pytest.mark.parametrize(
    "place", ["/results/state", "/results/region/8", "/cohorts/region-8/results"]
)
def test_page_json_and_csv_show_the_same_shares(release, state_staff, client_of, place):
    client = client_of(state_staff)
    page, rows = (
        shown(client.get(f"{place}/?meeting=1")),
        table(client.get(f"{place}.csv").getvalue().decode("utf-8-sig")),
    )
    first = client.get(f"{place}.json").json()["meetings"][0]
    shares = {
        ("know_qs", "agreed"): first["agreement"]["know_qs"],
        ("applicable", "agreed"): first["agreement"]["applicable"],
    }
    pair = first["before_after"]["qs_before_after"]
    for name in ["before", "after", "moved"]:
        for key, percent in pair[f"percent_{name}"].items():
            measure = key.replace("_", " ") if name == "moved" else f"{name} {key}"
            shares["qs_before_after", measure] = {
                "n": pair["n_pairs"],
                "percent": percent,
                "relation": pair[f"relation_{name}"][key],
            }
    here = {
        (row["question"], row["measure"]): row
        for row in rows
        if (row["part"], row["meeting"]) == ("1", "1")
    }
    assert set(here) == set(shares)
    words = {
        "exactly": "{}%",
        "at_most": "{}% or less",
        "at_least": "{}% or more",
        "about": "about {}%",
    }
    for key, share in shares.items():
        row = here[key]
        assert (row["count"], row["of"], row["percent"], row["relation"]) == (
            "",
            str(share["n"]),
            str(share["percent"]),
            share["relation"],
        )
        assert words[share["relation"]].format(share["percent"]) in page
    assert "h-matrix" not in page and "120 of 120" not in page and "n = 120" in page


def test_the_relation_column_is_there_only_where_it_is_needed(
    release, state_staff, facilitator, client_of
):
    def head(person):
        return (
            client_of(person)
            .get("/cohorts/region-8/results.csv")
            .getvalue()
            .decode("utf-8-sig")
            .splitlines()[0]
        )

    assert head(state_staff) == f"{head(facilitator)},relation"
    record_a_reason(release.evaluation.meeting.cohort)
    assert head(state_staff) == head(facilitator)


@pytest.mark.parametrize("page", ["/results/state/", "/results/report/", "/results/region/8/"])
def test_receipts_say_why_there_is_no_count(release, state_staff, regional_lead, client_of, page):
    reader = regional_lead if "region" in page else state_staff
    source = shown(client_of(reader).get(page, {"meeting": "1"}))
    assert (
        "a share of 120 pairs" in source
        and "never counts" in source
        and "Room to rise" not in source
    )
    slip = shown(client_of(reader).get(f"/results/releases/{release.pk}/"))
    assert "98% or more" in slip and "never how many gave an answer" in slip


def test_the_chart_says_and_draws_shares(release, state_staff, client_of):
    page = shown(client_of(state_staff).get("/results/report/"))
    assert ">≥98%</text>" in page and ">≈50%</text>" in page and ">≤2%</text>" in page
    assert "Before: Low 2% or less, Medium 98% or more, High 2% or less." in page
