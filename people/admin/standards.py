"""Admin pages of the quality standards and principles."""

from django.contrib import admin

from lib.export_admin import ExportAdmin

from ..exports.reference_lists import PrincipleResource, QualityStandardResource
from ..models import Principle, QualityStandard


@admin.register(QualityStandard)
class QualityStandardAdmin(ExportAdmin):
    resource_classes = [QualityStandardResource]


@admin.register(Principle)
class PrincipleAdmin(ExportAdmin):
    resource_classes = [PrincipleResource]
