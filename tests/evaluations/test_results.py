"""Reading results: the contract, the same cells everywhere,
and nothing of a small group anywhere.
"""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from evaluations.models import Comment
from lib import dates

from .. import factories
from ..shown import shown

AGREEMENT_KEYS = {"agreed", "n", "percent"}
PAIR_KEYS = {
    "n_pairs",
    "before",
    "after",
    "percent_before",
    "percent_after",
    "moved_up",
    "same",
    "moved_down",
}


@pytest.fixture
def released(cohort):
    """Meetings 1 (24 answers), 4 (12) and 5 (7) of the cohort are counted;
    the network shows exact totals, with its reason.
    """
    cohort.network.exact_totals, cohort.network.exact_totals_reason = (
        True,
        "Printed before as they were counted.",
    )
    cohort.network.save()
    for position, n in [(1, 24), (4, 12), (5, 7)]:
        factories.create_release(
            cohort.meetings.get(position=position),
            responses=n,
            attended=n + 2,
            comments=["The kestrel table was best."],
        )
    return cohort


def test_state_json_keeps_the_contract(released, state_staff, client_of):
    data = client_of(state_staff).get("/results/state.json").json()
    assert set(data) == {"guidebook", "cycle", "meetings"} and (
        data["guidebook"],
        data["cycle"],
    ) == ("example-five", "2026-28")
    assert [(m["part"], m["meeting"]) for m in data["meetings"]] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
        (2, 2),
    ]
    for meeting in data["meetings"]:
        assert set(meeting) == {
            "part",
            "meeting",
            "attended",
            "responses",
            "agreement",
            "before_after",
        }
        assert set(meeting["agreement"]) == {"know_qs", "applicable"} and set(
            meeting["before_after"]
        ) == {"qs_before_after"}
        assert all(set(figure) == AGREEMENT_KEYS for figure in meeting["agreement"].values())
        assert all(set(figure) == PAIR_KEYS for figure in meeting["before_after"].values())
    first = data["meetings"][0]
    assert (first["attended"], first["responses"]) == (26, 24)
    assert first["agreement"]["know_qs"] == {"agreed": 24, "n": 24, "percent": 100}
    pair = first["before_after"]["qs_before_after"]
    assert pair["before"] == {"low": 24, "medium": 0, "high": 0} and pair["percent_after"] == {
        "low": 0,
        "medium": 100,
        "high": 0,
    }
    assert (pair["n_pairs"], pair["moved_up"], pair["same"], pair["moved_down"]) == (24, 24, 0, 0)


def test_empty_and_hidden_look_alike(released, state_staff, client_of):
    meetings = client_of(state_staff).get("/results/state.json").json()["meetings"]
    hidden, empty = meetings[4], meetings[1]
    assert hidden | {"part": 1, "meeting": 2} == empty
    assert empty["responses"] is None and empty["agreement"]["know_qs"] == dict.fromkeys(
        AGREEMENT_KEYS
    )


@pytest.mark.parametrize(
    "place", ["/results/state", "/results/region/8", "/cohorts/region-8/results"]
)
def test_page_json_and_csv_show_the_same_cells(released, state_staff, client_of, place):
    client = client_of(state_staff)
    page = shown(client.get(f"{place}/"))
    data = client.get(f"{place}.json").json()
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"{place}.csv").getvalue().decode("utf-8-sig")))
    )
    for meeting in data["meetings"]:
        here = {
            (row["question"], row["measure"]): row
            for row in rows
            if row["meeting"] == str(data["meetings"].index(meeting) + 1)
        }
        assert {row["responses"] for row in here.values()} == {text(meeting["responses"])}
        for code, figure in meeting["agreement"].items():
            row = here[code, "agreed"]
            assert (row["count"], row["of"], row["percent"]) == (
                text(figure["agreed"]),
                text(figure["n"]),
                text(figure["percent"]),
            )
        for code, figure in meeting["before_after"].items():
            for when, word in [("before", "before"), ("after", "after")]:
                for level in ["low", "medium", "high"]:
                    row = here[code, f"{word} {level}"]
                    assert (row["count"], row["percent"]) == (
                        text(figure[when][level]),
                        text(figure[f"percent_{when}"][level]),
                    )
            assert here[code, "moved up"]["count"] == text(figure["moved_up"])
    assert "24 of 24" in page and "ewer than 10 answers" in page
    assert [n for n in range(1, 6) if f"Meeting {n}" in page] == [1, 2, 3, 4, 5]
    assert not re.search(r"Part \d|>\d\.\d<", page)
    assert "7 of 7" not in page and '"is-num">7<' not in page and '"is-num">9<' not in page


def text(value):
    return "" if value is None else str(value)


def test_own_facilitators_see_groups_from_five_up(released, facilitator, regional_lead, client_of):
    address = "/cohorts/region-8/results.json"
    own = client_of(facilitator).get(address).json()["meetings"][4]
    above = client_of(regional_lead).get(address).json()["meetings"][4]
    assert own["responses"] == 7 and above["responses"] is None


def test_words_are_for_the_cohorts_own_facilitators(
    released, facilitator, regional_lead, state_staff, client_of
):
    address = "/cohorts/region-8/meetings/1/results/"
    assert "kestrel" in shown(client_of(facilitator).get(address))
    for person in [regional_lead, state_staff]:
        assert "kestrel" not in shown(client_of(person).get(address))
    assert "kestrel" in shown(client_of(regional_lead).get("/results/region/8/"))
    assert "kestrel" not in shown(client_of(state_staff).get("/results/state/")), (
        "nobody allowed to quote it"
    )


def test_words_with_consent_reach_the_state_but_never_through_the_wall(
    released, state_staff, regional_lead, facilitator, participant, client_of
):
    released.meetings.get(position=1).evaluation.comments.update(may_quote=True)
    assert "kestrel" in shown(client_of(state_staff).get("/results/state/"))
    assert "kestrel" in shown(client_of(state_staff).get("/results/report/"))
    for person in [state_staff, regional_lead, facilitator]:
        factories.create_supervision(person, participant)
        for address in [
            "/results/state/",
            "/results/report/",
            "/results/region/8/",
            "/cohorts/region-8/meetings/1/results/",
        ]:
            assert "kestrel" not in shown(client_of(person).get(address))


def test_words_of_fewer_than_five_are_nobodys(cohort, facilitator, client_of):
    factories.create_release(
        cohort.meetings.get(position=1), responses=4, comments=["The kestrel table was best."]
    )
    page = shown(client_of(facilitator).get("/cohorts/region-8/meetings/1/results/"))
    assert "kestrel" not in page and "ewer than 5 answers" in page


def test_receipt_says_what_was_counted(released, facilitator, outsider, client_of):
    release = released.meetings.get(position=1).evaluation.releases.get()
    address = reverse("evaluations:release-detail", args=[release.pk])
    page = shown(client_of(facilitator).get(address))
    for words in [
        f"Release {release.pk}",
        "example-five-form, version 1",
        "Agree or strongly agree",
        "half up",
    ]:
        assert words in page
    assert "h-table--stack" in page and all(
        f'data-label="{head}"' in page for head in ["Counted", "Count", "Out of", "Prints as"]
    )
    assert client_of(outsider).get(address).status_code == 404


def test_receipt_of_a_small_group_shows_no_number(released, regional_lead, client_of):
    release = released.meetings.get(position=5).evaluation.releases.get()
    page = shown(
        client_of(regional_lead).get(reverse("evaluations:release-detail", args=[release.pk]))
    )
    assert "fewer than 10 answers" in page and "100%" not in page


# --- before there are figures ---------------------------------------------------------------------


@pytest.fixture
def one_of_each(cohort):
    """Meeting 1 is counted, 2 was closed with 7 answers, 3 is open with 3 of 4 answers,
    4 and 5 are ahead.
    """
    days = {1: -60, 2: -50, 3: -3, 4: 10, 5: 40}
    for position, number in days.items():
        on = factories.today() + timedelta(days=number)
        factories.move_meeting(cohort.meetings.get(position=position), on)
    for position, n in [(1, 24), (2, 7)]:
        factories.create_release(cohort.meetings.get(position=position), responses=n)
    third = cohort.meetings.get(position=3)
    factories.attend(third, *factories.create_members(cohort, 4))
    third.close_attendance(by=factories.create_person())
    for _ in range(3):
        factories.answer_evaluation(third)
    return cohort


def why(page):
    """{number of the meeting: what its column says where it has no figures}."""
    line = page.partition('scope="row">Answered</th>')[2].partition("</tr>")[0]
    columns = enumerate(re.findall(r"<td(?: class=\"([a-z-]+)\")?>(.*?)</td>", line), 1)
    return {number: words for number, (css, words) in columns if css == "is-none"}


def test_only_a_closed_small_group_looks_hidden(
    one_of_each, facilitator, regional_lead, state_staff, client_of
):
    """An open evaluation says so, with its number only to the cohort's own facilitators."""
    day = {meeting.position: dates.day(meeting.on) for meeting in one_of_each.meetings.in_order()}
    ahead = {4: day[4], 5: day[5]}
    few = "Fewer than 10 answers"
    until = f"Open until {dates.day(factories.today() + timedelta(days=11))}"
    for person, address, wanted in [
        (facilitator, "/cohorts/region-8/results/", {3: "Open: 3 of 4"}),
        (regional_lead, "/cohorts/region-8/results/", {2: few, 3: until}),
        (regional_lead, "/results/region/8/", {2: few, 3: until}),
        (state_staff, "/results/state/", {2: few, 3: until}),
    ]:
        assert why(shown(client_of(person).get(address))) == ahead | wanted


def test_the_page_of_a_meeting_says_why_it_is_empty(one_of_each, facilitator, client_of):
    client = client_of(facilitator)
    for position, words in [
        (3, "Open: 3 of 4.</strong> Results come when the evaluation closes."),
        (4, "What will stand here"),
    ]:
        assert words in shown(client.get(f"/cohorts/region-8/meetings/{position}/results/"))


@pytest.mark.parametrize("place", ["/results/region/8/", "/results/report/?region=8"])
def test_the_figures_of_a_region_are_said_in_sentences(released, regional_lead, client_of, place):
    page = shown(client_of(regional_lead).get(place))
    said = re.sub(r"<[^>]+>", "", page.partition('class="h-lead">')[2].partition("</div>")[0])
    assert "answers were counted, after" in said and "agreed with each sentence" in said


def test_before_a_meeting_its_page_says_when_it_opens_and_what_is_asked(
    one_of_each, facilitator, state_staff, client_of
):
    meeting = one_of_each.meetings.get(position=4)
    question = meeting.evaluation.form.questions_in_order().first()
    papers = 'href="/cohorts/region-8/meetings/4/papers/">Print the card'
    for person in [facilitator, state_staff]:
        page = shown(client_of(person).get("/cohorts/region-8/meetings/4/results/"))
        assert f"The evaluation opens {dates.day(meeting.on)}" in page and papers in page
        assert str(question.text) in page


@pytest.mark.parametrize("place", ["/results/state/", "/results/region/8/"])
def test_a_meeting_opens_under_the_table(released, state_staff, client_of, place):
    """Only one with figures; what it shows beside them are the counts of before and now."""
    client = client_of(state_staff)
    assert "The table behind the chart" not in shown(client.get(place))
    assert "The table behind the chart" in shown(client.get(place, {"meeting": "1"}))
    for asked in ["5", "2", "99", "x", "9" * 5000]:
        assert "The table behind the chart" not in shown(client.get(place, {"meeting": asked}))


def test_a_cohorts_newest_figures_are_open(released, facilitator, client_of):
    page = shown(client_of(facilitator).get("/cohorts/region-8/results/"))
    assert 'id="opened-title">Meeting 5' in page and "The table behind the chart" in page


def test_releases_are_named_by_day_and_meeting(released, state_staff, client_of):
    page = shown(client_of(state_staff).get("/results/state/"))
    first = released.meetings.get(position=1).evaluation.releases.get()
    hidden = released.meetings.get(position=5).evaluation.releases.get()
    assert f'/results/releases/{first.pk}/">{released.name}, meeting 1</a>' in page
    assert f"/results/releases/{hidden.pk}/" not in page and f">{first.pk}</a>" not in page


def test_only_the_first_words_stand_beside_the_figures(released, facilitator, client_of):
    evaluation = released.meetings.get(position=1).evaluation
    release, question = evaluation.releases.get(), evaluation.form.questions.get(kind="open")
    for n in range(9):
        Comment.objects.create(
            token=f"{n}" * 64,
            evaluation=evaluation,
            question=question,
            text="A wren.",
            release=release,
        )
    client = client_of(facilitator)
    address = "/cohorts/region-8/meetings/1/results/"
    page, words = [shown(client.get(address, query)) for query in [{}, {"part": "words"}]]
    assert (page.count("<blockquote"), words.count("<blockquote")) == (3, 10)
    assert "Read all of them" in page and "Read all of them" not in words


@pytest.mark.parametrize("address", ["/results/state", "/results/region/8", "/results/report"])
@pytest.mark.parametrize(
    "query",
    [
        "guidebook=nope",
        "cycle=nope",
        "guidebook=%F0%9F%90%A6&cycle=" + "9" * 5000,
        "region=1e9",
        "region=99",
    ],
)
def test_odd_parameters_are_never_an_error(
    released, state_staff, regional_lead, client_of, address, query
):
    for person in [state_staff, regional_lead]:
        for ending in ["/", ".json", ".csv"]:
            status = client_of(person).get(f"{address}{ending}?{query}").status_code
            assert status in {200, 403, 404}
            assert status != 200 or query.startswith("region")


def test_results_cost_the_same_for_one_and_for_many(
    released, state_staff, client_of, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(address):
        client = client_of(state_staff)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    addresses = [
        "/results/state/",
        "/results/state.json",
        "/results/region/8/",
        "/results/report/",
        "/cohorts/region-8/results/",
    ]
    one = {address: cost(address) for address in addresses}
    for number in range(6):
        other = factories.create_cohort(
            region=factories.create_region(8 if number < 3 else number),
            guidebook=released.guidebook,
        )
        for meeting in other.meetings.all():
            factories.create_release(meeting, responses=15)
    assert {address: cost(address) for address in addresses} == one


def test_results_home_says_how_far_each_evaluation_is(
    one_of_each, facilitator, regional_lead, state_staff, participant, client_of
):
    """Closed with few answers looks as closed with many; no number of answers stands there."""
    for person in [facilitator, regional_lead, state_staff]:
        page = shown(client_of(person).get("/results/"))
        row = page.partition("/cohorts/region-8/results/")[2].partition("</tr>")[0]
        cells = [" ".join(shown_text.split()) for shown_text in re.findall(r"<td.*?</td>", row)]
        words = [re.sub(r"<[^>]+>", " ", cell).strip() for cell in cells]
        assert [word.partition(":")[0] for word in words[:3]] == [f"Meeting {n}" for n in [1, 2, 3]]
        assert "Results" in words[0] and "Results" in words[1] and "open until" in words[2]
        assert all(re.fullmatch(r"\w+\W\d+", word) for word in words[3:]), "a day ahead"
        assert not re.search(r"\d of \d|\d%", row)
    assert "/results/region/8/" not in shown(client_of(facilitator).get("/results/"))
    assert "/results/region/8/" in shown(client_of(regional_lead).get("/results/"))
    assert "/cohorts/region-8/" not in shown(client_of(participant).get("/results/"))


def test_results_home_costs_the_same_for_one_and_for_many(
    cohort, state_staff, client_of, django_assert_max_num_queries
):
    for n in range(25):
        factories.create_cohort(slug=f"more-{n}", region=cohort.region, guidebook=cohort.guidebook)
    client = client_of(state_staff)
    with django_assert_max_num_queries(25):
        page = shown(client.get("/results/"))
    assert page.count("<tr>") == 21 and 'rel="next"' in page


def test_a_network_of_small_groups_is_told_so(cohort, state_staff, client_of):
    """With twelve seats and ten answers the network nearly never sees a figure."""
    address = reverse("evaluations:results-state")
    said = "Groups of this network have up to 12 seats"
    cohort.seats.filter(number__gt=12).delete()
    factories.create_release(cohort.meetings.get(position=1), responses=9)
    assert said in shown(client_of(state_staff).get(address))
    factories.create_release(cohort.meetings.get(position=2), responses=12)
    assert said not in shown(client_of(state_staff).get(address))
