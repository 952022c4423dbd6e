"""Admin pages of agencies and their sites."""

from django.contrib import admin

from lib.export_admin import ExportAdmin

from ..exports.reference_lists import OrganizationResource, ProgramSiteResource
from ..models import Organization, ProgramSite


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
