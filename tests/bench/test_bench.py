"""The benchmark: its networks are ones the product could have made, and no page asks more
of a larger one (goal P3).
"""

import json
from contextlib import nullcontext

import pytest
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.db.models import Count, F, Sum
from django.test import override_settings

from bench.goals import check_goals
from bench.measures.cloning import measure_cloning
from bench.measures.measuring import Site, check_page
from bench.measures.visits import handlers
from bench.pages import LIST, PAGES
from bench.rows.build import build
from bench.rows.sizes import Size
from bench.run import PAGE_KEYS, measure
from bench.table import report_lines
from cohorts.models import Cohort
from evaluations.models import Answer, Release
from recruitment.models import Application

pytestmark = pytest.mark.django_db

TINY = Size(
    "small",
    people=150,
    cohorts=5,
    applications=30,
    members=14,
    long_items=4,
    applicants_a_director=3,
)
LARGER = Size(
    "large",
    people=350,
    cohorts=9,
    applications=70,
    members=20,
    long_items=6,
    applicants_a_director=7,
)


class Here:
    """In place of databases of its own: the one of the tests."""

    def using(self, name):
        return nullcontext(connection)


@pytest.fixture(scope="module")
def network_of(django_db_setup, django_db_blocker):
    """`with network_of(size) as site:` a network of this size, gone afterwards."""

    signals = [request_started, request_finished]

    class Network:
        def __init__(self, size):
            self.size, self.whole, self.served = size, transaction.atomic(), handlers()

        def __enter__(self):
            self.blocker = django_db_blocker.unblock()
            self.blocker.__enter__()
            self.whole.__enter__()
            for signal in signals:  # they would end the transaction that holds everything together
                signal.disconnect(close_old_connections)
            build(self.size)
            return Site(Here(), "here", *self.served.__enter__()).open()

        def __exit__(self, *trouble):
            self.served.__exit__(*trouble)
            for signal in signals:
                signal.connect(close_old_connections)
            transaction.set_rollback(True)
            self.whole.__exit__(*trouble)
            self.blocker.__exit__(*trouble)

    return Network


def statements_of(site):
    """{page: how many statements}; a page that does not answer fails here."""
    return {page.name: len(found[1]) for page in PAGES if (found := check_page(site, page))}


@pytest.mark.audit
def test_no_page_asks_more_of_a_larger_network(network_of):
    with network_of(TINY) as site:
        few = statements_of(site)
    with network_of(LARGER) as site:
        many = statements_of(site)
    assert {name: (few[name], many[name]) for name in few if few[name] != many[name]} == {}
    assert len(few) > 40


def test_what_is_made_could_have_come_about(network_of):
    with network_of(TINY):
        assert set(Cohort.objects.values_list("status", flat=True)) == {
            "recruiting",
            "meeting",
            "completed",
        }
        assert set(Application.objects.values_list("decision", flat=True)) == {
            "",
            "seated",
            "waiting",
            "not_offered",
        }
        counted = Release.objects.annotate(kept=Count("evaluation__responses", distinct=True))
        assert counted.exists() and not counted.exclude(kept=F("responses")).exists()
        released = Release.objects.aggregate(answers=Sum("figures__count"))["answers"]
        assert released == Answer.objects.exclude(response__release=None).count() > 0


@pytest.mark.audit
def test_what_is_printed_keeps_the_contract(network_of):
    with network_of(TINY) as site:
        found = measure(
            site.databases,
            "small",
            "large",
            rounds=1,
            say=str,
            pages=[page for page in PAGES if page.kind == LIST or page.name in BESIDE],
        )
    found = json.loads(json.dumps(found))
    assert {"pages", "release", "submit", "cloning"} <= set(found)
    assert all(list(row) == PAGE_KEYS for row in found["pages"])
    words = "\n".join(report_lines(found))
    assert all(f"  {goal}  " in words for goal in ["P1", "P2", "P3", "P4", "P5", "P6", "P8"])


BESIDE = {"application", "results cohort"}


def test_cloning_asks_no_more_for_longer_agendas(network_of):
    with network_of(TINY) as site:
        cohorts = Cohort.objects.count()
        found = measure_cloning(site, rounds=1)
        assert Cohort.objects.count() == cohorts, "every round is rolled back"
    assert found["statements_5_blocks"] == found["statements_20_blocks"] > 0
    assert found["meetings"] > 0 and found["growth"] > 0 and found["times_bare_blocks"] > 0


def test_a_goal_is_met_or_missed():
    row = {
        "name": "a",
        "kind": "list",
        "queries_small": 5,
        "queries_large": 6,
        "growth": 1.3,
        "kB": 2,
        "kB_small": 1,
    }
    rows = [row, row | {"kind": "detail"}, row | {"kind": "results"}]
    beside = dict.fromkeys(
        [
            "list",
            "detail",
            "dashboard",
            "results",
            "programme",
            "programme, long form",
            "form",
            "csv",
        ],
        {"ratio": 1.4},
    )
    missed = {goal.words: goal.found for goal in check_goals(rows, beside) if not goal.is_met}
    assert missed["queries are the same at both sizes"] == "a, a, a"
    assert "the evaluation form at most 1.2 times as_div" in missed and len(missed) == 6


@override_settings(PRODUCTION=True)
def test_never_in_production():
    with pytest.raises(CommandError, match="never runs in production"):
        call_command("bench")
