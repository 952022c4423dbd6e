from django.urls import path

from .views import evaluate, evaluation, releases, results

app_name = "evaluations"
COHORT = "cohorts/<slug:slug>/"
MEETING = COHORT + "meetings/<int:position>/"
urlpatterns = [
    # Answering
    path("evaluate/", evaluate.evaluate_link, name="evaluate-link"),
    path(MEETING + "evaluate/", evaluate.evaluate, name="evaluate"),
    # Asking and closing
    path(MEETING + "evaluation/", evaluation.evaluation_detail, name="evaluation-detail"),
    path(MEETING + "evaluation/invite/", evaluation.evaluation_invite, name="evaluation-invite"),
    path(MEETING + "evaluation/close/", evaluation.evaluation_close, name="evaluation-close"),
    path(MEETING + "evaluation/late/", evaluation.evaluation_count_late, name="evaluation-late"),
    # Reading
    path("results/", releases.results_home, name="results"),
    path(MEETING + "results/", results.results_meeting, name="results-meeting"),
    path(COHORT + "results/", results.results_cohort, name="results-cohort"),
    path(COHORT + "results.json", results.results_cohort_json, name="results-cohort-json"),
    path(COHORT + "results.csv", results.results_cohort_csv, name="results-cohort-csv"),
    path("results/region/<int:number>/", results.results_region, name="results-region"),
    path("results/region/<int:number>.json", results.results_region_json, name="results-region-json"),
    path("results/region/<int:number>.csv", results.results_region_csv, name="results-region-csv"),
    path("results/state/", results.results_state, name="results-state"),
    path("results/state.json", results.results_state_json, name="results-state-json"),
    path("results/state.csv", results.results_state_csv, name="results-state-csv"),
    # Looking up and reporting
    path("results/releases/<int:pk>/", releases.release_detail, name="release-detail"),
    path("results/report/", releases.results_report, name="results-report"),
    path("results/published/", releases.results_published, name="results-published"),
]
