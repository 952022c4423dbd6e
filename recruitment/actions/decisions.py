"""Deciding on an application: what every decision has in common, and telling somebody
that there is no seat.
"""

from functools import wraps

from django.db import OperationalError, transaction
from django.utils import timezone

from cohorts.models import Letter

from ..letters import write_to_applicant
from ..models import DECISION_OF_LETTER, Application

#: PostgreSQL's SQLSTATE for a detected deadlock, and how often an action is tried in all.
DEADLOCK, ATTEMPTS = "40P01", 4


class OfferRefused(ValueError):
    """Nothing was decided; `reasons` is {application: reason as half a sentence}."""

    def __init__(self, reasons):
        self.reasons = reasons
        super().__init__(
            "; ".join(f"{application.name}: {reason}" for application, reason in reasons.items())
        )


def retry_on_deadlock(action):
    """Run the action in a transaction, again from the start when PostgreSQL ends it because
    of a deadlock.

    Two bulk decisions may lock seats and applications in different orders.
    """

    @wraps(action)
    def retried(*args, **kwargs):
        for attempt in range(ATTEMPTS):
            try:
                with transaction.atomic():
                    return action(*args, **kwargs)
            except OperationalError as error:
                if getattr(error.__cause__, "pgcode", "") != DEADLOCK or attempt == ATTEMPTS - 1:
                    raise

    return retried


def lock_applications(cohort, applications):
    """These applications of this cohort as they are now, locked in the order of their keys."""
    wanted = [application.pk for application in applications]
    rows = (
        Application.objects.of_cohort(cohort)
        .filter(pk__in=wanted)
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    related = rows.select_related(
        "cohort_part__part", "cohort_part__cohort__network", "county", "person"
    )
    return list(related.prefetch_related("endorsements"))


def describe_decision(application):
    """Who decided what and when, or that the application was withdrawn, as half a sentence."""
    if application.withdrawn_at:
        return "taken back"
    when = timezone.localtime(application.decided_at, application.cohort.zone)
    decision = application.get_decision_display().lower()
    return f"{application.decided_by.name} decided on {when:%b} {when.day}: {decision}"


def letters_of_decision(application):
    """The letters that tell its decision and have not left yet."""
    about = {"application_letter__application": application, "code__in": DECISION_OF_LETTER}
    return Letter.objects.filter(status=Letter.Status.QUEUED, **about)


def set_decision(application, decision, *, by, note=""):
    """Decide, and drop the letter of an earlier decision that has not left yet."""
    letters_of_decision(application).drop_queued()
    application.decision, application.decided_by, application.decided_at = (
        decision,
        by,
        timezone.now(),
    )
    application.decision_note = note
    application.save()


@retry_on_deadlock
def offer_no_seat(cohort, application, *, by, note="", act=None):
    """Decide that there is no seat this time.

    Raises OfferRefused when it is decided or withdrawn already.
    """
    return decide_refused(
        cohort,
        application,
        Application.Decision.NOT_OFFERED,
        "not-offered",
        by=by,
        note=note,
        act=act,
    )


def decide_refused(cohort, application, decision, letter_code, *, by, note="", act=None):
    """Set this decision and write its letter. Returns the application as it is now."""
    application = lock_applications(cohort, [application])[0]
    if not application.is_choosable or application.decision == decision:
        raise OfferRefused({application: describe_decision(application)})
    set_decision(application, decision, by=by, note=note)
    write_to_applicant(application, letter_code, act=act)
    return application
