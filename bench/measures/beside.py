"""Pages beside the skeleton that does the least such a page can do, asked for in turn (goals P1, P2, P5, P6, P8, P12)."""

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
from .rounds import ms, ratio, take_turns, timed

ITEMS = 20
AS_DIV = Engine().from_string("{{ form.as_div }}")
#: Counts of every question, meeting and region of a whole cycle, straight from the raw answers.
WHOLE_CYCLE = """
    SELECT m.position, c.region_id, a.question_id, a.before, a.now, count(*)
    FROM evaluations_answer a JOIN evaluations_response r ON r.token = a.response_id JOIN evaluations_evaluation e ON e.id = r.evaluation_id
    JOIN meetings_meeting m ON m.id = e.meeting_id JOIN cohorts_cohort c ON c.id = m.cohort_id WHERE c.cycle = %s GROUP BY 1, 2, 3, 4, 5
"""


def page_named(name):
    return next(page for page in PAGES if page.name == name)


def against(site, name, skeleton, rounds):
    """How many times the skeleton a page takes."""
    page = page_named(name)
    times = take_turns({"page": site.visit(page, site.path(page)), "skeleton": skeleton}, rounds)
    return {"page": name, "ms": ms(times["page"]), "ms_beside": ms(times["skeleton"]), "ratio": ratio(times["page"], times["skeleton"])}


def beside_skeletons(site, rounds):
    with site.databases.using(site.name):
        slug, application, region = site.place.recruiting.slug, site.place.application.pk, site.place.shown.region.number
    plain_list, plain_detail, plain_stats = (
        site.skeleton("bench-list", slug), site.skeleton("bench-detail", application), site.skeleton("bench-stats", region)
    )  # fmt: skip
    return {
        "list": against(site, "applications board", plain_list, rounds),
        "detail": against(site, "application", plain_detail, rounds),
        "dashboard": against(site, "first page, facilitator", plain_detail, rounds),
        "results": against(site, "results region, lead", plain_stats, rounds),
        "programme": against(site, "results state", whole_cycle(site, "2024-26"), rounds),
        "programme, long form": against(site, "results state, long form", whole_cycle(site, "2022-24"), rounds),
        "form": form_beside_as_div(rounds),
        "csv": csv_beside_stream(site, rounds),
    }


def whole_cycle(site, cycle):
    def read():
        with site.databases.using(site.name) as connection, connection.cursor() as cursor:
            cursor.execute(WHOLE_CYCLE, [cycle])
            cursor.fetchall()

    return timed(read)


def form_beside_as_div(rounds):
    """The evaluation form of 20 ratings as our template draws it, and the same fields by Django's own as_div."""
    form = EvaluationAnswersForm([Question(code=f"q{n}", kind="agreement", text=f"Sentence {n}") for n in range(ITEMS)])
    request = RequestFactory().get("/")
    calls = {
        "ours": timed(lambda: render_to_string("evaluations/_evaluation_form.html", {"form": form, "evaluation": EvaluationForm(), "autosave_key": "x"}, request)),
        "as_div": timed(lambda: AS_DIV.render(Context({"form": form}))),
    }
    times = take_turns(calls, rounds)
    return {"page": "evaluation form, 20 ratings", "ms": ms(times["ours"]), "ms_beside": ms(times["as_div"]), "ratio": ratio(times["ours"], times["as_div"])}


def csv_beside_stream(site, rounds):
    """The board's export beside a writer that streams the same applications."""
    with site.databases.using(site.name):
        path = reverse("recruitment:application-export", args=[site.place.recruiting.slug, "csv"])
        cohort = site.place.recruiting.pk
        rows = Application.objects.of_cohort(cohort).count()
    columns = ["name", "email", "phone", "agency_name", "site_name", "county__name", "director_name", "director_email", "decision", "submitted_at", "decided_at"]

    def stream():
        with site.databases.using(site.name):
            writer = csv.writer(io.StringIO())
            writer.writerows(Application.objects.of_cohort(cohort).order_by("submitted_at", "pk").values_list(*columns).iterator(5_000))

    times = take_turns({"ours": site.call(site.product, path, "lead"), "stream": timed(stream)}, max(3, rounds // 4))
    return {"page": "applications csv", "rows": rows, "ms": ms(times["ours"]), "ms_beside": ms(times["stream"]), "ratio": ratio(times["ours"], times["stream"])}
