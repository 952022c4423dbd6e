"""Links in a cohort's menu that depend on the guidebook's features and on the reader's role."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cohorts.access import FACILITATOR, IN_THE_ROOM, RUNS_IT, STAFF


def cohort_menu(cohort, access):
    """[(label, address)] for this reader. Who supervises a member gets no page that shows what members wrote."""
    guidebook, reads_members = cohort.guidebook, not access.is_supervisor
    has_topics = guidebook.learning_map or guidebook.group_chooses_topics
    found = []
    if reads_members and has_topics and access.is_one_of(*RUNS_IT, *IN_THE_ROOM):
        found.append((_("Learning map") if guidebook.learning_map else _("Topics"), "community:learning-map"))
    if reads_members and guidebook.member_profile and access.is_one_of(FACILITATOR, *IN_THE_ROOM):
        found.append((_("Who we are"), "community:profile-list"))
    if access.is_one_of(*STAFF):
        found.append((_("Budget"), "meetings:budget-list"))
    return [(label, reverse(name, args=[cohort.slug])) for label, name in found]
