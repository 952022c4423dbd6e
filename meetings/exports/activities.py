"""The columns of the library of activities, in the language of the page."""

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guidebooks.models import Activity
from lib.bilingual import Localized
from lib.export_formats import Kind
from lib.exports import Column, ExportResource
from lib.list_order import plain_order, ranked

KINDS = dict(Activity._meta.get_field("kind").choices)


class LibraryResource(ExportResource):
    title = _("Activities")

    name = Column(
        _("Name"),
        "name",
        display=str,
        order=lambda: plain_order(Localized("name")),
        cell="meetings/_activity_name.html",
    )
    kind = Column(
        pgettext_lazy("column", "Kind"),
        "kind",
        display=lambda kind: str(KINDS[kind]),
        order=lambda: ranked("kind", list(KINDS)),
        cell="meetings/_activity_kind.html",
    )
    purpose = Column(
        _("Purpose"),
        "purpose",
        display=str,
        order=lambda: plain_order(Localized("purpose")),
    )
    minutes = Column(_("Minutes"), "minutes", kind=Kind.NUMBER, order="minutes")
    least = Column(_("Smallest group"), "group_min", kind=Kind.NUMBER, order="group_min")
    most = Column(_("Largest group"), "group_max", kind=Kind.NUMBER, order="group_max")
    monitor = Column(
        _("Safety monitor"),
        "safety_flags",
        display=lambda flags: str(_("Needs a safety monitor.")) if flags else "",
        order=lambda: Case(When(~Q(safety_flags=[]), then=Value(1))),
        is_shown=False,
    )
