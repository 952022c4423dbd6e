"""The columns of the list of who comes; `meetings.pages.rsvp` annotates their values."""

from django.db.models import F
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from cohorts.pages.letters import language_name
from lib.export_formats import Kind
from lib.exports import Column, ExportResource
from lib.list_order import ranked

from ..models import Way
from ..pages.rsvp import ANSWERS


def joined(*texts):
    return ", ".join(filter(None, texts))


class ReplyResource(ExportResource):
    title = _("Who comes")

    name = Column(
        _("Name"), "person__name", order="person__sort_name", cell="meetings/_reply_name.html"
    )
    site = Column(_("Site"), "site")
    answer = Column(
        _("Answer"),
        "answer",
        display=lambda answer: str(ANSWERS[answer]),
        order=lambda: ranked("answer", list(ANSWERS)),
        cell="meetings/_reply_answer.html",
        is_status=True,
    )
    way = Column(
        _("Room or link"),
        "way",
        display=lambda way: str(Way(way).label) if way else "",
        is_shown=False,
    )
    answered = Column(
        _("Answered on"), "answered_on", kind=Kind.DATE, order=lambda: F("answered_at")
    )
    earlier = Column(
        _("Said for another day"),
        "earlier",
        display=lambda answer: str(ANSWERS[answer]) if answer else "",
        is_shown=False,
    )
    substitute = Column(_("Sends"), "substitute", "substitute_email", display=joined)
    access = Column(_("Access"), "access")
    food = Column(_("Food"), "food")
    language = Column(_("Language"), "person__language", display=language_name, is_shown=False)
    email = Column(_("Email"), "person__email", is_shown=False)
    phone = Column(_("Phone"), "person__phone", is_shown=False)

    @staticmethod
    def with_columns(members):
        return members.annotate(answered_on=TruncDate("answered_at"))
