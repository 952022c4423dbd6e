"""Django's admin, for reference data only: nothing about a person can be read or changed there."""

from django.contrib.admin import AdminSite
from django.db.models.base import ModelBase

#: The models that have admin pages. Guidebooks have none:
#: they are loaded from files or made in the editor.
REFERENCE = {
    "people.Network",
    "people.Region",
    "people.County",
    "people.Organization",
    "people.ProgramSite",
    "people.QualityStandard",
    "people.Principle",
    "guidebooks.Activity",
}


class ReferenceSite(AdminSite):
    site_header = site_title = "Hallway: reference data"

    def register(self, model_or_iterable, admin_class=None, **options):
        """Leave out models that are no reference data: third-party packages register groups,
        addresses and tasks.
        """
        models = (
            [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        )
        super().register(
            [model for model in models if model._meta.label in REFERENCE], admin_class, **options
        )
