"""The button of the pack on Today and on the plan of a meeting."""

from dataclasses import dataclass

from django.urls import reverse

from people.languages import page_language

from ..actions.make_document import fresh_pack
from ..document_files import in_language
from ..print_pack import PACK


@dataclass(frozen=True)
class PackButton:
    """make: the address that opens the pack, made anew where something has changed. file: that of
    the kept file while nothing has changed, else "". may_be_fresh: whether one is kept that was
    not compared.
    """

    make: str
    file: str
    may_be_fresh: bool


def pack_button(meeting, access, *, was_made, is_checked=True):
    """is_checked: whether a kept pack is compared with what it would be now, which takes time."""
    language = page_language(meeting.cohort.network)
    place = [meeting.cohort.slug, meeting.position, PACK.slug]
    is_fresh = was_made and is_checked and fresh_pack(meeting, access, language)
    make = in_language(reverse("dashboards:document-make", args=place), language)
    file = in_language(reverse("dashboards:document-pdf", args=place), language)
    return PackButton(make, file if is_fresh else "", was_made and not is_checked)
