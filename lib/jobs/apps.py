from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "lib.jobs"
    label = "jobs"
    verbose_name = "Background work"
