from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "cop_site"
    verbose_name = "Hallway"
