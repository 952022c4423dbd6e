from django.apps import AppConfig


class GuidebooksConfig(AppConfig):
    name = "guidebooks"
    verbose_name = "Guidebooks: what is planned"
