"""Whether a director is a colleague: somebody who takes part, or applied, in the same cohort.

Whoever supervises or signs there can no longer read what the group says, so it is asked about.
"""

from django.db.models import Q

from cohorts.models import Cohort
from lib.text import normalize_email
from people.models import Person

from .models import Application


def colleagues_at(email, person):
    """The cohorts in which this person is a member and the address belongs to a member or an
    applicant, as a list.
    """
    cohorts = Cohort.objects.filter(memberships__person=person, memberships__left_on=None)
    return [cohort for cohort in cohorts.distinct() if takes_part(email, cohort)]


def takes_part(email, cohort):
    """Whether the address belongs to a current member or an applicant of this cohort."""
    key = normalize_email(email)
    if not key:
        return False
    known = Person.objects.with_address(key)
    member = cohort.memberships.current().filter(person__in=known)
    applied = (
        Application.objects.of_cohort(cohort)
        .active()
        .filter(Q(email_key=key) | Q(person__in=known))
    )
    return member.exists() or applied.exclude(decision="not_offered").exists()
