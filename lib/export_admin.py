"""Admin pages whose list can be downloaded as CSV or XLSX, by the form of django-import-export."""

from import_export.admin import ExportMixin
from import_export.forms import ExportForm

from .export_formats import FORMATS
from .exports import file_name
from .reference_admin import ReferenceAdmin


class ExportAdmin(ExportMixin, ReferenceAdmin):
    """The list as it is searched and filtered, by the one ExportResource in `resource_classes`."""

    export_formats = list(FORMATS.values())
    #: Not the form that chooses columns: it needs a script and styles within the page.
    export_form_class = ExportForm

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def get_export_queryset(self, request):
        """In the model's own order, which keyset paging reads by columns."""
        rows = super().get_export_queryset(request)
        return rows.order_by(*self.model._meta.ordering, "pk")

    def get_export_filename(self, request, queryset, file_format):
        [resource] = self.resource_classes
        return file_name("", resource.title, ending=file_format.get_extension())
