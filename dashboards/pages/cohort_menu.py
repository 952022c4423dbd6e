"""Pages beside the meetings, some of which only some communities have: each for whoever may open it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cohorts.access import FACILITATOR, IN_THE_ROOM, RUNS_IT, STAFF


def pages_between(cohort, access):
    """[(word, address)] for this reader; the director wall stands before what the room says."""
    guidebook, heard = cohort.guidebook, not access.is_supervisor
    found = []
    if heard and (guidebook.learning_map or guidebook.group_chooses_topics) and access.is_one_of(*RUNS_IT, *IN_THE_ROOM):
        found.append((_("Learning map") if guidebook.learning_map else _("Topics"), "community:learning-map"))
    if heard and guidebook.member_profile and access.is_one_of(FACILITATOR, *IN_THE_ROOM):
        found.append((_("Who we are"), "community:profile-list"))
    if access.is_one_of(*STAFF):
        found.append((_("Budget"), "meetings:budget-list"))
    return [(word, reverse(name, args=[cohort.slug])) for word, name in found]
