"""The columns of the export of who comes to a meeting."""

from django.utils.translation import gettext_lazy as _

from lib.exports import Column, ExportResource


class ReplyResource(ExportResource):
    title = _("Who comes")

    name = Column(_("Name"), "name")
    answer = Column(_("Answer"), "answer")
    substitute = Column(_("Sends"), "substitute")
    access = Column(_("Access"), "access")
    food = Column(_("Food"), "food")
