from cohorts.models import Cohort
from guidebooks.models import Part
from recruitment.models import Application


def begin_meetings(cohort):
    """End recruiting: the cohort's status becomes "meeting".

    Raises ValueError, with a sentence for the reader, when nobody has a seat, or when applications
    for a part that nobody can join later are undecided.
    """
    if not cohort.memberships.current().exists():
        raise ValueError("Nobody has a seat yet. Offer seats first.")
    undecided = Application.objects.of_cohort(cohort).undecided()
    waiting = undecided.filter(cohort_part__part__entry=Part.Entry.CLOSED).count()
    if waiting:
        raise ValueError(
            f"Nobody joins this group once it meets. Answer the {waiting} that wait "
            "for an answer first."
        )
    Cohort.objects.filter(pk=cohort.pk, status=Cohort.Status.RECRUITING).update(
        status=Cohort.Status.MEETING
    )
    cohort.refresh_from_db(fields=["status"])
