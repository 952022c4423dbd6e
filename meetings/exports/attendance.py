"""The columns of the export of the roll call: who was there, from which site, since when."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.export_formats import Kind
from lib.exports import Column, ExportResource


class AttendanceResource(ExportResource):
    title = _("Roll call")

    name = Column(_("Name"), "name")
    number = Column(_("Row"), "number", kind=Kind.NUMBER)
    site = Column(_("Site"), "site")
    agency = Column(_("Agency"), "agency")
    status = Column(_("State"), "status")
    way = Column(_("Room or link"), "way", is_shown=False)
    came = Column(pgettext_lazy("time somebody came in", "In"), "came")
    left = Column(pgettext_lazy("time somebody left", "Out"), "left")
    stand_in = Column(_("Came instead"), "stand_in")
    reopened = Column(_("Opened again because"), "reopened")
