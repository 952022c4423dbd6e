"""Sign-offs: what a director is asked, and taking the answer."""

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Person, Supervision

from ..endorsement_terms import build_terms, terms_hash
from ..letters import write_to_applicant
from ..models import Application, EndorsementAction, SupervisorEndorsement
from .endorsement_void import reopen_for_change
from .renewals import settle_renewal

Kind = EndorsementAction.Kind


def endorsements_for_link(link):
    """What the holder of this ApplicationLink is asked to sign, in one part of one cohort,
    by applicant name.
    """
    return (
        SupervisorEndorsement.objects.active()
        .filter(application__cohort_part=link.application.cohort_part_id)
        .filter(supervisor_key=link.link.email_key, application__withdrawn_at=None)
        .exclude(supervisor_key="")
        .with_cohort_part()
        .select_related("application__county")
        .prefetch_related("actions")
        .order_by("application__sort_name", "pk")
    )


def endorsements_of(person):
    """What is asked of somebody signed in, by any of their addresses."""
    return SupervisorEndorsement.objects.active().filter(
        supervisor_key__in=person.address_keys, application__withdrawn_at=None
    )


def add_terms_hash(endorsements, terms):
    """Set `terms_hash` on each: the hash of what its director would sign now.

    terms: those of any one of them; they differ in site and agency only,
    because all are for the same part.
    """
    for endorsement in endorsements:
        application = endorsement.application
        endorsement.terms_hash = terms_hash(
            terms | {"site": application.site_name, "agency": application.agency_name}
        )
    return endorsements


def can_be_answered(endorsement):
    """Whether a director may still sign or decline: before the deadline, and not yet decided
    for good or withdrawn. For a member, as long as they are in a cohort that is not completed.
    """
    application = endorsement.application
    if endorsement.is_of_member:
        completed = application.cohort.is_completed
        return application.membership.is_current and not completed
    return application.is_choosable and application.cohort_part.still_takes_what_was_begun


@transaction.atomic
def answer_for_all(link, answers, *, signed_name="", language="en", own_device=False):
    """Store everything a director sent with one button, all or nothing.

    Returns the endorsements whose answers are new, as they are now.
    answers: {endorsement pk: {"says": "sign" or "decline", "seen", "shown_hash", "reason"}} as in
    `sign` and `decline`. Endorsements that this link does not ask for are ignored.
    """
    said = {"signed_name": signed_name, "language": language, "own_device": own_device}
    changed = []
    for endorsement in endorsements_for_link(link):
        sent = answers.get(endorsement.pk)
        if sent is not None and store_answer(endorsement, sent, **said):
            changed.append(endorsement.application_id)
    return list(endorsements_for_link(link).filter(application__in=changed)) if changed else []


def store_answer(endorsement, sent, *, signed_name, language, own_device):
    """Whether what was `sent` for this applicant, as in `answer_for_all`, changed anything."""
    seen = sent["seen"]
    if sent["says"] != "sign":
        return decline(endorsement, seen=seen, reason=sent["reason"], language=language)
    return sign(
        endorsement,
        seen=seen,
        shown_hash=sent["shown_hash"],
        signed_name=signed_name,
        language=language,
        own_device=own_device,
    )


@transaction.atomic
def sign(endorsement, *, seen, shown_hash, signed_name, language="en", own_device=False):
    """Sign for one applicant. Returns whether anything changed.

    seen: the `state` that the director's page showed; an answer to an outdated page changes
    nothing. shown_hash: `terms_hash` of the terms on that page. Raises ValueError when the
    terms differ by now. own_device: the browser also holds the applicant's own link; it is
    noted as a reason for doubt.
    """
    endorsement = lock_for_answer(endorsement, seen=seen)
    if endorsement is None or seen == "given":
        return False
    if seen == "declined":
        endorsement = reopen_for_change(endorsement)
    terms = build_terms(endorsement.application, language=language)
    if shown_hash != terms_hash(terms):
        raise ValueError(
            _("Something changed while you were reading. Look at the dates once more, then send.")
        )
    director = director_of(endorsement, language=language)
    detail = "signed on the applicant's own device" if own_device else ""
    done = endorsement.give(signed_name=signed_name, bound=terms, by=director, detail=detail)
    if done:
        notify_applicant(endorsement)
        settle_renewal(endorsement.application)
        if member := endorsement.application.membership:
            Supervision.objects.ensure(director, member.person, on=member.cohort.today)
    return done


@transaction.atomic
def decline(endorsement, *, seen, reason="", language="en"):
    """Decline to sign for one applicant, or change the reason; seen and result as in `sign`."""
    endorsement = lock_for_answer(endorsement, seen=seen)
    if endorsement is None:
        return False
    if seen == "declined":
        return change_reason(endorsement, reason)
    if seen == "given":
        endorsement = reopen_for_change(endorsement)
    done = endorsement.decline(reason=reason, by=director_of(endorsement, language=language))
    if done:
        notify_applicant(endorsement)
    return done


def change_reason(endorsement, reason):
    """The applicant is written to again when it is another answer: refused, or not my staff."""
    before = endorsement.is_not_mine
    changed = endorsement.change_reason(reason)
    endorsement.refresh_from_db()
    if endorsement.is_not_mine != before:
        notify_applicant(endorsement)
    return changed


def lock_for_answer(endorsement, *, seen):
    """The endorsement as it is now, its application locked;
    None if it changed since `seen` or cannot be answered.
    """
    application = Application.objects.select_for_update().get(pk=endorsement.application_id)
    endorsement = application.endorsements.active().filter(pk=endorsement.pk).first()
    if endorsement is None or endorsement.state != seen or not can_be_answered(endorsement):
        return None
    return endorsement


def director_of(endorsement, *, language):
    """The person at the address that was asked; created if nobody has it."""
    return Person.objects.find_or_create(
        endorsement.supervisor_email,
        name=endorsement.supervisor_name,
        language=endorsement.language or language,
    )


def notify_applicant(endorsement):
    """Tell the applicant, also whom a roster has seated. Another director of a member signs without
    a letter to them: the seat does not hang on the answer. Nobody is written to who has no address.
    """
    if not endorsement.application.email:
        return
    if endorsement.is_of_member and not endorsement.application.roster_import_id:
        return
    if endorsement.application.membership_id:
        return  # seated already: the answer changes nothing for the member
    code = letter_about(endorsement)
    write_to_applicant(endorsement.application, code, director_name=endorsement.supervisor_name)


def letter_about(endorsement):
    """The code of the letter that tells the director's answer."""
    goes_on = bool(endorsement.application.renews_id)
    if endorsement.given_at:
        return "renewal-signed" if goes_on else "signoff-given"
    if endorsement.is_not_mine:
        return "signoff-not-mine"
    return "renewal-declined" if goes_on else "signoff-declined"


def record_date_objection(endorsement):
    """Note that the director says the new dates do not work; once is enough."""
    if endorsement.given_at and not endorsement.actions.filter(kind=Kind.OBJECTED).exists():
        endorsement.note(Kind.OBJECTED, by=endorsement.supervisor)
