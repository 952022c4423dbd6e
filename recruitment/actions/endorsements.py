"""Sign-offs: asking a director, taking the answer, asking somebody else."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.letters.compose import address_is_full
from cohorts.models import Letter
from lib.text import normalize_email
from people.models import Link, Person

from ..endorsement_terms import mark_of, what_is_asked
from ..letters import letters_of, words_about, write_to_applicant, write_to_director
from ..models import Application, EndorsementAction, SupervisorEndorsement

Kind = EndorsementAction.Kind


def ask_director(application, *, by=None, name=None, email=None, language=None):
    """Ask the director the application names (or whoever is named here) for a signature, by a letter if one may still go."""
    endorsement = SupervisorEndorsement.objects.create(
        application=application,
        supervisor_name=name or application.director_name,
        supervisor_email=email or application.director_email,
        bound=what_is_asked(application, language=language or application.language),
    )
    endorsement.note(Kind.REQUESTED, by=by)
    write_to_director(endorsement, "signoff-request", language=language)
    return endorsement


def asked_by(link):
    """What whoever holds this link is asked in its cohort: all own applicants, by name."""
    return (
        SupervisorEndorsement.objects.active()
        .filter(application__cohort_part=link.application.cohort_part_id)
        .filter(supervisor_key=link.link.email_key, application__withdrawn_at=None)
        .exclude(supervisor_key="")
        .select_related("application__county", "application__cohort_part__cohort__network", "application__cohort_part__part")
        .prefetch_related("actions")
        .order_by("application__sort_name", "pk")
    )


def with_marks(endorsements, asked):
    """Each sign-off with the mark of what is asked now; `asked` is that of any one of them."""
    for endorsement in endorsements:
        application = endorsement.application
        endorsement.mark = mark_of(asked | {"site": application.site_name, "agency": application.agency_name})
    return endorsements


@transaction.atomic
def answer(endorsement, *, says, seen, mark="", signed_name="", reason="", language="en", own_device=False):
    """Take a director's answer: "sign" or "decline". Returns whether anything changed.

    `seen` is the state the director looked at; whoever looked at an older one changes nothing. An answer may
    be changed until the decision: the earlier one stays as a row that no longer stands.
    """
    application = Application.objects.select_for_update().get(pk=endorsement.application_id)
    endorsement = application.endorsements.active().filter(pk=endorsement.pk).first()
    if endorsement is None or endorsement.state != seen or not answers_count(application):
        return False
    if (says, seen) == ("sign", "given"):
        return False
    if (says, seen) == ("decline", "declined"):
        return endorsement.reword(reason)
    if seen != "waiting":
        endorsement = ask_once_more(endorsement)
    asked = what_is_asked(application, language=language)
    if says == "sign" and mark != mark_of(asked):
        raise ValueError(_("Something changed while you were reading. Look at the dates once more, then send."))
    director = Person.objects.reached_at(endorsement.supervisor_email, name=endorsement.supervisor_name, language=language)
    if says == "sign":
        detail = "signed on the applicant's own device" if own_device else ""
        done = endorsement.give(signed_name=signed_name, bound=asked, by=director, detail=detail)
    else:
        done = endorsement.decline(reason=reason, by=director)
    if done:
        tell_applicant(endorsement)
    return done


def answers_count(application):
    """An answer counts until the deadline, while the application is neither decided nor taken back."""
    return application.is_choosable and application.cohort_part.still_takes_what_was_begun


@transaction.atomic
def answer_for_all(link, answers, **about):
    """Everything a director sent with one button: all of it counts, or nothing does. Returns how many answers are new.

    answers: {endorsement pk: {"says", "seen", "mark", "reason"}}; people this link does not ask about are left out.
    """
    asked = [endorsement for endorsement in asked_by(link) if endorsement.pk in answers]
    return sum(answer(endorsement, **answers[endorsement.pk], **about) for endorsement in asked)


def ask_once_more(endorsement):
    """The director changes an answer: the old one no longer stands, a new one takes its place without a letter."""
    endorsement.void(by=endorsement.supervisor, detail="answer changed")
    new = SupervisorEndorsement(
        application=endorsement.application,
        bound=endorsement.bound,
        supervisor_name=endorsement.supervisor_name,
        supervisor_email=endorsement.supervisor_email,
    )
    new.save()
    return new


def tell_applicant(endorsement):
    application = endorsement.application
    code = "signoff-given" if endorsement.given_at else "signoff-declined"
    words = words_about(application, language=application.language) | {"director_name": endorsement.supervisor_name}
    write_to_applicant(application, code, **words)


@transaction.atomic
def ask_again(application, *, by=None, detail=""):
    """What was signed, or who was asked, has changed: the sign-off no longer stands, its links are dead, a new one is asked."""
    stop_asking(application, by=by, detail=detail)
    return ask_director(application, by=by)


def stop_asking(application, *, by=None, detail=""):
    for endorsement in application.endorsements.active():
        letters_of(endorsement).filter(status=Letter.Status.QUEUED).delete()
        endorsement.void(by=by, detail=detail)
    Link.objects.filter(application_link__application=application, purpose=Link.Purpose.SIGN_OFF, revoked_at=None).update(revoked_at=timezone.now())


@transaction.atomic
def remind(endorsement, *, by):
    """Write to the director once more. Raises ValueError with the reason when nothing may go."""
    if endorsement.state != "waiting":
        raise ValueError("This director has answered.")
    if not endorsement.application.cohort_part.takes_applications:
        raise ValueError("The deadline has passed. The link would not open any more.")
    reminded_before = letters_of(endorsement).exists()
    letter = write_to_director(endorsement, "signoff-reminder" if reminded_before else "signoff-request")
    if letter is None:
        raise ValueError("This address has had its letters for today. Try again tomorrow, or call.")
    endorsement.note(Kind.REMINDED, by=by)


@transaction.atomic
def forward(link, *, name, email, language):
    """Somebody else should sign: everything that still waits goes to the other address by a link of its own; this link ends.

    Raises ValueError when the address is one's own, one of an applicant, or has had its letters for today.
    """
    waiting = list(asked_by(link).waiting()) if still_opens(link) else []
    key = normalize_email(email)
    if key == link.link.email_key:
        raise ValueError(_("This is your own address. Write the address of the other person."))
    if address_is_full(key):
        raise ValueError(_("This address has had its letters for today. Send it tomorrow, or talk to them."))
    if any(endorsement.application.email_key == key for endorsement in waiting):
        raise ValueError(_("This is an applicant's own address. Write the address of whoever supervises them."))
    for endorsement in waiting:
        endorsement.note(Kind.FORWARDED)
        stop_asking(endorsement.application, detail="forwarded")
        ask_director(endorsement.application, name=name, email=email, language=language)
    link.link.revoke()
    return len(waiting)


def still_opens(link):
    """Locks the link: of two at once, the second finds it ended. A sign-in instead of a link has no row."""
    return link.pk is None or Link.objects.usable().select_for_update().filter(pk=link.link_id).first() is not None


def object_to_moved_dates(endorsement):
    """The director says that the new dates do not work. Once is enough."""
    if endorsement.given_at and not endorsement.actions.filter(kind=Kind.OBJECTED).exists():
        endorsement.note(Kind.OBJECTED, by=endorsement.supervisor)
