"""Admin pages of networks, regions and counties."""

from django.contrib import admin

from lib.export_admin import ExportAdmin
from lib.reference_admin import ReferenceAdmin

from ..exports.reference_lists import CountyResource, RegionResource
from ..models import County, Network, Region


@admin.register(Network)
class NetworkAdmin(ReferenceAdmin):
    #: Columns of an abstract model would come first.
    fields = [
        "slug",
        "name",
        "coordinator_title",
        "acknowledgement",
        "disclaimer",
        "time_zone",
        "country",
        "subdivision",
        "languages",
        "outside_threshold",
        "cohort_threshold",
        "exact_totals",
        "exact_totals_reason",
    ]


@admin.register(Region)
class RegionAdmin(ExportAdmin):
    resource_classes = [RegionResource]


@admin.register(County)
class CountyAdmin(ExportAdmin):
    resource_classes = [CountyResource]
    list_display = ["name", "region"]
    list_select_related = ["region"]
    search_fields = ["name"]
