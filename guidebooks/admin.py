from django.contrib import admin

from lib.export_admin import ExportAdmin

from .exports.activities import ActivityResource
from .models import Activity


@admin.register(Activity)
class ActivityAdmin(ExportAdmin):
    resource_classes = [ActivityResource]
