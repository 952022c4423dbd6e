"""Writing again to applicants and directors when dates have changed that they were told."""

from ..endorsement_terms import build_terms, terms_hash
from ..letters import write_to_applicant
from ..models import Application, SupervisorEndorsement
from .endorsement_reminders import remind

#: Tells an applicant the deadline and the day of the answer.
CODE = "application-dates"


def ask_again(cohort_part, *, by, act=None, everybody=False):
    """Ask directors once more who have not answered, where what they would sign has changed since
    they were asked; everybody: also where only the deadline has.

    Returns ([EndorsementAction of each that is asked again], [why others are not, as sentences]).
    """
    waiting = SupervisorEndorsement.objects.waiting().filter(
        application__cohort_part=cohort_part,
        application__withdrawn_at=None,
        application__decision__in=["", Application.Decision.WAITING],
    )
    related = waiting.select_related(
        "application__cohort_part__cohort__network", "application__cohort_part__part"
    )
    asked, refused = [], []
    for endorsement in related.order_by("application__sort_name", "pk"):
        terms = build_terms(
            endorsement.application, language=endorsement.bound.get("language", "en")
        )
        if not everybody and terms_hash(terms) == terms_hash(endorsement.bound):
            continue
        try:
            note = remind(endorsement, by=by, act=act)
        except ValueError as refusal:
            refused.append(f"{endorsement.supervisor_name}: {refusal}")
            continue
        endorsement.bound = terms
        endorsement.save(update_fields=["bound"])
        asked.append(note)
    return asked, refused


def tell_applicants(cohort_part, *, act=None):
    """Write the new dates to applicants who have no answer. Returns their applications."""
    undecided = Application.objects.undecided().filter(cohort_part=cohort_part, renews=None)
    related = undecided.select_related("cohort_part__cohort__network", "cohort_part__part")
    told = list(related.order_by("sort_name", "pk"))
    for application in told:
        write_to_applicant(application, CODE, act=act)
    return told
