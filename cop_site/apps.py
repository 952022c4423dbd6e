from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "cop_site"
    verbose_name = "Hallway"

    def ready(self):
        from . import checks  # noqa: F401, PLC0415 registers the checks once the apps are there
