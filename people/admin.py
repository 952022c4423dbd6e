from django.contrib import admin

from .models import County, Network, Organization, Principle, ProgramSite, QualityStandard, Region

admin.site.register([Network, Region, QualityStandard, Principle])


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
