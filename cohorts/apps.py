from django.apps import AppConfig


class CohortsConfig(AppConfig):
    name = "cohorts"
    verbose_name = "Cohorts: who"

    def ready(self):
        """Register how acts of this package are taken back."""
        from .actions import letter_acts  # noqa: F401
