"""Forwarding sign-offs: a director passes the question on to whoever should sign."""

from django.db import transaction
from django.utils.translation import gettext as _

from cohorts.letters.compose import address_is_full
from lib.text import normalize_email
from people.models import Link

from ..models import EndorsementAction
from .endorsement_request import request_endorsement
from .endorsement_void import void_open_requests
from .endorsements import endorsements_for_link


@transaction.atomic
def forward(link, *, name, email, language):
    """Request all waiting sign-offs of this link from another address, and revoke this link.

    Returns how many were forwarded; 0 if the link was revoked meanwhile. Raises ValueError when the
    address is the holder's own, an applicant's, or has had its letters for today.
    """
    waiting = list(endorsements_for_link(link).waiting()) if lock_usable_link(link) else []
    key = normalize_email(email)
    if key == link.link.email_key:
        raise ValueError(_("This is your own address. Write the address of the other person."))
    if address_is_full(key):
        raise ValueError(
            _("This address has had its letters for today. Send it tomorrow, or talk to them.")
        )
    if any(endorsement.application.email_key == key for endorsement in waiting):
        raise ValueError(
            _("This is an applicant's own address. Write the address of whoever supervises them.")
        )
    for endorsement in waiting:
        endorsement.note(EndorsementAction.Kind.FORWARDED)
        void_open_requests(endorsement.application, detail="forwarded")
        request_endorsement(endorsement.application, name=name, email=email, language=language)
    link.link.revoke()
    return len(waiting)


def lock_usable_link(link):
    """Lock the link's row and return whether it is still usable: of two requests at once,
    the second finds it revoked.

    Somebody signed in has an ApplicationLink that is not saved; there is no row to lock,
    and it is usable.
    """
    return (
        link.pk is None
        or Link.objects.usable().select_for_update().filter(pk=link.link_id).first() is not None
    )
