"""The small budget: lines, sums, filters, honest refusals, files."""

from decimal import Decimal

import pytest
from django.db import connection
from django.forms import ValidationError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lib.amounts import AmountField
from meetings.pages.budget import budget_lines, sum_amounts

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db
LINE = {"what": "Door prizes", "purpose": "door_prize", "source": "budget"}


@pytest.fixture
def budget(cohort):
    return reverse("meetings:budget-list", args=[cohort.slug])


@pytest.mark.parametrize(
    "words, amount",
    [
        ("120", "120"),
        ("12,5", "12.50"),
        ("12.50", "12.5"),
        ("1,200.50", "1200.5"),
        ("1.200,50", "1200.5"),
        ("1 200", "1200"),
        ("$ 40", "40"),
        ("1,234", "1234"),
        ("0", "0"),
    ],
)
def test_amounts_as_people_write_them(words, amount):
    assert AmountField().clean(words) == Decimal(amount)


@pytest.mark.parametrize(
    "words, says",
    [
        ("-5", "0 or more"),
        ("10000000", "below 10,000,000"),
        ("ten", "such as 120"),
        ("1.2345", "such as"),
        ("NaN", "such as"),
        ("٣", "such as"),
        ("1e9", "such as"),
    ],
)
def test_amounts_that_are_none(words, says):
    with pytest.raises(ValidationError, match=says):
        AmountField().clean(words)


def test_a_facilitator_keeps_it(cohort, meeting, facilitator, client_of, budget):
    client = client_of(facilitator)
    sent = LINE | {
        "meeting": meeting.pk,
        "fund": "Learning fund",
        "planned": "40",
        "actual": "38,25",
    }
    page = shown(client.post(reverse("meetings:budget-add", args=[cohort.slug]), sent, follow=True))
    line = cohort.budget_lines.get()
    assert (line.meeting, line.actual, line.noted_by) == (meeting, Decimal("38.25"), facilitator)
    assert "Spent $38.25" in page and "Learning fund" in page
    edit = reverse("meetings:budget-edit", args=[cohort.slug, line.pk])
    assert 'value="38.25"' in shown(client.get(edit))
    client.post(edit, LINE | {"source": "donation", "fund": "A bakery", "actual": "30"})
    assert "Donated, worth $30.00" in shown(client.get(budget))
    act(client, reverse("meetings:budget-remove", args=[cohort.slug, line.pk]))
    assert not cohort.budget_lines.exists()


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"what": ""}, "Write what it is for"),
        ({"planned": "a lot"}, "Write an amount such as"),
        ({"actual": "-1"}, "0 or more"),
        ({"source": "donation", "actual": "5"}, "Say who gave it"),
        ({"meeting": "77"}, "Choose a meeting of this cohort"),
        ({"purpose": "yacht"}, "Choose a purpose"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(cohort, facilitator, client_of, wrong, words):
    answer = shown(
        client_of(facilitator).post(
            reverse("meetings:budget-add", args=[cohort.slug]), LINE | wrong
        )
    )
    assert answer.count(words) >= 2
    assert not cohort.budget_lines.exists()


def test_a_gift_hoped_for_needs_no_giver_yet(cohort, facilitator, client_of):
    client_of(facilitator).post(
        reverse("meetings:budget-add", args=[cohort.slug]),
        LINE | {"source": "donation", "planned": "20"},
    )
    assert cohort.budget_lines.get().fund == ""


def test_filtered_page_and_file_say_the_same(cohort, meeting, state_staff, client_of, budget):
    factories.create_budget_line(
        cohort, "Bread", purpose="food", source="donation", fund="A bakery", actual=12
    )
    factories.create_budget_line(
        cohort, "=Soup", purpose="food", planned=Decimal("7.50"), actual=8, meeting=meeting
    )
    factories.create_budget_line(cohort, "Atlas", purpose="resources", planned=100)
    client, export = (
        client_of(state_staff),
        reverse("meetings:budget-export", args=[cohort.slug, "csv"]),
    )
    page = shown(client.get(budget + "?purpose=food&source=budget"))
    assert "=Soup" in page and "Atlas" not in page and "Bread" not in page
    assert "Planned $7.50" in page and "?purpose=food&amp;source=donation" in page
    rows = (
        client.get(export + "?purpose=food&source=budget")
        .getvalue()
        .decode("utf-8-sig")
        .splitlines()
    )
    assert rows[1:] == ["'=Soup,1. Meeting 1,Food,From the budget,,7.50,8.00"]
    assert sum_amounts(budget_lines(cohort)) == {
        "planned": Decimal("107.5"),
        "spent": 8,
        "given": 12,
    }
    assert client.get(export.replace("csv", "pdf")).status_code == 404
    assert client.get(export.replace("csv", "xlsx")).getvalue()[:2] == b"PK"


def test_state_staff_reads_and_members_do_not(cohort, state_staff, participant, client_of, budget):
    assert (
        client_of(state_staff).get(reverse("meetings:budget-add", args=[cohort.slug])).status_code
        == 403
    )
    assert client_of(participant).get(budget).status_code == 403


def test_as_many_queries_for_many(cohort, facilitator, client_of, budget):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(budget).status_code == 200
        return len(caught)

    client = client_of(facilitator)
    factories.create_budget_line(cohort)
    client.get(budget)
    few = queries()
    for number in range(120):
        factories.create_budget_line(cohort, meeting=cohort.meetings.get(position=number % 5 + 1))
    assert queries() == few
