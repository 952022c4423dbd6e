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
    """The times of a page and of its skeleton, in milliseconds, and their ratio."""
    page = page_named(name)
    times = take_turns({"page": site.visit(page, site.path(page)), "skeleton": skeleton}, rounds)
    return {
        "page": name,
        "ms": median_ms(times["page"]),
        "ms_beside": median_ms(times["skeleton"]),
        "ratio": median_ratio(times["page"], times["skeleton"]),
    }


def beside_skeletons(site, rounds):
    with site.databases.using(site.name):
        slug, application, region = (
            site.subjects.recruiting.slug,
            site.subjects.application.pk,
            site.subjects.shown.region.number,
        )
    plain_list, plain_detail, plain_stats = (
        site.skeleton("bench-list", slug),
        site.skeleton("bench-detail", application),
        site.skeleton("bench-stats", region),
    )
    return {
        "list": compare(site, "applications board", plain_list, rounds),
        "detail": compare(site, "application", plain_detail, rounds),
        "dashboard": compare(site, "first page, facilitator", plain_detail, rounds),
        "results": compare(site, "results region, lead", plain_stats, rounds),
        "programme": compare(site, "results state", read_whole_cycle(site, "2024-26"), rounds),
        "programme, long form": compare(
            site, "results state, long form", read_whole_cycle(site, "2022-24"), rounds
        ),
        "form": form_beside_as_div(rounds),
        "csv": csv_beside_stream(site, rounds),
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
    calls = {
        "ours": timed(
            lambda: render_to_string(
                "evaluations/_evaluation_form.html",
                {"form": form, "evaluation": EvaluationForm(), "autosave_key": "x"},
                request,
            )
        ),
        "as_div": timed(lambda: AS_DIV.render(Context({"form": form}))),
    }
    times = take_turns(calls, rounds)
    return {
        "page": "evaluation form, 20 ratings",
        "ms": median_ms(times["ours"]),
        "ms_beside": median_ms(times["as_div"]),
        "ratio": median_ratio(times["ours"], times["as_div"]),
    }


def csv_beside_stream(site, rounds):
    """The CSV export of applications, compared with a writer that streams the same rows."""
    with site.databases.using(site.name):
        path = reverse(
            "recruitment:application-export", args=[site.subjects.recruiting.slug, "csv"]
        )
        cohort = site.subjects.recruiting.pk
        rows = Application.objects.of_cohort(cohort).count()
    columns = [
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

    def stream():
        with site.databases.using(site.name):
            writer = csv.writer(io.StringIO())
            writer.writerows(
                Application.objects.of_cohort(cohort)
                .order_by("submitted_at", "pk")
                .values_list(*columns)
                .iterator(5_000)
            )

    times = take_turns(
        {"ours": site.call(site.product, path, "lead"), "stream": timed(stream)},
        max(3, rounds // 4),
    )
    return {
        "page": "applications csv",
        "rows": rows,
        "ms": median_ms(times["ours"]),
        "ms_beside": median_ms(times["stream"]),
        "ratio": median_ratio(times["ours"], times["stream"]),
    }
