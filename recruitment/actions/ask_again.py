"""Writing again to applicants and directors when dates have changed that they were told."""

from django.utils import translation
from django.utils.translation import gettext as _

from cohorts.letters.compose import under_greeting
from lib.sentences import list_names

from ..endorsement_terms import build_terms, terms_hash
from ..letters import letters_of, write_to_applicant
from ..models import Application, EndorsementAction, SupervisorEndorsement
from .endorsement_reminders import remind

#: Tells an applicant the deadline and the day of the answer.
CODE = "application-dates"


def ask_again(cohort_part, *, by, act=None, everybody=False):
    """Ask directors once more who have not answered, where what they would sign has changed since
    they were asked; everybody: also where only the deadline has.

    A director gets one letter, for however many people. Returns ([EndorsementAction of each that is
    asked again, with `was_bound`, the terms before], [why others are not, as sentences], [Letter]).
    """
    waiting = SupervisorEndorsement.objects.waiting().filter(
        application__cohort_part=cohort_part,
        application__withdrawn_at=None,
        application__decision__in=["", Application.Decision.WAITING],
    )
    related = waiting.select_related(
        "application__cohort_part__cohort__network", "application__cohort_part__part"
    )
    asked, refused, first_of = [], [], {}
    for endorsement in related.order_by("application__sort_name", "pk"):
        terms = build_terms(
            endorsement.application, language=endorsement.bound.get("language", "en")
        )
        if not everybody and terms_hash(terms) == terms_hash(endorsement.bound):
            continue
        key = endorsement.supervisor_key
        try:
            note = (
                endorsement.note(EndorsementAction.Kind.REMINDED, by=by)
                if key in first_of
                else remind(endorsement, by=by, act=act)
            )
        except ValueError as refusal:
            refused.append(f"{endorsement.supervisor_name}: {refusal}")
            continue
        first_of.setdefault(key, []).append(endorsement)
        note.was_bound, endorsement.bound = endorsement.bound, terms
        endorsement.save(update_fields=["bound"])
        asked.append(note)
    return asked, refused, [letter_for(own) for own in first_of.values()]


def letter_for(endorsements):
    """The letter that has just been written to the director of these sign-offs; it says for whom
    it is, where they are several.
    """
    letter = letters_of(endorsements[0]).first()
    if len(endorsements) > 1:
        with translation.override(letter.language):
            names = list_names([row.application.name for row in endorsements])
            said = _("Your signature is asked for %(names)s; the link opens all of them.")
            letter.body = under_greeting(letter.body, said % {"names": names})
        letter.save(update_fields=["body"])
    return letter


def tell_applicants(cohort_part, *, act=None):
    """Write the new dates to applicants who have no answer. Returns their applications."""
    undecided = Application.objects.undecided().filter(cohort_part=cohort_part, renews=None)
    told = list(undecided.with_cohort_part().order_by("sort_name", "pk"))
    for application in told:
        write_to_applicant(application, CODE, act=act)
    return told
