from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Evaluations: what changed"

    def ready(self):
        """Background work of this app, and what it says on pages of meetings, are known from the start."""
        autodiscover_modules("jobs", "meeting_pages")
