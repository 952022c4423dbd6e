from django.contrib import admin

from lib.export_admin import ExportAdmin
from lib.reference_admin import ReferenceAdmin

from .exports.reference_lists import (
    CountyResource,
    OrganizationResource,
    PrincipleResource,
    ProgramSiteResource,
    QualityStandardResource,
    RegionResource,
)
from .models import County, Network, Organization, Principle, ProgramSite, QualityStandard, Region


@admin.register(Region)
class RegionAdmin(ExportAdmin):
    resource_classes = [RegionResource]


@admin.register(QualityStandard)
class QualityStandardAdmin(ExportAdmin):
    resource_classes = [QualityStandardResource]


@admin.register(Principle)
class PrincipleAdmin(ExportAdmin):
    resource_classes = [PrincipleResource]


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


@admin.register(County)
class CountyAdmin(ExportAdmin):
    resource_classes = [CountyResource]
    list_display = ["name", "region"]
    list_select_related = ["region"]
    search_fields = ["name"]


@admin.register(Organization)
class OrganizationAdmin(ExportAdmin):
    resource_classes = [OrganizationResource]
    search_fields = ["name"]


@admin.register(ProgramSite)
class ProgramSiteAdmin(ExportAdmin):
    resource_classes = [ProgramSiteResource]
    #: A site closes on a page of its own, which shows whose places end with it.
    exclude = ["closed_on", "closed_by"]
    list_display = ["name", "organization", "county"]
    list_select_related = ["organization", "county"]
    search_fields = ["name", "organization__name"]
    autocomplete_fields = ["organization", "county"]
