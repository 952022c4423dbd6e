from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "cop_site.lib.jobs"
    label = "jobs"
    verbose_name = "Background work"
