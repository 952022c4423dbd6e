"""The printed QR code that opens the evaluation on a phone."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from lib.qr import qr_svg


def evaluation_code(meeting):
    """{"svg": the QR code of the evaluation's address, "typed": the same address without scheme,
    to type by hand}.
    """
    path = reverse("evaluations:evaluation-answer", args=[meeting.cohort.slug, meeting.position])
    address = f"{settings.SITE_URL}{path}"
    typed = address.split("://", 1)[1].rstrip("/")
    return {
        "svg": qr_svg(address, label=_("QR code for %(address)s") % {"address": typed}),
        "typed": typed,
    }
