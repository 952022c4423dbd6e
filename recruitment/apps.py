from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "recruitment"
    verbose_name = "Recruitment: who joins"

    def ready(self):
        """Register how acts of this package are taken back."""
        from .actions import decision_acts, endorsement_acts, offer_acts  # noqa: F401
