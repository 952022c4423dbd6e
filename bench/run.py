"""The whole benchmark: two databases, every page, and all comparisons."""

from cohorts.models import Cohort, Letter
from evaluations.models import Answer, ReleasedFigure, Response
from people.models import Person
from recruitment.models import Application

from .databases import Databases
from .goals import check_goals
from .measures.beside import beside_skeletons
from .measures.cloning import measure_cloning
from .measures.measuring import Site, measure_pages
from .measures.release import measure_release
from .measures.submit import measure_submit
from .measures.visits import handlers
from .pages import PAGES
from .rows.build import fill
from .rows.sizes import LARGE, MIDDLE, SMALL
from .table import COLUMNS

PAGE_KEYS = ["name", *COLUMNS]
COUNTED = {
    "people": Person,
    "cohorts": Cohort,
    "applications": Application,
    "letters": Letter,
    "responses": Response,
    "answers": Answer,
    "released figures": ReleasedFigure,
}


def run(*, large, keep, rounds=None, say=lambda words: None):
    """Run the benchmark; returns all results as values for JSON. say: gets a line for each step."""
    databases = Databases()
    try:
        names = []
        for size in [SMALL, LARGE if large else MIDDLE]:
            say(f"A network of {size.people:,} people in {size.cohorts} cohorts")
            names.append(databases.filled(size, fill))
        return measure(databases, *names, rounds=rounds or (30 if large else 9), say=say)
    finally:
        databases.close(keep=keep)


def measure(databases, small_name, large_name, *, rounds, say, pages=PAGES):
    with handlers() as (product, plain):
        small, large = (
            Site(databases, name, product, plain).open() for name in [small_name, large_name]
        )
        say(f"Every page, {rounds} rounds")
        rows = measure_pages(small, large, rounds, pages)
        say("Skeletons, release, submit, cloning")
        found = {"pages": [{key: row[key] for key in PAGE_KEYS} for row in rows]}
        found |= measure_beside_pages(large, rounds)
    goals = [goal.as_json() for goal in check_goals(rows, found["beside"])]
    sizes = {"small": counts(databases, small_name), "large": counts(databases, large_name)}
    return found | {"goals": goals, "sizes": sizes}


def measure_beside_pages(site, rounds):
    """The results of everything that is measured besides the pages, by its name."""
    beside = beside_skeletons(site, rounds)
    return {
        "release": measure_release(site, rounds),
        "submit": measure_submit(site, 3 * rounds),
        "cloning": measure_cloning(site, rounds),
        "beside": beside,
    }


def counts(databases, name):
    with databases.using(name):
        return {what: model.objects.count() for what, model in COUNTED.items()}
