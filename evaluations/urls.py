from django.urls import path

from .views import evaluate

app_name = "evaluations"
urlpatterns = [
    path("evaluate/", evaluate.evaluate_link, name="evaluate-link"),
    path("cohorts/<slug:slug>/meetings/<int:position>/evaluate/", evaluate.evaluate, name="evaluate"),
]
