"""Voiding sign-offs that no longer hold, with the requests, links and letters
that belong to them.
"""

from django.db import transaction

from cohorts.models import Letter

from ..letters import letters_of, write_to_director
from ..models import SupervisorEndorsement
from .endorsement_request import request_endorsement


def reopen_for_change(endorsement):
    """Void the earlier answer of this director and create a request in its place,
    without a letter.
    """
    endorsement.void(by=endorsement.supervisor, detail="answer changed")
    new = SupervisorEndorsement(
        application=endorsement.application,
        bound=endorsement.bound,
        supervisor_name=endorsement.supervisor_name,
        supervisor_email=endorsement.supervisor_email,
        language=endorsement.language,
    )
    new.save()
    return new


@transaction.atomic
def void_and_request_again(application, *, by=None, detail="", act=None):
    """The signed terms or the director changed: void the current sign-off, revoke the links to
    another director and request a new one.
    """
    void_open_requests(application, by=by, detail=detail, keep={application.director_key})
    return request_endorsement(application, by=by, act=act)


def write_for_others(endorsement):
    """The letter about this sign-off does not leave: whoever was asked in it for somebody else too
    gets another.
    """
    others = SupervisorEndorsement.objects.waiting().filter(
        supervisor_key=endorsement.supervisor_key,
        application__cohort_part=endorsement.application.cohort_part_id,
        application__withdrawn_at=None,
        endorsement_letters=None,
    )
    if other := others.order_by("pk").first():
        write_to_director(other, "signoff-request")


def withdraw_and_write_for_others(application):
    """Withdraw the application; its director, asked for somebody else too, is written to again."""
    asked = application.endorsement
    application.withdraw()
    if asked:
        write_for_others(asked)


def void_open_requests(application, *, by=None, detail="", keep=()):
    """Void the application's current sign-off and revoke the links sent for it, except those to
    the addresses in `keep`. A link whose reader is asked for somebody else too is for that
    application from now on.

    Letters about it that are still queued are deleted, so that they do not count against the daily
    limit of the address.
    """
    for endorsement in application.endorsements.active():
        dropped, _rows = letters_of(endorsement).filter(status=Letter.Status.QUEUED).delete()
        endorsement.void(by=by, detail=detail)
        if dropped:
            write_for_others(endorsement)
    application.links.end_sign_offs(keep=keep)
