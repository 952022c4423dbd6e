"""The columns of the export of a meeting's tasks."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.export_formats import Kind
from lib.exports import Column, ExportResource


class TaskResource(ExportResource):
    title = _("Tasks")

    what = Column(pgettext_lazy("column", "What"), "what")
    kind = Column(pgettext_lazy("column", "Kind"), "kind")
    to_whom = Column(_("To whom"), "to_whom")
    due = Column(pgettext_lazy("a day", "By"), "due_on", kind=Kind.DATE)
    completed_on = Column(_("Done on"), "completed_on", kind=Kind.DATE)
    completed_by = Column(_("Done by"), "completed_by")
