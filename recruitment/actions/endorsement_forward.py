"""Forwarding sign-offs: a director passes the question on to whoever should sign, and takes it
back as long as nobody has answered.
"""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cohorts.letters.compose import address_is_full, under_greeting
from lib.sentences import list_names
from lib.text import normalize_email
from people.models import Link

from ..director_language import language_of_director
from ..letters import write_to_director
from ..models import Application, EndorsementAction, SupervisorEndorsement
from .endorsement_request import create_request
from .endorsement_void import void_open_requests
from .endorsements import endorsements_for_link

Kind = EndorsementAction.Kind


@transaction.atomic
def forward(link, *, name, email, language, chosen=None):
    """Request waiting sign-offs of this link from another address, by one letter.

    chosen: SupervisorEndorsements; all that wait if not given. The link stays: it shows what was
    answered and passed on. Returns what was forwarded; nothing if it was forwarded meanwhile.
    Raises ValueError when the address may not be asked.
    """
    waiting = list(endorsements_for_link(link).waiting()) if lock_usable_link(link) else []
    passed_on = [e for e in waiting if chosen is None or e in chosen]
    refuse_address(link, email, passed_on)
    if passed_on:
        ask_instead(passed_on, name=name, email=email, language=language)
    return passed_on


def refuse_address(link, email, passed_on):
    """Raise ValueError when it is the holder's or an applicant's, or has had its letters today."""
    key = normalize_email(email)
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


@transaction.atomic
def take_back(link, passed_on):
    """Ask the holder of this link again, instead of the person they passed it on to, without a
    letter. Returns the sign-offs that wait for the holder now.

    passed_on: SupervisorEndorsements that the holder forwarded; those that were answered meanwhile,
    or are the holder's again, stay as they are.
    """
    if not lock_usable_link(link):
        return []
    asked = [ask_forwarder(forwarded) for forwarded in passed_on]
    return [request for request in asked if request]


def ask_forwarder(forwarded):
    """Ask whoever forwarded this once more; None when what was asked instead waits no more."""
    application = Application.objects.select_for_update().get(pk=forwarded.application_id)
    asked = application.endorsements.filter(pk__gt=forwarded.pk).order_by("pk").first()
    if asked is None or asked.state != "waiting":
        return None
    void_open_requests(application, detail="taken back", keep=forwarders(application))
    return create_request(
        application,
        name=forwarded.supervisor_name,
        email=forwarded.supervisor_email,
        language=forwarded.bound.get("language", application.language),
        detail="taken back",
    )


@transaction.atomic
def correct_address(link, passed_on, *, name, email, language):
    """Take these back and pass them on to this address instead. Returns what was passed on.

    Raises ValueError as `forward`; then nothing changes.
    """
    return forward(
        link, name=name, email=email, language=language, chosen=take_back(link, passed_on)
    )


def forwarders(application):
    """The addresses of whoever passed this application's sign-off on."""
    forwarded = SupervisorEndorsement.objects.filter(
        application=application, actions__kind=Kind.FORWARDED
    )
    return set(forwarded.values_list("supervisor_key", flat=True))


def ask_instead(passed_on, *, name, email, language):
    """Void these, request them of the other person, and write one letter about all of them, with
    who forwarded them under its greeting.
    """
    first, *others = passed_on
    language = language_of_director(first.application, email=email, fallback=language)
    whom = {"name": name, "email": email, "language": language}
    request = request_instead(first, **whom)
    for endorsement in others:
        request_instead(endorsement, **whom, detail="in one letter with others")
    letter = write_to_director(request, "signoff-request", language=language)
    if letter:  # not once the deadline has passed
        say_who_forwarded(letter, passed_on)


def request_instead(forwarded, *, detail="", **whom):
    """whom: name, address and language of the person who is asked now, as in `create_request`."""
    application = forwarded.application
    forwarded.note(Kind.FORWARDED)
    void_open_requests(application, detail="forwarded", keep=forwarders(application))
    return create_request(application, detail=detail, **whom)


def say_who_forwarded(letter, passed_on):
    with translation.override(letter.language):
        top = _("%(director)s asks you to answer in their place, for: %(names)s.") % {
            "director": passed_on[0].supervisor_name,
            "names": list_names(endorsement.application.name for endorsement in passed_on),
        }
    letter.body = under_greeting(letter.body, top)
    letter.save(update_fields=["body"])


def lock_usable_link(link):
    """Lock the link's row and return whether it is still usable: of two requests at once,
    the second finds nothing that waits.

    Somebody signed in has an ApplicationLink that is not saved; there is no row to lock,
    and it is usable.
    """
    return (
        link.pk is None
        or Link.objects.usable().select_for_update().filter(pk=link.link_id).first() is not None
    )
