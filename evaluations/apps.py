from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Evaluations: what changed"

    def ready(self):
        """Register the background work of this package."""
        from .actions import release_job  # noqa: F401, PLC0415
