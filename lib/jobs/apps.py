from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "lib.jobs"
    label = "jobs"
    verbose_name = "Background work"

    def ready(self):
        """Import the module `jobs` of every package that has one: it registers its jobs."""
        autodiscover_modules("jobs")
