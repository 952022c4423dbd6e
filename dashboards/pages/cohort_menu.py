"""Links in a cohort's menu that depend on the guidebook's features and on the reader's role."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cohorts.access import CURRENT_MEMBERS, FACILITATOR, RUNS_IT, STAFF
from community.pages.learning_map import map_title


def cohort_menu(cohort, access):
    """[(label, address)] for this reader.

    Who supervises a member gets no page that shows what members wrote.
    """
    guidebook, reads_members = cohort.guidebook, not access.is_supervisor
    found = []
    if reads_members and guidebook.has_topics and access.is_one_of(*RUNS_IT, *CURRENT_MEMBERS):
        found.append((map_title(guidebook), "community:learning-map"))
    if (
        reads_members
        and guidebook.member_profile
        and access.is_one_of(FACILITATOR, *CURRENT_MEMBERS)
    ):
        found.append((_("Who we are"), "community:profile-list"))
    if access.is_one_of(*STAFF):
        found.append((_("Budget"), "meetings:budget-list"))
    return [(label, reverse(name, args=[cohort.slug])) for label, name in found]
