from django.contrib import admin

from lib.reference_admin import ReferenceAdmin

from .models import County, Network, Organization, Principle, ProgramSite, QualityStandard, Region

admin.site.register([Region, QualityStandard, Principle], ReferenceAdmin)


@admin.register(Network)
class NetworkAdmin(ReferenceAdmin):
    #: Columns of an abstract model would come first.
    fields = [
        "slug",
        "name",
        "acknowledgement",
        "disclaimer",
        "time_zone",
        "languages",
        "outside_threshold",
        "cohort_threshold",
        "exact_totals",
        "exact_totals_reason",
    ]


@admin.register(County)
class CountyAdmin(ReferenceAdmin):
    list_display = ["name", "region"]
    list_select_related = ["region"]
    search_fields = ["name"]


@admin.register(Organization)
class OrganizationAdmin(ReferenceAdmin):
    search_fields = ["name"]


@admin.register(ProgramSite)
class ProgramSiteAdmin(ReferenceAdmin):
    list_display = ["name", "organization", "county"]
    list_select_related = ["organization", "county"]
    search_fields = ["name", "organization__name"]
    autocomplete_fields = ["organization", "county"]
