"""Topics that stayed open in the cycle before: which ones the next cohort may take over."""

from cohorts.access import RUNS_IT, access_of
from cohorts.models import Cohort

from ..models import Topic


def earlier_cohort(cohort, person):
    """The newest completed cohort of the same guidebook in the same region that was opened before
    this one and has topics to take over; None if there is none, or if the person does not read
    what is said there.
    """
    left_open = Topic.objects.open().exclude(carried_to__cohort=cohort)
    before = completed_before(cohort).filter(pk__in=left_open.values("cohort"))
    for found in before.select_related("guidebook", "network").newest_first():
        if may_read_topics(person, found) and topics_to_carry(found, cohort):
            return found
    return None


def completed_before(cohort):
    """The completed cohorts of the same guidebook and region that were opened before this one."""
    return Cohort.objects.filter(
        network=cohort.network_id,
        region=cohort.region_id,
        guidebook__slug=cohort.guidebook.slug,
        status=Cohort.Status.COMPLETED,
        opened_at__lt=cohort.opened_at,
    )


def may_read_topics(person, cohort):
    access = access_of(person, cohort)
    return access.is_one_of(*RUNS_IT) and not access.is_supervisor


def topics_to_carry(earlier, cohort):
    """[Topic] that stayed open there and whose title is not here yet, in the order proposed."""
    here = {title.casefold() for title in cohort.topics.values_list("title", flat=True)}
    left_open = earlier.topics.open().exclude(carried_to__cohort=cohort).order_by("pk")
    return [topic for topic in left_open if topic.title.casefold() not in here]
