"""Whom an invented cohort names to be asked, and when its application page was public."""

from datetime import datetime, time

from cohorts.models import CohortPart
from lifecycle.actions.publish import open_to_the_public


def contact_of(person):
    """The columns of a CohortPlan that name this person as contact."""
    return {
        "contact_name": person.name,
        "contact_email": person.email,
        "contact_phone": person.phone or "555-0100",
    }


def publish_as_opened(cohort):
    """Public since it was opened; what has recruited has ended that on the day of its notice."""
    cohort.refresh_from_db()
    open_to_the_public(cohort, by=cohort.opened_by, at=cohort.opened_at)
    if not cohort.is_recruiting:
        part = cohort.part(1)
        ended = datetime.combine(part.notice_on, time(12), tzinfo=cohort.zone)
        CohortPart.objects.filter(pk=part.pk).update(closed_at=ended, closed_by=cohort.opened_by)
