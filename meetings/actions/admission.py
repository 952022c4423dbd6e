"""The one door into a cohort: everybody who gets a seat in it comes in here.

The rule itself is `CohortPart.admission`; what it needs to know of meetings is asked here.
"""

from cohorts.models import Admission, CohortMembership, CohortPart

from ..models import Meeting


class AdmissionRefused(ValueError):
    """Nobody joins now; the message is half a sentence."""


def has_met(cohort_part):
    """Whether the first meeting of the part has begun."""
    meetings = Meeting.objects.filter(cohort=cohort_part.cohort_id, part=cohort_part.part_id)
    first = meetings.of_the_plan().taking_place().select_related("cohort").in_order().first()
    return bool(first) and first.has_begun


def admission_to(cohort_part):
    """The Admission of the part now."""
    return cohort_part.admission(has_met=has_met(cohort_part))


def admission_refusal(cohort_part, *, reason=""):
    """Why nobody can join the part now, as half a sentence; "" if somebody can with this reason."""
    return cohort_part.admission_refusal(has_met=has_met(cohort_part), reason=reason)


def admit(cohort_part, person, seat, *, by=None, late_reason=""):
    """Make the person a member on this seat, which is taken already; returns the membership.

    Call it inside a transaction. late_reason: why somebody joins a group that is closed, as the
    lead `by` says; it is stored only where it is needed.

    The rule is asked of the cohort as it is after the row is written: the row holds the cohort
    (a foreign key), and completing or ending takes the cohort for itself, so of an admission and
    an end at once the later one sees the earlier.

    Raises AdmissionRefused.
    """
    is_late = admission_to(cohort_part) == Admission.WITH_REASON and late_reason and by
    membership = CohortMembership.objects.create(
        cohort=cohort_part.cohort,
        person=person,
        seat=seat,
        part=cohort_part.part,
        joined_on=cohort_part.cohort.today,
        late_reason=late_reason if is_late else "",
        late_by=by if is_late else None,
    )
    if reason := admission_refusal(as_it_is_now(cohort_part), reason=membership.late_reason):
        raise AdmissionRefused(reason)
    return membership


def as_it_is_now(cohort_part):
    return CohortPart.objects.select_related("cohort", "part").get(pk=cohort_part.pk)
