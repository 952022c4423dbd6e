from django.urls import path

from .views import answer, manage, reports, results

app_name = "evaluations"
COHORT = "cohorts/<slug:slug>/"
MEETING = COHORT + "meetings/<int:position>/"
JSON, CSV = {"ending": "json"}, {"ending": "csv"}

urlpatterns = [
    # Answering
    path("evaluate/", answer.evaluation_answer_link, name="evaluation-answer-link"),
    path(MEETING + "evaluate/", answer.evaluation_answer, name="evaluation-answer"),
    # Asking and closing
    path(MEETING + "evaluation/", manage.evaluation_detail, name="evaluation-detail"),
    path(MEETING + "evaluation/invite/", manage.evaluation_invite, name="evaluation-invite"),
    path(MEETING + "evaluation/close/", manage.evaluation_close, name="evaluation-close"),
    path(MEETING + "evaluation/until/", manage.evaluation_keep_open, name="evaluation-until"),
    path(MEETING + "evaluation/late/", manage.evaluation_count_late, name="evaluation-late"),
    # Reading
    path("results/", reports.results_home, name="results"),
    path(MEETING + "results/", results.results_meeting, name="results-meeting"),
    path(COHORT + "results/", results.results_cohort, name="results-cohort"),
    path(COHORT + "results.json", results.results_cohort_export, JSON, name="results-cohort-json"),
    path(COHORT + "results.csv", results.results_cohort_export, CSV, name="results-cohort-csv"),
    path("results/region/<int:number>/", results.results_region, name="results-region"),
    path(
        "results/region/<int:number>.json",
        results.results_region_export,
        JSON,
        name="results-region-json",
    ),
    path(
        "results/region/<int:number>.csv",
        results.results_region_export,
        CSV,
        name="results-region-csv",
    ),
    path("results/state/", results.results_state, name="results-state"),
    path("results/state.json", results.results_state_export, JSON, name="results-state-json"),
    path("results/state.csv", results.results_state_export, CSV, name="results-state-csv"),
    # Looking up and reporting
    path("results/releases/<int:pk>/", reports.release_detail, name="release-detail"),
    path("results/report/", reports.results_report, name="results-report"),
    path("results/published/", reports.results_published, name="results-published"),
]
