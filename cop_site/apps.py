from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class SiteConfig(AppConfig):
    name = "cop_site"
    verbose_name = "Hallway"

    def ready(self):
        from . import checks  # noqa: F401 imported here: its models need the loaded apps


class ReferenceAdminConfig(AdminConfig):
    default_site = "cop_site.admin_site.ReferenceSite"
