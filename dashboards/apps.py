from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "dashboards"
    verbose_name = "Dashboards: the first page of each role"

    def ready(self):
        """Register the background jobs of this package."""
        from .actions import make_document  # noqa: F401
