from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Evaluations: what changed"

    def ready(self):
        """Register the background job of this package."""
        from .actions import release  # noqa: F401
