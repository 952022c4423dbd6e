from django.contrib import admin

from lib.reference_admin import ReferenceAdmin

from .models import Activity

admin.site.register(Activity, ReferenceAdmin)
