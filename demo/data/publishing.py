"""Opening an invented cohort: whom it names to be asked, and since when its page was public."""

from datetime import datetime, time

from cohorts.models import Cohort, CohortPart
from lifecycle.actions.open_cohort import open_cohort
from lifecycle.actions.publish import open_to_the_public

from .seasons import move_director_sessions


def contact_of(person):
    """The columns of a CohortPlan that name this person as contact."""
    return {
        "contact_name": person.name,
        "contact_email": person.email,
        "contact_phone": person.phone or "555-0100",
    }


def open_and_publish(plan, *, slug, by, opened_at, status=Cohort.Status.RECRUITING):
    """Open the cohort of a CohortPlan as if at that moment. Returns it."""
    cohort = open_cohort(plan, slug=slug, by=by, status=status, is_demo=True)
    move_director_sessions(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(opened_at=opened_at)
    publish_as_opened(cohort)
    return cohort


def publish_as_opened(cohort):
    """Public since it was opened; what has recruited has ended that on the day of its notice."""
    cohort.refresh_from_db()
    open_to_the_public(cohort, by=cohort.opened_by, at=cohort.opened_at)
    if not cohort.is_recruiting:
        part = cohort.part(1)
        ended = datetime.combine(part.notice_on, time(12), tzinfo=cohort.zone)
        CohortPart.objects.filter(pk=part.pk).update(closed_at=ended, closed_by=cohort.opened_by)
