"""The columns of the list of those who wait for a track, and where their values come from."""

from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.bilingual import Localized
from lib.export_formats import Kind
from lib.exports import Column, ExportResource
from lib.list_order import plain_order


class InterestResource(ExportResource):
    title = _("Interest")

    name = Column(_("Name"), "name", order="sort_name")
    email = Column(_("Email"), "email")
    track = Column(
        _("Track"),
        "track__name",
        display=str,
        order=lambda: plain_order(Localized("track__name")),
    )
    language = Column(_("Language"), "language", is_shown=False)
    asked = Column(
        pgettext_lazy("a day", "Asked on"),
        "asked_on",
        kind=Kind.DATE,
        order="asked_at",
        is_shown=False,
    )
    confirmed = Column(
        pgettext_lazy("a day", "Confirmed on"),
        "confirmed_on",
        kind=Kind.DATE,
        order="confirmed_at",
    )

    @staticmethod
    def with_columns(interests):
        return interests.annotate(
            asked_on=TruncDate("asked_at"), confirmed_on=TruncDate("confirmed_at")
        )
