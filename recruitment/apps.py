from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "recruitment"
    verbose_name = "Recruitment: who joins"

    def ready(self):
        """Register the background job of this package."""
        from .roster_import import import_job  # noqa: F401
