"""Forwarding sign-offs: a director passes the question on to whoever should sign."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cohorts.letters.compose import address_is_full
from lib.text import normalize_email
from people.models import Link

from ..director_language import language_of_director
from ..letters import write_to_director
from ..models import ApplicationLink, EndorsementAction
from .endorsement_request import create_request
from .endorsement_void import void_open_requests
from .endorsements import endorsements_for_link


@transaction.atomic
def forward(link, *, name, email, language, chosen=None):
    """Request waiting sign-offs of this link from another address, by one letter.

    chosen: SupervisorEndorsements; all that wait if not given. The link is revoked when none waits
    any more. Returns what was forwarded; nothing if the link was revoked meanwhile. Raises
    ValueError when the address is the holder's own, an applicant's, or has had its letters for
    today.
    """
    waiting = list(endorsements_for_link(link).waiting()) if lock_usable_link(link) else []
    passed_on = [e for e in waiting if chosen is None or e in chosen]
    refuse_address(link, normalize_email(email), passed_on)
    kept = [e for e in waiting if e not in passed_on]
    if kept:
        keep_links(link, passed_on, kept[0].application)
    if passed_on:
        ask_instead(passed_on, name=name, email=email, language=language)
    if not kept:
        link.link.revoke()
    return passed_on


def refuse_address(link, key, passed_on):
    if key == link.link.email_key:
        raise ValueError(_("This is your own address. Write the address of the other person."))
    if address_is_full(key):
        raise ValueError(
            _("This address has had its letters for today. Send it tomorrow, or talk to them.")
        )
    if any(endorsement.application.email_key == key for endorsement in passed_on):
        raise ValueError(
            _("This is an applicant's own address. Write the address of whoever supervises them.")
        )


def keep_links(link, passed_on, application):
    """Links to this address open all that is asked of it: those sent for what is passed on are
    from now on for this application, and are not revoked with it.
    """
    ApplicationLink.objects.filter(
        application__in=[endorsement.application_id for endorsement in passed_on],
        link__purpose=Link.Purpose.SIGN_OFF,
        link__email_key=link.link.email_key,
    ).update(application=application)


def ask_instead(passed_on, *, name, email, language):
    """Void these, request them of the other person, and write one letter about all of them, with
    who forwarded them on top.
    """
    first = passed_on[0].application
    language = language_of_director(first, email=email, fallback=language)
    new = []
    for endorsement in passed_on:
        endorsement.note(EndorsementAction.Kind.FORWARDED)
        void_open_requests(endorsement.application, detail="forwarded")
        request = create_request(
            endorsement.application,
            name=name,
            email=email,
            language=language,
            detail="in one letter with others" if new else "",
        )
        new.append(request)
    letter = write_to_director(new[0], "signoff-request", language=language)
    with translation.override(language):
        top = _("%(director)s asks you to answer in their place, for: %(names)s.") % {
            "director": passed_on[0].supervisor_name,
            "names": ", ".join(endorsement.application.name for endorsement in passed_on),
        }
    if letter:  # not once the deadline has passed
        letter.body = f"{top}\n\n{letter.body}"
        letter.save(update_fields=["body"])


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
