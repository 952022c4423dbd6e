"""Pages compared with skeletons that do the least such a page can do
(goals P1, P2, P5, P6, P8, P12 of bench/goals.py).
"""

import csv
import io

from django.template import Context, Engine
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from evaluations.forms.answers import EvaluationAnswersForm
from guidebooks.models import EvaluationForm, Question
from recruitment.models import Application

from ..pages import PAGES
from .rounds import median_ms, median_ratio, take_turns, timed

ITEMS = 20
#: What the CSV export of applications holds of each.
CSV_COLUMNS = [
    "name",
    "email",
    "phone",
    "agency_name",
    "site_name",
    "county__name",
    "director_name",
    "director_email",
    "decision",
    "submitted_at",
    "decided_at",
]
AS_DIV = Engine().from_string("{{ form.as_div }}")
#: Counts of every question, meeting and region of a whole cycle, from the raw answers.
WHOLE_CYCLE = """
    SELECT m.position, c.region_id, a.question_id, a.before, a.now, count(*)
    FROM evaluations_answer a
    JOIN evaluations_response r ON r.token = a.response_id
    JOIN evaluations_evaluation e ON e.id = r.evaluation_id
    JOIN meetings_meeting m ON m.id = e.meeting_id
    JOIN cohorts_cohort c ON c.id = m.cohort_id
    WHERE c.cycle = %s GROUP BY 1, 2, 3, 4, 5
"""


def page_named(name):
    return next(page for page in PAGES if page.name == name)


def compare(site, name, skeleton, rounds):
    """The times of a page and of its skeleton, as `measure_beside` has them, with its name."""
    page = page_named(name)
    return {"page": name} | measure_beside(site.visit(page, site.path(page)), skeleton, rounds)


def measure_beside(ours, skeleton, rounds):
    """The times of two calls for `take_turns`, in milliseconds, and their ratio."""
    times = take_turns({"ours": ours, "skeleton": skeleton}, rounds)
    return {
        "ms": median_ms(times["ours"]),
        "ms_beside": median_ms(times["skeleton"]),
        "ratio": median_ratio(times["ours"], times["skeleton"]),
    }


def beside_skeletons(site, rounds):
    compared = {
        key: compare(site, name, skeleton, rounds)
        for key, (name, skeleton) in skeletons(site).items()
    }
    return compared | {"form": form_beside_as_div(rounds), "csv": csv_beside_stream(site, rounds)}


def skeletons(site):
    """{key of the comparison: (name of a page, call of its skeleton)}."""
    with site.databases.using(site.name):
        plain_list = site.skeleton("bench-list", site.subjects.recruiting.slug)
        plain_detail = site.skeleton("bench-detail", site.subjects.application.pk)
        plain_stats = site.skeleton("bench-stats", site.subjects.shown.region.number)
    return {
        "list": ("applications board", plain_list),
        "detail": ("application", plain_detail),
        "dashboard": ("first page, facilitator", plain_detail),
        "results": ("results region, lead", plain_stats),
        "programme": ("results state", read_whole_cycle(site, "2024-26")),
        "programme, long form": ("results state, long form", read_whole_cycle(site, "2022-24")),
    }


def read_whole_cycle(site, cycle):
    def read():
        with site.databases.using(site.name) as connection, connection.cursor() as cursor:
            cursor.execute(WHOLE_CYCLE, [cycle])
            cursor.fetchall()

    return timed(read)


def form_beside_as_div(rounds):
    """The evaluation form with 20 ratings, compared with Django's own as_div of the same fields."""
    form = EvaluationAnswersForm(
        [Question(code=f"q{n}", kind="agreement", text=f"Sentence {n}") for n in range(ITEMS)]
    )
    request = RequestFactory().get("/")

    def ours():
        context = {"form": form, "evaluation": EvaluationForm(), "autosave_key": "x"}
        return render_to_string("evaluations/_evaluation_form.html", context, request)

    as_div = timed(lambda: AS_DIV.render(Context({"form": form})))
    return {"page": "evaluation form, 20 ratings"} | measure_beside(timed(ours), as_div, rounds)


def csv_beside_stream(site, rounds):
    """The CSV export of applications, compared with a writer that streams the same rows."""
    with site.databases.using(site.name):
        cohort = site.subjects.recruiting
        rows = Application.objects.of_cohort(cohort.pk).count()
    path = reverse("recruitment:application-export", args=[cohort.slug, "csv"])
    ours, stream = site.call(site.product, path, "lead"), stream_applications(site, cohort.pk)
    times = measure_beside(ours, stream, max(3, rounds // 4))
    return {"page": "applications csv", "rows": rows} | times


def stream_applications(site, cohort):
    def stream():
        with site.databases.using(site.name):
            rows = Application.objects.of_cohort(cohort).order_by("submitted_at", "pk")
            csv.writer(io.StringIO()).writerows(rows.values_list(*CSV_COLUMNS).iterator(5_000))

    return timed(stream)
