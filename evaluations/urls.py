from django.urls import path

from .views import evaluate, evaluation

app_name = "evaluations"
MEETING = "cohorts/<slug:slug>/meetings/<int:position>/"
urlpatterns = [
    # Answering
    path("evaluate/", evaluate.evaluate_link, name="evaluate-link"),
    path(MEETING + "evaluate/", evaluate.evaluate, name="evaluate"),
    # Asking and closing
    path(MEETING + "evaluation/", evaluation.evaluation_detail, name="evaluation-detail"),
    path(MEETING + "evaluation/invite/", evaluation.evaluation_invite, name="evaluation-invite"),
    path(MEETING + "evaluation/close/", evaluation.evaluation_close, name="evaluation-close"),
    path(MEETING + "evaluation/late/", evaluation.evaluation_count_late, name="evaluation-late"),
]
