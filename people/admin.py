from django.contrib import admin

from .models import County, Network, Organization, Principle, ProgramSite, QualityStandard, Region

admin.site.register([Region, QualityStandard, Principle])


@admin.register(Network)
class NetworkAdmin(admin.ModelAdmin):
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
class CountyAdmin(admin.ModelAdmin):
    list_display = ["name", "region"]
    list_select_related = ["region"]
    search_fields = ["name"]


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    search_fields = ["name"]


@admin.register(ProgramSite)
class ProgramSiteAdmin(admin.ModelAdmin):
    list_display = ["name", "organization", "county"]
    list_select_related = ["organization", "county"]
    search_fields = ["name", "organization__name"]
    autocomplete_fields = ["organization", "county"]
